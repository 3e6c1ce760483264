"""Yes and no, reasons and places in words that the reviewed lexicon does not list, and near words that are none."""

from __future__ import annotations

import pytest

from assistant.understanding import expect, understand


def read(kind: str, text: str, context: str = "") -> str | None:
    return understand(text, expect(kind, context)).value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nichan nichan", "yes"), ("kolchi mgad", "yes"), ("je n'ai rien contre", "yes"), ("ما كاين حتى مانع", "yes"), ("mwaf9in kamlin", "yes"),
        ("machi dyalna had ra9m", "no"), ("ما موافقينش", "no"), ("fiha khata2", "no"), ("je n'autorise pas", "no"), ("9olt lik la", "no"),
        ("mzyan", "yes"), ("lmakla mzyana", None), ("3rrasi w 3ini", None), ("nchawer wladi", None), ("comme tu veux", None), ("ah wla la", None),
        ("la qaddar allah", None), ("laila", None), ("lahcen", None), ("la carte", None),
    ],
)  # fmt: skip
def test_yes_no_or_neither(text, value):
    answer = understand(text, expect("yesno"))
    assert answer.value == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("bghiti nsifto lik wra9?", "siftouhom", "yes"), ("bghiti nsifto lik wra9?", "ma tsiftouch", "no"),
        ("nkemlo?", "kemlo", "yes"), ("واش شريتي الدوا؟", "شريتو", "yes"), ("واش شريتي الدوا؟", "ما شريتوش", "no"),
    ],
)  # fmt: skip
def test_the_question_s_verb_said_back(question, text, value):
    assert read("yesno", text, f"q={question}") == value


def test_a_refusal_to_answer_is_not_a_no():
    for text in ("c'est personnel", "ma dkhelkomch", "هادشي شخصي"):
        assert read("yesno", text) == "refuse"
    assert read("yesno", "mabghinach") == "no"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("el3onwane ghalat", "address"), ("bddelna la maison l3am li fat", "address"),
        ("3mmi mat w ba9i m7soub", "household"), ("mon fils vit à l'étranger", "household"), ("tsre7t mn lkhedma", "income"),
        ("ratib dyal rajli qlil", "income"), ("kanchri bouta we7da", "expenses"), ("fdan dyal jeddi", "assets"), ("camion vendu", "assets"),
        ("3ndo rabo", "health"), ("virement en retard", "payment"),
        ("laqab mktoub b 7erf zayd", "identity"), ("sabab mkhtalef", "other"),
    ],
)  # fmt: skip
def test_reasons(text, reason):
    assert read("reason", text) == reason


@pytest.mark.parametrize(
    "text", ["l3onwan s7i7", "l3onwan machi howa lmochkil", "3mmi 3aych m3a khali", "alors on danse", "avec plaisir"]
)
def test_no_reason(text):
    """What is said to be right, and words that only sound like one."""
    assert read("reason", text) is None


def test_what_is_ruled_out_leaves_the_other_reason():
    assert read("reason", "machi smiya, l3onwan") == "address"
    assert read("reason", "smiya w l3onwan") is None


def test_the_aid_stopped_but_the_talk_goes_on():
    assert read("reason", "7bso liya dda3m") == "payment"
    assert read("reason", "7bso 3liya had lmisajat") == "stop"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("demnat", "beni-mellal-khenifra"), ("الريصاني", "draa-tafilalet"), ("bouizakarn", "guelmim-oued-noun"), ("ahfir", "oriental"),
        ("3in 3ouda", "rabat-sale-kenitra"), ("laayoune charqiya", "oriental"), ("laayoune", "laayoune-sakia-el-hamra"),
        ("sidi moumen", "casablanca-settat"), ("Port-Lyautey", "rabat-sale-kenitra"), ("machi casa, tanger", "tanger-tetouan-al-hoceima"),
        ("mn tanja l lgwira", None), ("swisra", None), ("swira", "marrakech-safi"), ("doukkala", None), ("dar khalti", None), ("tajine", None),
        ("rissala", None), ("demande", None),
    ],
)  # fmt: skip
def test_regions(text, region):
    assert read("region", text) == region
