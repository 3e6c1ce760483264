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


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("ساكنة فسيدي سليمان", "rabat-sale-kenitra"), ("fbeni mellal", "beni-mellal-khenifra"), ("ففم الجمعة", "beni-mellal-khenifra"),
        ("dsidi ifni", "guelmim-oued-noun"), ("لسيدي بنور", "casablanca-settat"), ("بأيت ملول", "souss-massa"), ("ففنيدق", "tanger-tetouan-al-hoceima"),
        ("ففكيك", "oriental"), ("ffes", "fes-meknes"), ("فالعيون الشرقية", "oriental"), ("fouad zem", "beni-mellal-khenifra"),
        ("fouad", None), ("fait du sport", None), ("fdar khalti", None), ("wsidi yahya", None), ("فسيدي ربي", None),
    ],
)  # fmt: skip
def test_a_preposition_glued_to_a_place(text, region):
    """Also where the place begins with the same letter, or has several words."""
    assert read("region", text) == region


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("b tabi3at l7al", "yes"), ("naturellement", "yes"), ("la, 3ndi ghir jouj machi tlata", "no"), ("non, seulement 3", "no"),
        ("لا، حنا غير ستة", "no"), ("lla bqat ghir ana w rajli", "no"), ("wakha ghir machi daba", None), ("ah ghir chi nhar", None),
        ("la ghir ah", None), ("la walakin yemken", None), ("ghir mra", None), ("tabe3", None), ("الحال سخون", None), ("طبيعي", None),
    ],
)  # fmt: skip
def test_a_denial_may_be_explained_and_a_yes_not_qualified(text, value):
    assert read("yesno", text) == value


@pytest.mark.parametrize(
    "text",
    [
        "ضاعت ليا الورقة لي فيها الرقم",
        "lkaghet li fih ra9m mcha liya",
        "ma l9itch lwra9a",
        "je ne retrouve plus le numéro",
    ],
)
def test_a_number_whose_paper_is_lost_is_not_known(text):
    assert read("identifier", text) == "dont_know"
    assert read("cnie", text) == "dont_know"


@pytest.mark.parametrize("text", ["lwra9a f yeddi", "الورقة عند راجلي", "had lwra9a fiha ra9m"])
def test_a_paper_that_is_there_says_nothing(text):
    assert read("identifier", text) is None


@pytest.mark.parametrize(
    ("text", "card"),
    [("BE l23456", "BE123456"), ("be o23456", "BE023456"), ("jk-I4 55 66", "JK145566"), ("AB l2 34 56", "AB123456"), ("L45903", "L45903"),
     ("cin l45903", "L45903"), ("W l45903", None), ("BE L45903", None), ("BEl45903", None)],
)  # fmt: skip
def test_a_letter_like_a_digit_where_the_digits_begin(text, card):
    """After two letters it can only be a digit; after one, or in capitals, it may be the card's second letter."""
    assert read("cnie", text) == card


@pytest.mark.parametrize(
    "text",
    [
        "makhdamch w ddar mktouba b smiti",
        "rajli mat w dar mktouba b smiti",
        "mrida w l3onwan ghalat",
        "factura ghalta w be3t tomobil",
    ],
)
def test_two_reasons_are_none(text):
    assert read("reason", text) is None


def test_a_house_in_one_s_name_is_an_asset():
    assert read("reason", "ddar b smiti") == "assets"
    assert read("reason", "kontour mktoub b smiti") == "expenses"


@pytest.mark.parametrize(
    "text",
    [
        "chkoun rbe7 lkora?",
        "شكون خدم اليوم",
        "ch7al taman lbouta?",
        "rb7na lmatch",
        "lfilm kan mrid",
        "weldi kayl3eb foot",
        "qui travaille demain",
    ],
)
def test_talk_of_other_things_is_no_reason(text):
    """Weak words in it (won, works, gas) do not make it one."""
    assert read("reason", text) is None


def test_a_question_that_tells_a_reason_is_one():
    assert read("reason", "chkoun ktebha liya b smiti had tomobil") == "assets"
    assert read("reason", "ou est mon argent") == "payment"
