"""What operators do for a person, and that no two of them do it at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from assistant.console import helping
from assistant.console.errors import TakenError
from assistant.language import segments
from assistant.stalled import rules
from assistant.storage import Wanted
from tests.console.conftest import Desk, House


def account(house: House, desk: Desk):
    with house.database.read() as tx:
        found = tx.operators.get(desk.login)
    assert found is not None
    return found


def console_desk(house: House):
    return house.app.extensions["haqqi_console"]


def test_who_is_taken_is_nobody_elses_until_the_lease_ends(house: House) -> None:
    contact_id, phone = house.asking()
    first, second = house.sign_in(), house.sign_in()
    assert first.do(contact_id, "take").status_code == 302
    refused = second.do(contact_id, "answer", text="bonjour")
    assert refused.status_code == 409
    assert first.login in refused.text
    house.town.settle()
    assert "bonjour" not in "".join(house.town.arrived(phone))
    house.town.clock.now += timedelta(minutes=rules().lease_minutes, seconds=1)
    assert second.do(contact_id, "answer", text="bonjour").status_code == 302
    assert first.do(contact_id, "answer", text="salut").status_code == 409


def test_who_is_there_keeps_the_person(house: House) -> None:
    contact_id, _ = house.asking()
    first, second = house.sign_in(), house.sign_in()
    first.do(contact_id, "take")
    for _ in range(4):
        house.town.clock.now += timedelta(minutes=rules().lease_minutes - 1)
        assert (
            first.client.post(f"/console/person/{contact_id}/here", headers={"X-CSRF": first.csrf}).status_code == 204
        )
    assert second.do(contact_id, "take").status_code == 409
    house.town.clock.now += timedelta(minutes=rules().lease_minutes, seconds=1)
    second.do(contact_id, "take")
    answer = first.client.post(f"/console/person/{contact_id}/here", headers={"X-CSRF": first.csrf})
    assert answer.status_code == 409


def test_of_many_who_take_at_once_each_gets_another_person(house: House) -> None:
    """Twelve operators, eight people, all at the same moment: eight are helped, each by one."""
    waiting = {house.asking()[0] for _ in range(8)}
    operators = [account(house, house.sign_in()) for _ in range(12)]
    taken: list[int | None] = []
    ready = threading.Barrier(len(operators))

    def take(operator) -> None:
        ready.wait()
        taken.append(helping.take_next(console_desk(house), operator, Wanted()))

    threads = [threading.Thread(target=take, args=(operator,)) for operator in operators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = [contact_id for contact_id in taken if contact_id is not None]
    assert sorted(got) == sorted(waiting)
    assert taken.count(None) == 4


def test_the_next_person_is_the_most_urgent_that_the_filters_show(house: House) -> None:
    latin, _ = house.person("salam", "1", "mowadaf")
    house.town.clock.now += timedelta(minutes=10)
    arabic, _ = house.asking()
    in_arabic, any_language = house.sign_in(), house.sign_in()
    assert in_arabic.post("/console/next", locale="ary-Arab").location == f"/console/person/{arabic}"
    assert any_language.post("/console/next").location == f"/console/person/{latin}"
    assert any_language.post("/console/next").location.startswith("/console?empty=1")


def test_an_answer_is_sent_counted_and_signed(house: House) -> None:
    contact_id, phone = house.asking()
    desk = house.sign_in()
    desk.do(contact_id, "take")
    house.town.arrived(phone)
    desk.do(contact_id, "answer", text="مرحبا، شنو بغيتو؟")
    house.town.settle()
    (arrived,) = house.town.arrived(phone)
    with house.database.read() as tx:
        line = tx.transcript.lines(contact_id)[-1]
    assert (line.text, line.author, line.state) == (arrived, desk.login, "sent")
    assert segments(arrived).count <= 2
    assert desk.login in desk.page(f"/console/person/{contact_id}")


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 481])
def test_an_answer_that_cannot_be_sent_is_told_and_nothing_leaves(house: House, text: str) -> None:
    contact_id, phone = house.asking()
    desk = house.sign_in()
    desk.do(contact_id, "take")
    house.town.arrived(phone)
    answer = desk.do(contact_id, "answer", text=text)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    house.town.settle()
    assert house.town.arrived(phone) == []


def test_whoever_wants_no_messages_gets_none_from_an_operator_either(house: House) -> None:
    contact_id, phone = house.person("سلام", "1", "موظف", "حبس")
    desk = house.sign_in()
    desk.do(contact_id, "take")
    house.town.arrived(phone)
    assert desk.do(contact_id, "answer", text="bonjour").status_code == 400
    house.town.settle()
    assert house.town.arrived(phone) == []


def test_while_an_operator_is_there_stop_still_means_stop(house: House) -> None:
    contact_id, phone = house.asking()
    desk = house.sign_in()
    desk.do(contact_id, "take-over")
    house.town.settle()
    house.town.arrived(phone)
    house.town.write(phone, "حبس")
    assert len(house.town.arrived(phone)) == 1
    with house.database.read() as tx:
        contact = tx.contacts.by_id(contact_id)
    assert contact is not None
    assert contact.opted_out_at is not None


def test_an_answer_put_right_is_kept_and_the_conversation_goes_on(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1", "Casablanca")
    step = house.town.step(phone)
    desk = house.sign_in()
    desk.do(contact_id, "take")
    assert desk.do(contact_id, "amend", step="eligibility.region", text="Fès").status_code == 302
    assert house.town.step(phone) == step
    assert desk.do(contact_id, "amend", step="eligibility.region", text="blabla").status_code == 400
    assert desk.do(contact_id, "amend", step="eligibility.nowhere", text="1").status_code == 400
    shown = desk.do(contact_id, "unmask", reason="correct").text
    assert "Fès-Meknès" in shown


def test_the_question_that_stands_can_be_answered_for_the_person(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1")
    assert house.town.step(phone) == "eligibility.region"
    desk = house.sign_in()
    desk.do(contact_id, "amend", step="eligibility.region", text="Casablanca")
    assert house.town.step(phone) != "eligibility.region"


def test_a_conversation_can_be_sent_to_another_step(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1", "Casablanca")
    desk = house.sign_in()
    assert desk.do(contact_id, "move", to="eligibility.region").status_code == 302
    assert house.town.step(phone) == "eligibility.region"
    assert desk.do(contact_id, "move", to="eligibility.nowhere").status_code == 400
    assert desk.do(contact_id, "move", to="menu.main").status_code == 302
    assert house.town.step(phone) == "menu.main"


def test_while_held_a_move_waits_for_the_hand_back(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1", "Casablanca")
    desk = house.sign_in()
    desk.do(contact_id, "take-over")
    house.town.settle()
    house.town.arrived(phone)
    desk.do(contact_id, "move", to="eligibility.region")
    house.town.settle()
    assert house.town.arrived(phone) == []
    desk.do(contact_id, "hand-back")
    house.town.settle()
    told = "\n".join(house.town.arrived(phone))
    assert "machine" in told
    assert "habitez" in told


def test_a_nudge_asks_the_question_once_more(house: House) -> None:
    contact_id, phone = house.person("bonjour", "1", "1", "1")
    house.town.arrived(phone)
    desk = house.sign_in()
    desk.do(contact_id, "hand-back")
    house.town.settle()
    (asked,) = house.town.arrived(phone)
    assert "habitez" in asked
    assert "machine" not in asked  # nobody had taken over


def test_a_person_is_handed_to_a_colleague(house: House) -> None:
    contact_id, _ = house.asking()
    mine, colleague, third = house.sign_in(), house.sign_in(), house.sign_in()
    mine.do(contact_id, "take")
    assert mine.do(contact_id, "transfer", to=mine.login).status_code == 400
    assert mine.do(contact_id, "transfer", to=house.account("auditor")).status_code == 400
    assert mine.do(contact_id, "transfer", to=colleague.login, text="parle amazigh").status_code == 302
    assert mine.do(contact_id, "answer", text="x").status_code == 409
    house.town.clock.now += timedelta(minutes=rules().lease_minutes + 1)
    assert third.do(contact_id, "take").status_code == 409
    assert colleague.do(contact_id, "answer", text="bonjour").status_code == 302
    assert "parle amazigh" in colleague.page(f"/console/person/{contact_id}")


def test_a_promised_call_is_on_the_list_until_it_is_made(house: House) -> None:
    contact_id, _ = house.asking()
    desk = house.sign_in()
    desk.do(contact_id, "take")
    assert desk.do(contact_id, "call", when="never").status_code == 400
    assert desk.do(contact_id, "call", when="2027-01-01T10:00").status_code == 400
    assert desk.do(contact_id, "call", when="2026-03-02T15:00", text="après la sieste").status_code == 302
    assert "après la sieste" in desk.page("/console/calls")
    with house.database.read() as tx:
        (promised,) = [note for note in tx.notes.of_contact(contact_id) if note.kind == "call"]
    assert desk.do(contact_id, "call-made", call=str(promised.id)).status_code == 302
    assert "après la sieste" not in desk.page("/console/calls")


def test_closing_needs_a_reason_frees_the_person_and_brings_the_machine_back(house: House) -> None:
    contact_id, phone = house.asking()
    desk = house.sign_in()
    desk.do(contact_id, "answer", text="bonjour")
    house.town.settle()
    house.town.arrived(phone)
    assert desk.do(contact_id, "close", closing="because").status_code == 400
    assert desk.do(contact_id, "close", closing="called").status_code == 302
    house.town.settle()
    assert "الماكينة" in "\n".join(house.town.arrived(phone))
    with house.database.read() as tx:
        assert tx.leases.of(contact_id, house.town.clock()) is None
        assert {ticket.closed_as for ticket in tx.tickets.of_contact(contact_id)} == {"called"}


def test_whoever_leaves_gives_the_person_back(house: House) -> None:
    contact_id, _ = house.asking()
    first, second = house.sign_in(), house.sign_in()
    first.do(contact_id, "take")
    first.do(contact_id, "leave")
    assert second.do(contact_id, "take").status_code == 302
    second.post("/console/sign-out")
    assert first.do(contact_id, "take").status_code == 302


def test_an_erased_person_is_gone_from_the_console(house: House) -> None:
    contact_id, phone = house.asking()
    desk = house.sign_in()
    desk.do(contact_id, "take")
    desk.do(contact_id, "note", text="une note")
    with house.database.begin() as tx:
        tx.erase_person(phone)
    assert desk.get(f"/console/person/{contact_id}").status_code == 404
    assert desk.do(contact_id, "answer", text="x").status_code == 404


def test_an_outcome_that_comes_while_an_operator_writes_is_kept_for_later(house: House) -> None:
    """The machine does not talk into the conversation; what it has to say comes with the hand-back."""
    from assistant.dialogue import Finished, from_json

    contact_id, phone = house.person("bonjour", "1", "3", "1")
    with house.database.begin() as tx:
        state = from_json(tx.conversations.lock(contact_id).state or b"")
    desk = house.sign_in()
    desk.do(contact_id, "take-over")
    house.town.settle()
    house.town.arrived(phone)
    house.town.services.conversations.tell(contact_id, Finished(state.waiting or "none", ok=False))
    house.town.settle()
    assert house.town.arrived(phone) == []


def test_taking_many_never_raises_for_whoever_is_late(house: House) -> None:
    contact_id, _ = house.asking()
    first, second = account(house, house.sign_in()), account(house, house.sign_in())
    helping.take(console_desk(house), first, contact_id)
    with pytest.raises(TakenError, match="taken-by"):
        helping.take(console_desk(house), second, contact_id)
