"""Commands: asked for in any form of the verb, alone or politely; told of in a story, ruled out or past, they are none."""

from __future__ import annotations

import pytest

from assistant.understanding import expect, understand
from assistant.understanding.normalise import normalise
from assistant.understanding.spelling import asks_for_me, request

NAVIGATION = expect("navigation")


def command(text: str) -> str | None:
    return understand(text, NAVIGATION).value


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("3awed", "3awdi t3awdo n3awed 3awdouha عاودوها تعاودي نعاودو 3awedliya"),
        ("rje3", "rej3i rej3ouni nrej3o رجعوني ترجعني نرجعو"),
        ("7bes", "hbess 7bsso t7bsso n7bes حبسو تحبسو"),
        ("dowez", "dowzouni tdowezni دوزيني دوزولي"),
        ("nhder", "hdri hdro thder nhdro هضري هضرو نهضرو"),
    ],
)
def test_every_form_of_a_request_is_the_verb(verb, forms):
    """To one or many, a man or a woman, with 'me' or 'it', as an order or a wish."""
    for form in forms.split():
        assert request(normalise(form)) == verb, form


@pytest.mark.parametrize(
    "word",
    [
        "3awedt",
        "kay3awed",
        "3awdat",
        "عاودات",
        "rje3t",
        "رجعات",
        "kayrje3",
        "7bsat",
        "حبسات",
        "hdert",
        "kanhder",
        "dar",
        "zayd",
        "3adi",
        "3oud",
        "raj3a",
        "masa7a",
        "khali",
        "kamla",
    ],
)
def test_what_is_told_is_no_request(word):
    """The past, what others do, and names and things that only look like a verb."""
    assert request(normalise(word)) is None


def test_a_request_for_oneself():
    assert asks_for_me("3awnouni")
    assert asks_for_me("عاودولي") is False  # the dative is 'ليا'; 'لي' may belong to a name
    assert not asks_for_me("ghani")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3awdouha 3afakom", "repeat"), ("t9dro t3awdo a lalla?", "repeat"), ("nbdaw lhedra mn lwl", "restart"), ("rej3ouni lour", "back"),
        ("montez le son", "repeat"), ("khtwa lour", "back"), ("pouvez-vous m'aider", "help"),
        ("msse7ouni mn had service, sedouh", "stop"), ("jibou liya chi mas2oul", "operator"), ("mabghitch ala, bghit insan", "operator"),
        ("kanfhem ghir chel7a", "lang:tamazight"), ("arabe littéraire", "lang:arabic"), ("ma ghadich n3tiha likom", "refuse"),
        ("ma9drtch n3qel, ma f bali walo", "dont_know"), ("3tini chwiya d lwe9t", "wait"), ("3yina mn had lhala", "frustrated"),
    ],
)  # fmt: skip
def test_commands_in_their_own_words(text, value):
    assert command(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "l7afla salat m3a jouj", "lkar wa9ef f stop", "bniti mowadafa f lbaladiya", "hdert m3a mas2oul lbare7", "j'ai parlé à un agent hier",
        "rje3 mn lkhedma m3ettel", "7bes lkelb f dar", "lbaraka f lwalidin", "l'aide-soignante est gentille", "عاود الولد السوق",
        "ma trej3ch lour", "ma bghitch stop", "ne répétez pas", "weldi kayhder b lfrançais f lqism", "mra khra mchina l lb7er",
    ],
)  # fmt: skip
def test_everyday_sentences_are_no_command(text):
    assert command(text) in (None, "thanks", "frustrated", "silence")


def test_a_command_in_a_clause_of_its_own_is_one():
    """The rest of the message may be about anything."""
    assert command("smiti ghalta w ma 3jbni hal, stop") == "stop"
    assert command("rajli kan f souk. 3awed") == "repeat"


def test_a_number_in_digits_is_no_word():
    """`1963` has the consonants of a verb (9-t-3)."""
    assert understand("17/06/1963", expect("date", "dob")).value == "1963-06-17"
    assert understand("1963", expect("digits", "len=4")).value == "1963"


@pytest.mark.parametrize("text", ["c'est tout", "khlass"])
def test_that_is_all_ends_an_answer_and_not_the_talk(text):
    assert understand(f"250 dh, {text}", expect("money", "unit=dh")).value == "250.00"
    assert command(text) == "stop"


@pytest.mark.parametrize("text", ["😂", "🙏", "❤️", "😡😡", "👍", "😂 ewa"])
def test_a_picture_is_not_silence(text):
    """It says something, but nobody can be sure what."""
    assert command(text) is None


@pytest.mark.parametrize("text", ["", "...", "!!", "euh", "ewa ya3ni"])
def test_fillers_and_nothing_are_silence(text):
    assert command(text) == "silence"


@pytest.mark.parametrize(
    "text", ["salat lbouta", "lma sala", "salat l3echa f jame3", "lbare7 golt salam l jari", "salat lina lkhedma"]
)
def test_what_ended_is_no_greeting(text):
    assert command(text) is None


@pytest.mark.parametrize("text", ["salam", "slm khouya", "khouya salam", "salut tout le monde", "sba7 lkhir a lalla"])
def test_greetings(text):
    assert command(text) == "greeting"


@pytest.mark.parametrize("text", ["3awed lkhtiyarat", "عاودي الخيارات", "répétez les options", "عاود القائمة"])
def test_what_a_question_offers_may_be_asked_again(text):
    assert command(text) == "repeat"
    assert understand(text, expect("menu", "français|darija|tamazight"), "voice").value == "repeat"
