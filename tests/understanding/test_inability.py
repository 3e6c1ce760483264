"""What somebody cannot or will not do is understood by a rule: a negated verb in the first person, in any form."""

from __future__ import annotations

import pytest

from assistant.understanding import expect, understand

NAVIGATION = expect("navigation")


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("repeat", ["makansm3oukch", "ma sme3na ta kelma", "ما كنسمع والو", "on n'entend pas bien", "j'entends mal"]),
        ("help", ["ma kanfehmouch", "ma fahminch hadchi", "ما فهمنا والو", "je n'arrive pas à comprendre", "ma kan3refch n9ra"]),
        ("dont_know", ["ma 3arfinch", "ما كنعقلش عليه", "je ne m'en rappelle plus", "ma7afdinch had ra9m", "ما تفكرتهاش"]),
        ("refuse", ["ma n9derch n3tik had ra9m", "ما يمكنش نقول ليك", "je ne vais pas vous le dire", "ma ghadyach njawbek"]),
        ("stop", ["ma b9itch baghya nkemmel", "je ne peux plus continuer"]),
        ("help", ["ma3reftch kifach n3emmer had lwer9a", "ما عرفناش شنو نديرو", "je ne sais plus quoi faire"]),
    ],
)  # fmt: skip
def test_a_negated_verb_asks_for_something(value, texts):
    for text in texts:
        assert understand(text, NAVIGATION).value == value, text


@pytest.mark.parametrize(
    "text",
    [
        "weldi ma kayfhemch f l7isab",
        "rajli ma kaysme3ch mzyan",
        "mon fils ne comprend rien à l'école",
        "kanfhem mzyan",
        "sme3t lkhbar f radio",
        "ma klitch lbare7",
        "3reft jarti f souk",
        "j'entends la pluie",
    ],
)
def test_others_and_what_is_not_negated_ask_for_nothing(text):
    assert understand(text, NAVIGATION).value in (None, "yes")


def test_an_answer_is_not_lost_in_it():
    """'I did not get 500, only 300' is told, not forgotten."""
    assert understand("ma 3reftch ch7al", expect("money", "unit=dh")).value == "dont_know"
    assert understand("ma bghitch", expect("yesno")).value == "no"
