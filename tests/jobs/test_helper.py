"""Helping somebody else: asked on their own phone, told to them alone, kept nowhere else."""

from __future__ import annotations

import pytest

from tests.household import EXAMPLE_A, texts
from tests.town import Town, new_phone

DAY = {"days": 1}


def phone() -> str:
    return new_phone()


@pytest.fixture
def helper(town: Town) -> str:
    """Somebody who said that they are helping, and stands at 'their own telephone?'."""
    number = phone()
    for text in ("bonjour", "1", "4", "4", "2"):
        town.write(number, text)
    assert town.step(number) == "helper.theirs"
    return number


def ask_for(town: Town, helper: str, other: str) -> None:
    for text in ("1", other.replace("+212", "0"), "1"):
        town.write(helper, text)


URBAN = tuple(texts(EXAMPLE_A))


def test_the_other_person_is_asked_on_their_own_phone_and_gets_the_result(town: Town, helper: str) -> None:
    other = phone()
    ask_for(town, helper, other)
    asked = "\n".join(town.arrived(other))
    assert helper.replace("+212", "0") in asked.replace(" ", "")
    town.write(other, "1")
    assert town.step(helper) == "helper_remote.what"
    town.write(helper, "1")
    town.arrived(helper)
    for answer in URBAN:
        town.write(helper, answer)
    estimate = "probablement oui pour l'ASD"
    assert estimate in "\n".join(town.arrived(other))
    assert estimate not in "\n".join(town.arrived(helper))
    assert slots(town, helper).isdisjoint({"hh_size", "result_asd", "helper_phone"})
    town.write(other, "1")
    assert "asd.ma" in "\n".join(town.arrived(other))


def slots(town: Town, number: str) -> set[str]:
    from assistant.dialogue import from_json

    with town.services.database.begin() as tx:
        contact = tx.contacts.find(number)
        assert contact is not None
        state = tx.conversations.lock(contact.id).state
    return set(from_json(state).slots) if state else set()


def test_strangers_are_not_pestered(town: Town, helper: str) -> None:
    """Three people a day may be asked from one number; the fourth hears nothing."""
    asked = []
    for other in [phone() for _ in range(4)]:
        ask_for(town, helper, other)
        asked.append(bool(town.arrived(other)))
        town.write(other, "2")
        for text in ("menu", "4", "4", "2"):
            town.write(helper, text)
    assert asked == [True, True, True, False]


def test_a_no_is_respected(town: Town, helper: str) -> None:
    other = phone()
    ask_for(town, helper, other)
    town.write(other, "2")
    assert town.step(helper) == ""
    assert slots(town, helper).isdisjoint({"helper_phone"})


def test_silence_ends_after_two_days(town: Town, helper: str) -> None:
    other = phone()
    ask_for(town, helper, other)
    assert town.step(helper) == "helper_remote.consent"
    town.wait(days=2, minutes=1)
    assert town.step(helper) == ""


def test_what_is_said_for_somebody_else_is_not_kept_in_the_transcript(town: Town, helper: str) -> None:
    town.write(helper, "2")
    town.write(helper, "1")
    town.write(helper, "2")
    town.write(helper, "2")
    town.write(helper, "Khadija est malade")
    with town.services.database.begin() as tx:
        kept = tx.export_person(helper)
    assert "Khadija" not in repr({name: value for name, value in kept.items() if name == "events"})


def test_left_open_it_is_dropped_after_a_day(town: Town, helper: str) -> None:
    town.write(helper, "2")
    town.write(helper, "1")
    town.write(helper, "1")
    for answer in URBAN[:6]:
        town.write(helper, answer)
    assert "hh_size" in slots(town, helper)
    town.wait(**DAY, minutes=1)
    assert "hh_size" not in slots(town, helper)


def test_who_asks_to_be_erased_is(town: Town) -> None:
    number = phone()
    for text in ("bonjour", "1", "4", "4", "3", "1"):
        town.write(number, text)
    assert town.arrived(number)[-1].startswith("Tout est")
    with town.services.database.begin() as tx:
        assert not tx.export_person(number).get("events")
