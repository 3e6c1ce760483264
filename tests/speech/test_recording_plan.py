"""Who says what: digits first, strings that are nobody's, and thirty people who leave no word out."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import verhoeff

from assistant.registry import IdentifierProblem, check_identifier
from assistant.speech.recording import Words, draw, group_code, is_code, new_code, prompt_of
from assistant.speech.recording.digits import digit_string, is_nobodys
from assistant.speech.recording.plan import BLOCK_S, MOST_BLOCKS, STRING_S, WORD_S
from assistant.speech.vocabulary import load

WORDS = Words.of(f"كلمة{number}" for number in range(400))


def seconds(prompts) -> int:
    return sum(STRING_S if prompt.is_string else WORD_S for prompt in prompts)


def digits_of(prompt) -> str:
    return prompt.shown.replace(" ", "")


@given(st.integers())
def test_no_string_is_an_identifier_or_a_telephone_number(seed: int) -> None:
    drawn = digit_string(Random(seed))
    assert check_identifier(drawn) is IdentifierProblem.FIRST_DIGIT
    assert drawn[:2] not in ("05", "06", "07", "08", "09")
    assert verhoeff.is_valid(drawn)
    assert sorted(drawn) == list("0123456789")


def test_a_real_number_is_somebodys() -> None:
    assert [is_nobodys(digits) for digits in ("0612345678", "3594257801", "0522000000", "1234567890")] == [
        False,
        False,
        False,
        True,
    ]


def test_the_first_block_is_every_digit_and_strings() -> None:
    block = draw(0, WORDS, {}, (), "one")
    assert {prompt.text for prompt in block[:10]} == set(WORDS.digits)
    assert all(prompt.is_string and prompt.words == 10 for prompt in block[10:])
    assert len(block) == 16


@given(st.integers(0, MOST_BLOCKS - 1), st.integers())
def test_a_block_takes_two_minutes_at_most_and_repeats_nothing(block: int, seed: int) -> None:
    prompts = draw(block, WORDS, {}, (), seed)
    assert BLOCK_S - STRING_S <= seconds(prompts) <= BLOCK_S
    assert len({prompt.text for prompt in prompts}) == len(prompts)


def test_a_string_is_shown_in_digits_and_written_in_words() -> None:
    string = draw(0, WORDS, {}, (), "one")[-1]
    assert [WORDS.digits[int(digit)] for digit in digits_of(string)] == string.text.split()
    assert prompt_of(string.text, WORDS) == string
    assert prompt_of(WORDS.digits[3], WORDS).shown == WORDS.digits[3]


@settings(max_examples=20)
@given(st.integers(1, 24 * 30 - 30), st.integers())
def test_thirty_people_who_say_two_blocks_each_leave_no_word_out(size: int, seed: int) -> None:
    """And no word is said much more often than another, whoever comes first."""
    words = Words.of(f"w{number}" for number in range(size))
    said: Counter[str] = Counter()
    for person in range(30):
        said.update(prompt.text for prompt in draw(1, words, said, (), (seed, person)) if not prompt.is_string)
    counts = [said[word] for word in words.others]
    assert min(counts) >= 1
    assert max(counts) - min(counts) <= 1


def test_each_person_has_a_draw_of_their_own_and_always_the_same_one() -> None:
    first, again, second = (draw(1, WORDS, {}, (), seed) for seed in ("one", "one", "two"))
    assert first == again
    assert {prompt.text for prompt in first} != {prompt.text for prompt in second}


def test_nobody_is_asked_again_for_what_they_said_and_there_is_an_end() -> None:
    few = Words.of(["آه", "لا"])
    assert {prompt.text for prompt in draw(1, few, {}, {"آه"}, 1) if not prompt.is_string} == {"لا"}
    assert draw(1, few, {}, {"آه", "لا"}, 1) == ()
    assert draw(MOST_BLOCKS, WORDS, {}, (), 1) == ()


def test_words_are_taken_once_from_any_sequence_and_digits_apart() -> None:
    words = Words.of(["لا", " لا ", "واحد", "", "ما  عرفتش"])
    assert words.others == ("لا", "ما عرفتش")
    assert "واحد" in words
    assert "شي حاجة" not in words


def test_the_built_in_vocabulary_holds_the_digits_and_thirty_people_cover_it() -> None:
    """As the recogniser writes them; what is only said between words is not asked for alone."""
    built_in = Words.of_vocabulary()
    vocabulary = load()
    assert all("digit" in vocabulary.find(digit).tags for digit in built_in.digits)
    assert "و" not in built_in
    assert 300 < len(built_in.others) <= 24 * 30


@given(st.integers())
def test_a_code_is_nine_digits_that_check_themselves(seed: int) -> None:
    code = new_code(Random(seed))
    assert is_code(code)
    assert group_code(code).replace(" ", "") == code
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert not is_code(wrong)


def test_neither_a_reference_nor_an_identifier_is_a_code() -> None:
    assert not any(map(is_code, ["", "12345670", "3594257801", "abcdefghi", "012345678", "١٢٣٤٥٦٧٨٩"]))
