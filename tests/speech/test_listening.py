"""What is listened for at a question."""

from __future__ import annotations

import pytest

from assistant.speech.listening import listen_for


@pytest.mark.parametrize(
    ("kind", "context", "single", "others"),
    [
        ("yesno", "", True, True),
        ("digits", "len=6", False, False),  # a filler swallows digits
        ("digits", "len=1", True, False),
        ("identifier", "", False, False),
        ("money", "unit=dh", False, True),
        ("region", "", True, True),
    ],
)
def test_kinds(kind, context, single, others) -> None:
    grammar = listen_for(kind, context)
    assert (grammar.single, grammar.others) == (single, others)
    assert "عاود" in grammar.phrases  # whatever is asked, it can be asked again


def test_a_menu_hears_its_own_words_and_numbers() -> None:
    grammar = listen_for("menu", labels=[["المدينة"], ["ما قراش"]])
    assert grammar.single
    assert {"المدينة", "ما قراش", "واحد", "جوج"} <= set(grammar.phrases)


def test_a_question_that_takes_another_kind_hears_that_too() -> None:
    grammar = listen_for("yesno", also="count")
    assert not grammar.single
    assert {"نعم", "تلاتة"} <= set(grammar.phrases)
