"""What flows ask can be answered aloud: every option by the name it is offered under, every kind by its words."""

from __future__ import annotations

import re

import pytest

from assistant.authoring import asked
from assistant.speech.vocabulary import Asked, Vocabulary, grammar, load, missing, needed
from assistant.speech.vocabulary.grammar import TAGS, sayable
from assistant.understanding import expect, expect_options, understand
from assistant.understanding.understand import _READ

IN_WORDS = {"2": "جوج", "50": "خمسين", "100": "مية", "150": "مية و خمسين", "250": "ميتين و خمسين", "500": "خمسمية"}
ANSWERS = [
    ("yesno", "", "إييه", "yes"),
    ("yesno", "", "ماشي صحيح", "no"),
    ("count", "children;0..15", "والو", "0"),
    ("count", "household;1..25", "بوحدي", "1"),
    ("count", "age;15..110", "تمنية و ستين", "68"),
    ("count", "age;15..110", "مية و واحد", "101"),
    ("money", "unit=dh;per=month", "ميتين و خمسين درهم", "250.00"),
    ("money", "unit=dh;per=month", "ألف و خمسمية درهم فالشهر", "1500.00"),
    ("money", "unit=dh;per=month", "ربعة آلاف ريال", "200.00"),
    ("money", "unit=dh;per=month", "deux cent cinquante", "250.00"),
    ("date", "dob", "تلاتة مارس ألف و تسعمية و ستين", "1960-03-03"),
    ("date", "dob", "خمسطاش شهر تلاتة ألفين و عشرة", "2010-03-15"),
    ("date", "", "فاتح ماي ألفين", "2000-05-01"),
    ("region", "", "بني ملال", "beni-mellal-khenifra"),
    ("region", "", "الدار البيضاء سطات", "casablanca-settat"),
    ("region", "", "واد نون", "guelmim-oued-noun"),
    ("region", "", "العيون الساقية الحمراء", "laayoune-sakia-el-hamra"),
    ("digits", "len=6", "صفر ستة واحد جوج trois أربعة", "061234"),
    ("navigation", "", "بنادم", "operator"),
]
"""Whole answers, of words of the question's grammar alone."""


@pytest.fixture(scope="module")
def questions() -> list[Asked]:
    return list(asked())


def in_words(label: str) -> str:
    """What is said of a label aloud: Latin letters left out, numbers in words."""
    return " ".join(IN_WORDS[part] if part.isdecimal() else part for part in re.findall(r"\d+|[\u0621-\u064a]+", label))


def test_nothing_that_a_flow_needs_is_missing(questions):
    """The built-in words cover every question of the shipped flows."""
    assert len(questions) > 50
    assert missing(questions, load()) == []


def test_every_option_is_understood_by_the_name_it_is_offered_under(questions):
    """A band of amounts without a word has its amounts instead."""
    for question in questions:
        expectation = expect_options(list(question.options.values()), question.kind)
        for place, labels in enumerate(question.options.values(), start=1):
            offered = next((label for label in labels if sayable(label)), None)
            if offered is None:
                assert question.also == "money"
            else:
                said = in_words(offered)
                assert understand(said, expectation, "voice").value == str(place), (question.step, said)


def test_an_option_is_called_by_words_of_its_own_grammar(questions):
    """Each word of the offered name may be heard there."""
    for question in questions:
        heard = set(grammar(question.kind, question.context, question.options.values(), question.also))
        for labels in question.options.values():
            offered = next((label for label in labels if sayable(label)), "")
            assert set(in_words(offered).split()) <= heard, question.step


def test_a_question_hears_every_word_that_it_needs(questions):
    """Its grammar has them all."""
    for question in questions:
        (words,) = needed([question]).values()
        heard = grammar(question.kind, question.context, question.options.values(), question.also)
        assert set(words) <= set(heard), question.step


@pytest.mark.parametrize(("kind", "context", "said", "value"), ANSWERS)
def test_a_whole_answer_of_the_grammar_is_understood(kind, context, said, value):
    """Sequences of its words are read as the question wants them."""
    assert set(said.split()) <= set(grammar(kind, context))
    assert understand(said, expect(kind, context), "voice").value == value


def test_every_kind_of_question_hears_the_commands():
    """Help and a person are never out of reach."""
    for kind in [*_READ, "text"]:
        assert {"عاود", "عاوني", "موظف", "سالي", "ماعرفتش"} <= set(grammar(kind)), kind
    assert set(TAGS) <= {*_READ, "text"}


def test_few_words_are_heard_where_few_are_expected():
    """A string of digits is not blurred by hundreds or by menus, nor a small number by large ones."""
    assert {"مية", "عشرين", "شكاية", "نعم", "سلام"}.isdisjoint(grammar("identifier"))
    assert {"عشرين", "مية"}.isdisjoint(grammar("count", "rooms;1..15"))
    assert "عشرين" in grammar("count", "people;0..25")
    assert "تلاتة" not in grammar("menu", labels=[["دار"], ["حانوت"]])


def test_a_grammar_keeps_the_vocabularys_words_and_order():
    """Whatever model is in use, no word is asked of it that it was not made with."""
    own = Vocabulary(tuple(word for word in load() if word.text in ("لا", "نعم", "عاود", "دار")))
    assert grammar("menu", labels=[["دار", "dar"], ["حانوت"]], words=own) == ("عاود", "دار")
    assert grammar("yesno", words=own) == ("نعم", "لا", "عاود")


def test_a_missing_word_is_told_where_it_is_asked():
    """File and line of the step, and the word."""
    question = Asked(
        "farm.cows", "flows/farm.yaml", 7, "menu", options={"many": ("قطيع كبير", "qati3"), "none": ("X",)}
    )
    found = [str(problem) for problem in missing([question], load())]
    assert found == [
        "flows/farm.yaml:7: error: farm.cows: option 'none' has no name in Arabic script; give it one as .none-words",
        "flows/farm.yaml:7: error: farm.cows: 'قطيع' is not in the vocabulary; add how it is said",
    ]


def test_a_count_needs_no_higher_numbers_than_it_allows():
    """`0..15` needs the teens, `1..110` a hundred."""
    few, many = needed(
        [Asked("a.b", "f", 1, "count", "rooms;1..15"), Asked("a.c", "f", 1, "count", "age;1..110")]
    ).values()
    assert "خمسطاش" in few
    assert "عشرين" not in few
    assert {"عشرين", "و", "مية"} <= set(many)
