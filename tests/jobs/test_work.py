"""Jobs and messages: what happens when something fails, dies or comes twice."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from assistant.channels.gateways import SendError
from assistant.jobs import action_table, dispatcher, sender, tasks
from assistant.jobs.actions import Commit, Job, at_once
from assistant.jobs.services import Services
from assistant.terminal import CHANNEL
from tests.town import Town, new_phone

Breaks = Callable[[int], None]


def phone() -> str:
    return new_phone()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Makes `appeal_status` fail as many times as told before it works."""

    def fail(times: int) -> None:
        tries = itertools.count(1)

        def action(_services: Services, _job: Job) -> Commit:
            if next(tries) <= times:
                raise TimeoutError("the register is away")
            return at_once({"found": False})

        monkeypatch.setitem(action_table.ACTIONS, "appeal_status", action)  # type: ignore[arg-type]

    return fail


def ask_status(town: Town) -> str:
    number = phone()
    for text in ("bonjour", "1", "4", "1"):
        town.write(number, text)
    return number


def test_a_job_that_fails_is_tried_again_and_the_person_is_told_once(town: Town, failing: Breaks) -> None:
    failing(2)
    number = ask_status(town)
    assert town.arrived(number)[-1].startswith("Pas encore possible")
    town.wait(seconds=6)
    assert town.arrived(number) == []
    town.wait(seconds=31)
    assert town.step(number) == "status.reference"


def test_a_job_that_never_works_is_handed_to_a_person(town: Town, failing: Breaks) -> None:
    failing(100)
    number = ask_status(town)
    for pause in tasks.PAUSES:
        town.wait(seconds=pause + 1)
    assert "Rien n'est perdu" in town.arrived(number)[-1]
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(number)
        assert contact is not None
        assert [ticket.reason for ticket in tx.tickets.list_open() if ticket.contact_id == contact.id] == ["job_failed"]


def test_the_same_job_twice_is_one_effect(town: Town) -> None:
    number = ask_status(town)
    told = town.arrived(number)
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(number)
        assert contact is not None
        conversation = tx.conversations.lock(contact.id).id
        job_id = tx.outbox.add_job(contact.id, conversation, "appeal_status", b"", f"{conversation}-1", town.clock.now)
    tasks.do_job(town.services, job_id)
    town.settle()
    assert told
    assert town.arrived(number) == []


@dataclass
class Line:
    """A gateway that refuses as told, then takes everything."""

    refusals: list[SendError] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: str, text: str, token: str) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append((to, text))
        return token


def on_line(town: Town, *refusals: SendError) -> tuple[Town, Line]:
    line = Line(list(refusals))
    town.services = replace(town.services, gateways={CHANNEL: line})
    town.services.queue.services = town.services  # type: ignore[attr-defined]
    return town, line


def test_a_message_that_is_refused_for_now_is_sent_later(town: Town) -> None:
    town, line = on_line(town, SendError("20429"))
    number = phone()
    town.write(number, "bonjour")
    assert line.taken == []
    town.wait(seconds=sender.PAUSES[0] + 1)
    assert [to for to, _ in line.taken] == [number]


def test_messages_of_one_person_stay_in_order(town: Town) -> None:
    """The first is refused twice; the second waits for it."""
    town, line = on_line(town, SendError("30003"), SendError("30003"))
    number = phone()
    town.write(number, "bonjour")
    town.write(number, "1")
    for pause in sender.PAUSES[:3]:
        town.wait(seconds=pause + 1)
    assert ["Haqqi" in text for _, text in line.taken] == [True, False]


def test_who_opted_out_with_the_provider_is_left_alone(town: Town) -> None:
    """Error 21610: nothing more is sent, and what waits is dropped."""
    town, line = on_line(town, SendError("21610", permanent=True, opted_out=True))
    number = phone()
    town.write(number, "bonjour")
    town.write(number, "1")
    town.wait(minutes=5)
    assert line.taken == []
    town.write(number, "bda")
    assert len(line.taken) == 1


def test_a_bad_number_becomes_a_ticket(town: Town) -> None:
    town, _line = on_line(town, SendError("21614", permanent=True))
    number = phone()
    town.write(number, "bonjour")
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(number)
        assert contact is not None
        assert "undeliverable" in [
            ticket.reason for ticket in tx.tickets.list_open(500) if ticket.contact_id == contact.id
        ]


def test_a_reply_in_the_answer_goes_out_by_itself_only_when_nobody_confirms_it(town: Town) -> None:
    """30 seconds without a report."""
    from assistant.conversations import Inbound
    from assistant.dialogue import Said

    town, line = on_line(town)
    receive = town.services.conversations.receive
    confirmed, lost = phone(), phone()
    for number in (confirmed, lost):
        reply = receive(Inbound(CHANNEL, f"in-answer-{number}", number, Said("bonjour"), in_answer=True)).reply
        if number == confirmed:
            with town.services.database.begin() as tx:
                tx.outbox.close_by_token(reply.messages[0].token, town.clock.now)
    town.settle()
    assert line.taken == []
    town.wait(seconds=31)
    assert [to for to, _ in line.taken] == [lost]


def test_a_job_that_its_worker_lost_is_found_again(town: Town) -> None:
    """The queue took it and never did it: after a minute it is due once more."""
    number = phone()
    for text in ("bonjour", "1"):
        town.write(number, text)
    queue = town.services.queue
    lost: list[int] = []
    queue.put = lambda job_id: lost.append(job_id) or True  # type: ignore[method-assign, func-returns-value]
    try:
        town.write(number, "4")
        town.write(number, "1")
        assert len(lost) == 1
        del queue.put
        town.clock.now += timedelta(seconds=61)
        dispatcher.dispatch(town.services)
        town.settle()
    finally:
        queue.__dict__.pop("put", None)
    assert town.step(number) == "status.reference"
