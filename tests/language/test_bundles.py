"""A message id with arguments becomes words."""

from __future__ import annotations

import pytest

from assistant.language import Arg, Bundles, LocaleError, Message, segments
from tests.language.conftest import Write

FRENCH = """
    choice-yesno = 1 oui, 2 non
    region-oriental = Oriental
    milieu = Où habitez-vous:
        .simple = La maison:
        .help = Dites où se trouve la maison.
        .voice = Où habitez-vous, en ville ou à la campagne?
        .urban = En ville
        .rural = A la campagne
        .rural-words = douar | village
    sure = Vous avez dit { $value }. Juste?
    left = Il reste { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }.
    only-here = Ici seulement
    about = { -service } et { only-here }.
    -service = Haqqi
    typographic = L’aide… pour { $who }
    reason-score = le score
"""
ARABIC = """
    choice-yesno = 1 آه 2 لا
    region-oriental = الشرق
    milieu = واش ساكنين:
        .urban = فالمدينة
        .rural = فالبادية
        .rural-words = دوار|العروبية
    sure = كتبتو { $value }. صحيح؟
    left = بقات { $days ->
        [one] نهار واحد
        [two] يوماين
        [few] { $days } يام
       *[other] { $days } يوم
    }.
    typographic = «{ $who }»…
"""


@pytest.fixture
def bundles(write: Write) -> Bundles:
    return Bundles.load(write(fr=FRENCH, ary_Arab=ARABIC))


MENU = Message("milieu", options=("urban", "rural"))


def test_a_menu_is_the_question_with_numbered_options(bundles: Bundles) -> None:
    assert bundles.render("ary-Arab", MENU) == "واش ساكنين:\n1 فالمدينة\n2 فالبادية"
    assert bundles.render("fr", MENU) == "Où habitez-vous:\n1 En ville\n2 A la campagne"


def test_options_are_numbered_in_the_order_of_the_message(bundles: Bundles) -> None:
    assert bundles.render("fr", Message("milieu", options=("rural", "urban"))).endswith("\n1 A la campagne\n2 En ville")


def test_options_may_be_named_by_another_message(bundles: Bundles) -> None:
    """A repair sentence stands in the question's place and keeps its choices."""
    repair = Message("only-here", options=("urban",), labels="milieu")
    assert bundles.render("fr", repair) == "Ici seulement\n1 En ville"


def test_a_yes_no_question_shows_its_choices(bundles: Bundles) -> None:
    sure = Message("sure", {"value": Arg(3, "count")}, yesno=True)
    assert bundles.render("fr", sure) == "Vous avez dit 3. Juste? 1 oui, 2 non"


@pytest.mark.parametrize(("variant", "text"), [("simple", "La maison:"), ("help", "Dites où se trouve la maison.")])
def test_variants(bundles: Bundles, variant: str, text: str) -> None:
    assert bundles.render("fr", Message("milieu", variant=variant)) == text  # type: ignore[arg-type]


def test_a_missing_variant_is_the_plain_text(bundles: Bundles) -> None:
    assert bundles.render("ary-Arab", Message("milieu", variant="simple")) == "واش ساكنين:"


def test_the_spoken_form_leaves_the_choices_to_the_voice_line(bundles: Bundles) -> None:
    assert bundles.render("fr", MENU, "voice") == "Où habitez-vous, en ville ou à la campagne?"
    assert bundles.render("ary-Arab", MENU, "voice") == "واش ساكنين:"  # none of its own: the SMS form


def test_a_message_that_the_locale_lacks_is_said_in_the_fallback(bundles: Bundles) -> None:
    assert bundles.render("ary-Arab", Message("only-here")) == "Ici seulement"
    assert bundles.render("zgh", Message("only-here")) == "Ici seulement"


def test_a_message_that_nobody_has_is_an_error_of_ours(bundles: Bundles) -> None:
    with pytest.raises(LocaleError, match="'nowhere'"):
        bundles.render("fr", Message("nowhere"))


