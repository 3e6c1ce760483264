"""A message becomes phrases, values in words, and rests."""

from __future__ import annotations

import pytest

from assistant.language import Arg, Bundles, Message, Phrase, Rest, Speaker
from tests.language.conftest import Write

NAMES = {
    "0": "صفر",
    "1": "واحد",
    "2": "جوج",
    "3": "تلاتة",
    "100": "مية",
    "dirham": "درهم واحد",
    "yes": "آه",
    "no": "لا",
}
KEYS = {"press-1": "على واحد", "press-2": "على جوج"}
WORDS = "\n".join(f"say-{word} = {text}" for word, text in (NAMES | KEYS).items())
DARIJA = """
    choice-yesno = 1 آه 2 لا
        .voice = إلا آه، وركو على واحد.
    milieu = واش ساكنين:
        .voice = فين ساكنين؟
        .simple = كتبو المدينة ولا البادية
        .help = كتبو غير 1
        .help-voice = وركو غير على واحد
        .urban = فالمدينة
        .urban-voice = فْالمْدِينَة
        .rural = فالبادية
    bare = سلام
    sure = كتبتو { $value }. صحيح؟
    owed = كتخلصو { $value } درهم
    paid = x
        .voice = كتخلصو { $value }
    left = باقي { $days ->
        [one] نهار واحد
       *[other] { $days } يوم
    }، سربيو.
    again = كتبو { $value } عاود { $value }
    region-oriental = الشرق
    quoted = قلتو "{ $words }"
"""
FRENCH = """
    choice-yesno = 1 oui, 2 non
    milieu = Où habitez-vous:
        .urban = En ville
    only-here = Ecrivez votre IDCS : 3 chiffres (svp).
    -service = Haqqi
    about = { -service } vous parle
"""


@pytest.fixture
def speaker(write: Write) -> Speaker:
    latn = "choice-yesno = 1 ah, 2 la\nbare = Salam"
    return Speaker(Bundles.load(write(ary_Arab=DARIJA + indented(WORDS), fr=FRENCH + indented(WORDS), ary_Latn=latn)))


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def said(speaker: Speaker, message: Message, locale: str = "ary-Arab") -> list[str]:
    """Texts, with a bar for each rest."""
    return ["|" if isinstance(part, Rest) else part.text for part in speaker.say(locale, message)]


def test_each_choice_is_said_before_its_key(speaker: Speaker) -> None:
    """Who hears 'press 1' first has forgotten it when the choice is said (W3C, findings 8)."""
    menu = Message("milieu", options=("urban", "rural"))
    expected = ["فين ساكنين؟", "|", "فْالمْدِينَة", "|", "على واحد", "|", "فالبادية", "|", "على جوج"]
    assert said(speaker, menu) == expected


def test_a_yes_no_question_ends_with_its_keys(speaker: Speaker) -> None:
    bare = Message("bare", yesno=True)
    assert said(speaker, bare) == ["سلام", "|", "إلا آه، وركو على واحد."]
    assert said(speaker, Message("about", yesno=True), "fr")[-1] == "واحد oui, جوج non"


def test_a_variant_has_a_spoken_form_of_its_own(speaker: Speaker) -> None:
    assert said(speaker, Message("milieu", variant="help")) == ["وركو غير على واحد"]


def test_without_a_spoken_form_the_sms_is_made_ready_to_be_said(speaker: Speaker) -> None:
    """'Write' becomes 'say', numbers and short forms are spelt out, brackets and quotes go."""
    assert said(speaker, Message("milieu", variant="simple")) == ["قُولُو المدينة ولا البادية"]
    assert said(speaker, Message("only-here"), "fr") == ["Dites votre i dé cé esse : تلاتة chiffres, s'il vous plaît."]


def test_a_variant_that_is_missing_is_the_plain_message(speaker: Speaker) -> None:
    assert said(speaker, Message("bare", variant="help")) == ["سلام"]


def test_a_value_is_said_in_words_with_a_rest_around_it(speaker: Speaker) -> None:
    sure = Message("sure", {"value": Arg(3, "count")})
    assert said(speaker, sure) == ["قُلْتُو", "|", "تلاتة", "|", "صحيح؟"]


