"""What an operator sees of a person by default, and that every look is noted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.console.words import KEPT, masked, without_numbers
from tests.console.conftest import House


@given(st.text(max_size=60))
def test_a_mask_keeps_two_characters_at_most(value: str) -> None:
    kept = masked(value).replace("•", "", 3)
    assert len(kept) <= KEPT
    assert value.endswith(kept)


@pytest.mark.parametrize(
    "secret",
    ["1234567890", "123 456 7890", "AB123456", "ab 123456", "0612345678", "06 12 34 56 78", "٠١٢٣٤٥٦٧٨٩", "15/03/1960"],
)
def test_numbers_in_a_text_are_masked_in_whatever_digits(secret: str) -> None:
    shown = without_numbers(f"رقمي {secret} شكرا")
    assert secret not in shown
    assert shown.startswith("رقمي")
    assert shown.endswith("شكرا")


@given(st.text(alphabet=st.characters(exclude_categories=["Nd"]), max_size=80))
def test_a_text_without_numbers_is_left_alone(text: str) -> None:
    assert without_numbers(text) == text


def test_a_person_is_masked_until_a_reason_is_given_and_the_look_is_noted(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1", "Casablanca", "AB123456")
    desk = house.sign_in()
    page = desk.page(f"/console/person/{contact_id}")
    for secret in (phone, phone[4:], "AB123456", "casablanca-settat", "Casablanca-Settat"):
        assert secret not in page
    desk.do(contact_id, "take")
    assert desk.do(contact_id, "unmask", reason="curious").status_code == 400
    shown = desk.do(contact_id, "unmask", reason="call").text
    assert phone in shown
    assert "Casablanca-Settat" in shown
    assert phone not in desk.page(f"/console/person/{contact_id}")
    assert house.audit(f"contact:{contact_id}") == ["view", "take", "unmask", "view"]


def test_the_queue_shows_nothing_personal(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1", "Casablanca", "Je m'appelle Fatima", "un agent")
    page = house.sign_in().page("/console")
    assert f"/console/person/{contact_id}" in page
    for secret in (phone, phone[-4:], "Fatima"):
        assert secret not in page


def test_an_auditor_reads_and_changes_nothing(house: House) -> None:
    contact_id, _ = house.asking()
    desk = house.sign_in("auditor")
    page = desk.page(f"/console/person/{contact_id}")
    assert "<textarea" not in page
    for action in ("take", "answer", "unmask", "close", "move", "note"):
        assert desk.do(contact_id, action).status_code == 403
