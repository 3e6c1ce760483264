"""Menus: any labels, in any script, chosen by number, by place, or by a word for what the label is about."""

from __future__ import annotations

import pytest

from assistant.understanding import expect, understand

FAMILY = "زوج|طلاق|ترمل|باقي عازب"
BILLS = "eau|courant|gaz"
WHEN = "cette semaine|la semaine prochaine|le mois prochain"


def chosen(labels: str, text: str) -> str | None:
    return understand(text, expect("menu", labels)).value


@pytest.mark.parametrize(
    ("labels", "text", "option"),
    [
        (BILLS, "l'eau", "1"), (BILLS, "الماء", "1"), (BILLS, "kahraba", "2"), (BILLS, "التريسيتي", "2"), (BILLS, "lboutat", "3"),
        (WHEN, "simana jaya", "2"), (WHEN, "الشهر الجاي", "3"), ("الإثنين|الخميس", "jeudi", "2"), ("matin|nuit", "bekri", "1"),
        ("محل|أرض|بهايم", "terrain", "2"), ("moto|voiture", "طونوبيل", "2"), ("Poste|Banque", "lbosta", "1"),
        ("الزوج|الزوجة|الابن", "mon épouse", "2"), ("الأب|الأم", "mmi", "2"), ("papa|maman", "الواليد", "1"),
        ("certificat médical|facture", "chahada tibbiya", "1"), ("جواز السفر|رخصة السياقة", "permis", "2"), ("Meknès|Oujda", "wjda", "2"),
        ("dakhl|masarif", "revenu", "1"), ("salaire|retraite", "lma3ach", "2"), ("bghit flous|bghit wra9", "papiers", "2"),
    ],
)  # fmt: skip
def test_a_word_of_another_language_chooses_the_label_about_the_same(labels, text, option):
    assert chosen(labels, text) == option


def test_whose_it_is_makes_no_other_word():
    """`3onwani`, `smiytna`: my address, our name."""
    assert chosen("adresse|nom", "3onwani") == "1"
    assert chosen("adresse|nom", "السمية ديالنا") == "2"


@pytest.mark.parametrize(
    "text", ["machi lma", "pas le gaz", "ماشي الضو", "lma wla ddo", "l'eau et le gaz", "bzzaf", "dollar"]
)
def test_ruled_out_several_or_elsewhere_is_no_choice(text):
    assert chosen(BILLS, text) is None


def test_a_word_of_two_labels_chooses_none():
    assert chosen("demande de carte|demande de certificat|suivi", "talab") is None
    assert chosen("demande de carte|demande de certificat|suivi", "talab chahada") == "2"


@pytest.mark.parametrize(
    ("labels", "text", "option"),
    [
        ("nhder m3a chi wa7ed|nchouf milefi", "agent", "1"), ("nchouf milefi|khrej", "stop", "2"), ("aide|suite", "3awnouni", "1"),
        ("iyeh|lla", "oui", "1"), ("iyeh|lla", "non merci", "2"), ("نعم|لا|ما عرفتش", "aucune idée", "3"), ("kemmel|7bes", "arrêtez", "2"),
    ],
)  # fmt: skip
def test_a_command_that_is_an_option_chooses_it(labels, text, option):
    assert chosen(labels, text) == option


def test_other_commands_still_work_in_a_menu():
    assert chosen(BILLS, "bghit nhder m3a chi mowadaf") == "operator"
    assert chosen(BILLS, "rje3 lour") == "back"
    assert chosen(BILLS, "3awed 3afak") == "repeat"


@pytest.mark.parametrize(
    ("text", "option"), [("tani wa7ed", "2"), ("B", "2"), ("lkhra", "3"), ("nmra jouj", "2"), ("le 3", "3")]
)
def test_places_and_letters(text, option):
    assert chosen("A) carte|B) facture|C) autre", text) == option


def test_a_day_is_no_number():
    """`tnin` is Monday or two: a label that is a Monday decides."""
    assert chosen("vendredi|samedi|lundi", "tnin") == "3"
    assert chosen("vendredi|samedi|dimanche", "jouj") == "2"


@pytest.mark.parametrize("text", ["loma", "gazon", "kahwa", "courage", "lmati", "الماتش", "ضوضاء", "ودن"])
def test_near_words_choose_nothing(text):
    answer = understand(text, expect("menu", BILLS))
    assert answer.value is None or answer.level == "confirm"


APPEALS = "شكاية قديمة|رقم الشكاية|خروج"


@pytest.mark.parametrize(
    ("labels", "text", "option"),
    [
        (APPEALS, "الشكاية", None), (APPEALS, "chikaya", None), (APPEALS, "réclamation", None), (APPEALS, "chikaya 9dima", "1"), (APPEALS, "ra9m", "2"),
        ("ldossier dyali|dossier jdid|khrej", "dossier", None), ("ldossier dyali|dossier jdid|khrej", "jdid", "2"),
        ("الدعم المباشر|دعم السكن|آخر", "دعم", None), ("الدعم المباشر|دعم السكن|آخر", "السكن", "2"),
        ("الشكاية|رقم الملف", "شكاية", "1"), ("مرض|موت", "الموت", "2"),
    ],
)  # fmt: skip
def test_a_word_of_two_labels_with_an_article_or_without(labels, text, option):
    """`الشكاية` and `شكاية` are one word: where two labels share it, it chooses neither."""
    assert chosen(labels, text) == option


BANDS = "50 ولا قل|51-75|كتر من 150"


@pytest.mark.parametrize(
    ("labels", "text", "option"),
    [
        (BANDS, "خمسين ولا قل", "1"), (BANDS, "كتر من مية و خمسين", "3"), (BANDS, "كتر من مية", None), (BANDS, "ستين", None),
        ("آخر 2|كامل", "آخر جوج", "1"),
    ],
)  # fmt: skip
def test_a_label_with_figures_may_be_said_in_words(labels, text, option):
    """As a caller says it, who hears no figures."""
    assert chosen(labels, text) == option


def test_a_label_said_exactly_is_its_own_option_whatever_the_others_mean():
    """The language menu offers Darija in both scripts."""
    assert chosen("الدارجة|Darija|Français", "الدارجة") == "1"
    assert chosen("الدارجة|Darija|Français", "darija") == "2"
