"""The words of the telephone line: written so that `understanding` reads them, and said with phones that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.speech.errors import SpeechError
from assistant.speech.vocabulary import Vocabulary, check, load
from assistant.understanding import expect, understand

RECORDED = [
    "صفر",
    "واحد",
    "اثنان",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
    "نعم",
    "لا",
    "ابدأ",
    "توقف",
    "رقم",
]
UNITS = ["واحد", "تناين", "تلاتة", "ربعة", "خمسة", "ستة", "سبعة", "تمنية", "تسعود"]
TEENS = ["عشرة", "حداش", "طناش", "تلطاش", "ربعطاش", "خمسطاش", "سطاش", "سبعطاش", "تمنطاش", "تسعطاش"]
TENS = ["عشرين", "تلاتين", "ربعين", "خمسين", "ستين", "سبعين", "تمانين", "تسعين"]
FRENCH_UNITS = ["زيرو", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
FRENCH_TEENS = ["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"]
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre vingt"}


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return load()


def darija(number: int) -> str:
    """A number as Darija says it: units before tens."""
    if number < 10:
        return ["صفر", "واحد", "جوج", *UNITS[2:]][number]
    if number < 20:
        return TEENS[number - 10]
    tens = TENS[number // 10 - 2]
    return f"{UNITS[number % 10 - 1]} و {tens}" if number % 10 else tens


def french(number: int) -> str:
    """A number as French says it, a word at a time."""
    if number < 17:
        return [*FRENCH_UNITS, *FRENCH_TEENS][number]
    if number < 20:
        return f"dix {FRENCH_UNITS[number - 10]}"
    base = max(tens for tens in FRENCH_TENS if tens <= number)
    rest = number - base
    joint = " et " if rest in (1, 11) and base < 80 else " "
    return FRENCH_TENS[base] + (joint + french(rest) if rest else "")


def test_the_built_in_words_have_no_fault(words):
    """Warnings name words that sound the same, and there is none of them either."""
    assert list(map(str, check(words))) == []


@pytest.mark.parametrize("text", RECORDED)
def test_the_words_of_the_recordings_are_labels(words, text):
    """People are already recorded saying these, in standard Arabic."""
    found = words.find(text)
    assert found is not None
    assert found.text == text
    assert any(said.tongue == "ar" for said in found.pronunciations)


@pytest.mark.parametrize("number", range(100))
def test_every_number_is_read_back_from_its_words(words, number):
    """In Darija and in French, all words being the vocabulary's."""
    for said in (darija(number), french(number)):
        assert all(word in words for word in said.split())
        assert understand(said, expect("count", "people;0..99"), "voice").value == str(number), said


@pytest.mark.parametrize(("tag", "kind"), [("yes", "yesno"), ("no", "yesno")])
def test_every_yes_and_no_is_one(words, tag, kind):
    """A word said alone answers the question."""
    said = {word.text: understand(word.text, expect(kind), "voice").value for word in words.tagged(tag)}
    assert said == dict.fromkeys(said, tag)
    assert len(said) > 8


def test_every_control_word_is_its_command(words):
    """Its second tag says which."""
    for word in words.tagged("always", "control"):
        (command,) = word.tags - {"always", "control"}
        assert understand(word.text, expect("navigation"), "voice").value == command, word.text


def test_every_place_is_in_its_region(words):
    """A town said alone gives the region that its tag names, and all twelve are there."""
    regions = set()
    for word in words.tagged("place"):
        for region in (tag.removeprefix("region:") for tag in word.tags if tag.startswith("region:")):
            assert understand(word.text, expect("region"), "voice").value == region, word.text
            regions.add(region)
    assert len(regions) == 12


def test_every_digit_is_a_digit_and_every_ordinal_an_option(words):
    """`option:N` is what the word chooses in a menu."""
    menu = expect("menu", "|".join(f"خيار{place}" for place in "ابجدهوزحط"))
    for place in range(1, 10):
        for word in words.tagged(f"option:{place}"):
            assert understand(word.text, menu, "voice").value == str(place), word.text
    for word in words.tagged("digit"):
        assert understand(word.text, expect("digits", "len=1"), "voice").value is not None, word.text


@pytest.mark.parametrize(("content", "fault"), [
    ('جوج: {ary: "Z u: J"}', ":1: error: جوج: no phone J"),
    ("جوج: {}", ":1: error: جوج: no pronunciation"),
    ('جوج: {ary: "Z u: Z", ar: "Z u Z"}', ":1: error: جوج: 'Z u Z' is heard from 2 pronunciations"),
    ('"جوج واحد": {ary: "Z u: Z"}', ":1: error: 'جوج واحد' is not one word"),
    ('واحد: {ary: "w a"}\n"": {ary: "Z u: Z"}', ":2: error: '' is not one word"),
    ('أرض: {ary: "a r"}\nارض: {ary: "a r dd"}', ":2: error: ارض: is there already"),
    ('ديال: {ary: "d e"}\ndeux: {fr: "d e"}', ":2: warning: deux sounds like ديال: 'd e'"),
])  # fmt: skip
def test_a_fault_names_file_line_and_word(tmp_path, content, fault):
    """What a reviewer must mend is found without a search."""
    file = tmp_path / "mine.yaml"
    file.write_text(content, encoding="utf-8")
    (found,) = map(str, check(load(file)))
    assert found.startswith(f"{file}{fault}")


@pytest.mark.parametrize("content", [
    "- جوج", "جوج: {say: 3}", "جوج: Z u Z", "جوج: [", 'جوج: {regional: {west: "Z"}}', "", "جوج: \0",
])  # fmt: skip
def test_a_file_that_is_no_vocabulary_is_told_in_one_line(tmp_path, content):
    """Never as a traceback."""
    file = tmp_path / "mine.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SpeechError, match=rf"^{file}:1: [^\n]+$"):
        load(file)


SIGNS = st.text(alphabet='جوج: {}[]"\n-?!&*|>ary,tags0 /~@`%#\t\r', max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), SIGNS.map(str.encode)))
def test_any_bytes_are_a_vocabulary_or_a_sentence(tmp_path, content):
    """Whatever file somebody gives."""
    file = tmp_path / "mine.yaml"
    file.write_bytes(content)
    try:
        problems = check(load(file))
    except SpeechError as error:
        problems = [str(error)]
    assert all("\n" not in str(problem) for problem in problems)


def test_a_folder_without_words_is_no_vocabulary(tmp_path):
    """And neither is a file that is not there."""
    for path in (tmp_path, tmp_path / "none.yaml", Path("nowhere")):
        with pytest.raises(SpeechError, match="no vocabulary here"):
            load(path)


def test_a_regional_pronunciation_says_where_it_is_at_home(words):
    """So that a trainer may weigh it for a region's line."""
    two = words.find("جوج")
    assert [said.regions for said in two.pronunciations if said.regions] == [("north",)]
    assert two.pronunciations[0].heard == ("Z", "u", "Z")


def test_letters_are_read_on_a_card(words):
    """Keys have none, so that a card's number is said."""
    for letter in (word.text for word in words.tagged("letter")):
        said = f"{letter} {letter} واحد جوج تلاتة ربعة خمسة ستة"
        assert understand(said, expect("cnie"), "voice").value == f"{letter}{letter}123456".upper(), letter
