"""The rules of spelling: unlisted forms of a word are found, near words that are none are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import expect, understand
from assistant.understanding.index import MISTAKES, Index, Quality, forgiven
from assistant.understanding.lexicon import concepts, lexicon
from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import number_word
from assistant.understanding.spelling import shape


def is_listed(form: str) -> bool:
    return any(normalise(form) in map(normalise, forms) for forms in concepts().values())


@pytest.mark.parametrize(
    ("rule", "form", "concept"),
    [
        ("5 and kh are one", "l5elsa", "money_words"),
        ("9, q and k are one", "ta9riban", "approx"),
        ("ch, sh and x are one", "mafhemtx", "dont_understand"),
        ("7 and h are one", "se7i7", "yes_correct"),
        ("emphatic letters", "6arikh lizdiyad", "date_words"),
        ("doubled letters", "ghallatt", "no_wrong"),
        ("short vowels come", "telatine", "num_30"),
        ("short vowels go", "mstafd", "eligibility"),
        ("ou, o, u, w are one vowel", "choukrane", "thanks"),
        ("the article", "elmo2achir", "score"),
        ("ة and ه", "خمسةَ", "digit_5"),
        ("ى and ي", "مستفىد", "eligibility"),
        ("hamza forms", "ٱلدعم", "support"),
        ("tatweel and vowel signs", "شِـــكَايَة", "appeal"),
        ("a glued preposition", "fddar", "household"),
        ("negation apart or joined", "ma 3reftch", "dont_know"),
        ("negation apart or joined, Arabic", "ما عرفتش", "dont_know"),
        ("a phrase in other words", "ndwi m3a chi bnadem", "operator"),
        ("a phrase written as one", "bddeltray", "cancel"),
        ("Persian and Urdu letter shapes", "شکایه", "appeal"),
    ],
)
def test_a_form_that_nobody_listed_is_found(rule, form, concept):
    found = lexicon().find(tuple(normalise(form).split()), guess=False)
    meant = {value for match in found for value in match.values}
    if concept is None:
        assert not meant, rule
    else:
        assert concept in meant, rule


@pytest.mark.parametrize("form", ["l5elsa", "mafhemtx", "telatine", "mstafd", "choukrane", "ghallatt"])
def test_those_forms_are_indeed_not_listed(form):
    assert not is_listed(form)


@pytest.mark.parametrize(
    ("near", "word"),
    [
        ("tlaba", "tlata"), ("tamara", "tmnya"), ("rbi3", "rb3a"), ("sebta", "sb3a"), ("khamij", "khmsa"), ("stilo", "sttin"),
        ("3achir", "3chra"), ("jamal", "jouj"), ("wahran", "wa7ed"), ("tes3iya", "ts3oud"), ("zirou3a", "zero"), ("alif", "alf"),
        ("miyah", "mya"), ("sefrou", "sifr"), ("khmiss", "khmsa"), ("ساعة", "سبعة"), ("تسعيرة", "تسعود"), ("تلاجة", "تلاتة"),
        ("ربيعة", "ربعة"), ("خميسة", "خمسة"), ("سبت", "سبعة"), ("ستار", "ستة"), ("جوجل", "جوج"), ("وحيدة", "واحد"), ("عشيرة", "عشرة"),
    ],
)  # fmt: skip
def test_a_near_word_is_no_number(near, word):
    """Names, towns and things that only sound like a number."""
    found = number_word(normalise(near))
    assert found is None or found[1] is Quality.GUESSED, f"{near} was taken for {word}"


@pytest.mark.parametrize(
    ("near", "wrong"),
    [
        ("lalla", "no"), ("walakin", "no"), ("salam", "no"), ("wlad", "no"), ("blan", "no"), ("ila", "no"), ("allah", "no"), ("lamba", "no"),
        ("ahlan", "yes"), ("mah", "yes"), ("wahran", "yes"), ("nahar", "yes"), ("iyam", "yes"), ("okhti", "yes"), ("wakil", "yes"), ("waka", "yes"),
        ("stopa", "stop"), ("raj3a", "back"), ("helpo", None), ("opera", "operator"), ("menou", None),
        ("agenda", "operator"), ("retouche", "back"), ("français", "yes"), ("refuge", "no"), ("nonante", "no"), ("ouistiti", "yes"), ("لحم", "no"),
        ("لاعب", "no"), ("اهل", "yes"), ("واد", "yes"), ("نعمة", "yes"), ("نعامة", "yes"), ("الاسد", "no"), ("ايهاب", "yes"), ("وردة", "yes"),
    ],
)  # fmt: skip
def test_a_near_word_is_no_answer(near, wrong):
    answer = understand(near, expect("yesno"))
    assert (
        answer.value is None
        or answer.value in ("greeting", "thanks", "wait", "silence", "lang:french")
        or (answer.level == "confirm" and answer.value != wrong)
    ), f"{near} was taken for {answer.value}"


@pytest.mark.parametrize("kind", ["identifier", "cnie", "money", "date", "count", "digits"])
@pytest.mark.parametrize(
    "text", ["tlaba rbi3 sebta khamij", "bent khalti mn sefrou", "جوجل وحيدة ستار", "alif miyah", "stilo w dabli9"]
)
def test_near_words_make_no_number(kind, text):
    context = {"count": "children;0..20", "money": "unit=dh", "digits": "len=4", "date": "dob"}.get(kind, "")
    answer = understand(text, expect(kind, context))
    assert answer.value is None


def test_short_numbers_and_commands_are_never_guessed():
    """Up to three letters a word is itself or nothing; RapidFuzz is not asked."""
    assert forgiven(3) == 0
    assert min(length for length, mistakes in MISTAKES.items() if mistakes) > 3
    for concept, forms in concepts().items():
        if concept.startswith(("digit_", "num_")):
            for form in forms:
                if len(form) <= 3 and form.isalpha():
                    for letter in "bgmzv":
                        assert not lexicon().near(normalise(form + letter)[:3]), form


def test_two_meanings_at_the_same_distance_are_none():
    """`b3in` is as near to forty as to seventy."""
    index = Index({"arba3in": ["40"], "arba7in": ["70"]})
    assert index.near("arba9in") == frozenset()
    assert index.near("arba3inn") == {"40"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wakha", "واخا"),
        ("3lach", "علاش"),
        ("chikaya", "شكاية"),
        ("bnat", "بنات"),
        ("tilifoun", "تيليفون"),
        ("fellah", "fla7"),
    ],
)
def test_one_word_in_both_scripts_has_one_shape(one, other):
    first, second = shape(normalise(one)), shape(normalise(other))
    assert first.consonants == second.consonants
    assert first.differs(second) is not None


def test_vowels_that_contradict_each_other_part_words():
    assert shape("khdim").differs(shape("khdam")) is None
    assert shape("khdm").differs(shape("khdam")) == 1


@given(st.text(max_size=60))
def test_normalising_twice_is_normalising_once(text):
    assert normalise(normalise(text)) == normalise(text)