def test_an_amount_names_its_unit_only_where_the_text_does_not(speaker: Speaker) -> None:
    amount = {"value": Arg("1", "money")}
    assert said(speaker, Message("owed", amount)) == ["كتخلصو", "|", "واحد", "|", "درهم"]
    assert said(speaker, Message("paid", amount)) == ["كتخلصو", "|", "واحد", "درهم واحد", "|"]


@pytest.mark.parametrize(
    ("days", "expected"), [(1, ["باقي نهار واحد، سربيو."]), (100, ["باقي", "|", "مية", "|", "يوم، سربيو."])]
)
def test_a_number_chooses_the_plural_of_the_text_around_it(speaker: Speaker, days: int, expected: list[str]) -> None:
    assert said(speaker, Message("left", {"days": Arg(days, "days")})) == expected


def test_a_value_may_come_twice(speaker: Speaker) -> None:
    again = Message("again", {"value": Arg("2", "count")})
    assert said(speaker, again) == ["قُولُو", "|", "جوج", "|", "عاود", "|", "جوج", "|"]


def test_regions_and_labels_are_said_in_the_voices_language(speaker: Speaker) -> None:
    region = Message("sure", {"value": Arg("oriental", "region")})
    assert said(speaker, region, "ary-Latn")[2] == "الشرق"
    labels = Message("sure", {"value": Arg("rural,urban", "labels", "milieu")})
    assert said(speaker, labels)[2:5] == ["فالبادية", "|", "فْالمْدِينَة"]


def test_who_reads_latin_letters_hears_the_arabic_voice(speaker: Speaker) -> None:
    assert speaker.voices == ("ary-Arab", "fr")
    assert speaker.voice("ary-Latn") == "ary-Arab"
    assert said(speaker, Message("bare"), "ary-Latn") == ["سلام"]


@pytest.mark.parametrize("locale", ["tzm", ""])
def test_a_locale_without_a_voice_hears_the_fallback(speaker: Speaker, locale: str) -> None:
    assert speaker.voice(locale) == "fr"


def test_what_a_locale_lacks_is_said_by_the_voice_of_the_fallback(speaker: Speaker) -> None:
    [phrase] = speaker.say("ary-Arab", Message("about"))
    assert phrase == Phrase("about", "Haqqi vous parle", "fr")


def test_a_persons_own_words_have_no_recording(speaker: Speaker) -> None:
    """Nothing of them may be kept: only what has an id is."""
    parts = speaker.say("ary-Arab", Message("quoted", {"words": Arg("سمحو ليا", "quote")}))
    assert [(part.id, part.text) for part in parts if isinstance(part, Phrase)] == [
        ("quoted", "قلتو"),
        ("", "سمحو ليا"),
    ]


def test_a_code_that_nobody_could_note_down_is_not_said(speaker: Speaker) -> None:
    assert said(speaker, Message("sure", {"value": Arg("HQ1.abc", "receipt")})) == ["قُلْتُو", "|", "|", "صحيح؟"]


def test_phrases_are_all_that_can_be_said_each_once(speaker: Speaker) -> None:
    phrases = {phrase.id: phrase.text for phrase in speaker.phrases("ary-Arab")}
    assert phrases["left.1"] == "باقي نهار واحد، سربيو."  # every branch
    assert (phrases["left.2"], phrases["left.3"]) == ("باقي", "يوم، سربيو.")
    assert (phrases["sure.1"], phrases["sure.2"]) == ("قُلْتُو", "صحيح؟")
    assert phrases["milieu"] == "فين ساكنين؟"
    assert phrases["milieu.help"] == "وركو غير على واحد"
    assert phrases["milieu.urban"] == "فْالمْدِينَة"
    assert len(set(phrases.values())) == len(phrases)


def test_whatever_is_said_is_among_the_phrases(speaker: Speaker) -> None:
    known = {phrase.text for phrase in speaker.phrases("ary-Arab")}
    for message in (
        Message("milieu", options=("urban", "rural"), yesno=True),
        Message("left", {"days": Arg(3, "days")}),
        Message("left", {"days": Arg(1, "days")}),
        Message("sure", {"value": Arg("true")}),
    ):
        assert {part.text for part in speaker.say("ary-Arab", message) if isinstance(part, Phrase)} <= known
