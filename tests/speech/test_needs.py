"""What the flows ask can be answered aloud: every option by the name that it is offered under, every kind by its words."""

from __future__ import annotations

import pytest

from assistant.authoring import asked
from assistant.speech.vocabulary import Asked, grammar, load, missing, needed
from assistant.speech.vocabulary.grammar import sayable
from assistant.understanding import expect_options, understand


@pytest.fixture(scope="module")
def questions() -> list[Asked]:
    return list(asked())


def test_nothing_that_a_flow_needs_is_missing(questions):
    """The built-in words cover every question of the shipped flows."""
    assert missing(questions, load()) == []


def test_every_option_is_understood_by_the_name_it_is_offered_under(questions):
    """What can be said of it, numerals and Latin letters left out, chooses it."""
    wrong = []
    for question in questions:
        expectation = expect_options(list(question.options.values()), question.kind)
        for place, labels in enumerate(question.options.values(), start=1):
            said = next((label for label in labels if sayable(label)), None)
            heard = " ".join(sayable(said or ""))
            if said and understand(heard, expectation, "voice").value != str(place):
                wrong.append((question.step, heard, understand(heard, expectation, "voice")))
    assert wrong == []


def test_a_question_hears_every_word_that_it_needs(questions):
    """Its grammar has them all."""
    for question in questions:
        (words,) = needed([question]).values()
        heard = grammar(question.kind, labels=question.options.values())
        assert set(words) <= set(heard), question.step