@pytest.mark.parametrize(
    ("arg", "written"),
    [
        (Arg("2345678901", "identifier"), "234 567 8901"),
        (Arg("oriental", "region"), "Oriental"),
        (Arg("rural", "label", "milieu"), "A la campagne"),
        (Arg("reason-score", "message"), "le score"),
        (Arg("1960-03-15", "date"), "15/03/1960"),
        (Arg(1234, "count"), "1234"),  # no thousands separator: the French one is no GSM character
        (Arg("gone", "label", "milieu"), "gone"),  # an option of an older version
        (Arg("reason-unknown", "message"), "reason-unknown"),
        (Arg("", "message"), ""),
    ],
)
def test_arguments_are_written_in_their_form(bundles: Bundles, arg: Arg, written: str) -> None:
    assert bundles.render("fr", Message("sure", {"value": arg})) == f"Vous avez dit {written}. Juste?"


def test_labels_and_regions_are_written_in_the_persons_locale(bundles: Bundles) -> None:
    sure = Message("sure", {"value": Arg("oriental", "region")})
    assert bundles.render("ary-Arab", sure) == "كتبتو الشرق. صحيح؟"


@pytest.mark.parametrize(
    ("days", "french", "darija"),
    [
        (1, "1 jour.", "نهار واحد."),
        (2, "2 jours.", "يوماين."),
        (3, "3 jours.", "3 يام."),
        (15, "15 jours.", "15 يوم."),
    ],
)
def test_numbers_choose_their_plural(bundles: Bundles, days: int, french: str, darija: str) -> None:
    left = Message("left", {"days": Arg(days, "days")})
    assert bundles.render("fr", left) == f"Il reste {french}"
    assert bundles.render("ary-Arab", left) == f"بقات {darija}"


def test_an_argument_that_is_not_given_does_not_stop_the_person(bundles: Bundles) -> None:
    assert bundles.render("fr", Message("sure")).startswith("Vous avez dit")


def test_terms_and_messages_may_be_part_of_others(bundles: Bundles) -> None:
    assert bundles.render("fr", Message("about")) == "Haqqi et Ici seulement."


def test_latin_script_sms_are_softened_into_the_gsm_alphabet(bundles: Bundles) -> None:
    message = Message("typographic", {"who": Arg("vous")})
    assert bundles.render("fr", message) == "L'aide... pour vous"
    assert segments(bundles.render("fr", message)).encoding == "GSM-7"
    assert bundles.render("ary-Arab", message) == "«vous»…"


def test_spoken_texts_are_not_softened(bundles: Bundles) -> None:
    assert bundles.render("fr", Message("typographic", {"who": Arg("vous")}), "voice") == "L’aide… pour vous"


def test_no_invisible_marks_are_put_around_arguments(bundles: Bundles) -> None:
    assert segments(bundles.render("fr", Message("sure", {"value": Arg("x")}))).encoding == "GSM-7"


def test_option_labels_are_all_that_people_may_say_in_every_locale(bundles: Bundles) -> None:
    assert set(bundles.option_labels("milieu", "rural")) == {
        "فالبادية", "دوار", "العروبية", "A la campagne", "douar", "village",
    }  # fmt: skip


def test_what_a_locale_has_of_its_own(bundles: Bundles) -> None:
    assert bundles.locales == ("ary-Arab", "fr")
    assert bundles.has("fr", "milieu", "simple")
    assert not bundles.has("ary-Arab", "milieu", "simple")
    assert not bundles.has("zgh", "milieu")
    assert bundles.exists("only-here")
    assert "only-here" not in bundles.ids("ary-Arab")
    assert "-service" not in bundles.ids("fr")


def test_a_message_rendered_again_is_the_same(bundles: Bundles) -> None:
    """Texts without arguments are rendered once and kept."""
    assert bundles.render("fr", MENU) == bundles.render("fr", MENU)
    assert bundles.render("fr", Message("milieu")) != bundles.render("fr", MENU)
