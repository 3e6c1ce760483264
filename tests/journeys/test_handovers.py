"""Key 9 on a call: a person is rung in hours; else, and where nobody answers, the call goes on where it stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from assistant.handover.hours import DAYS
from assistant.language import Message, local_day
from assistant.storage import Ticket
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.operators import CALLED, Dialled, rung_by
from tests.journeys.provider import NUMBER, signed_post
from tests.journeys.telephone import AsteriskPhone, Handset
from tests.journeys.written_audio import Labels
from tests.town import new_phone

ALWAYS = "mo-su 00:00-24:00"
LINES = ("stream", "webhooks", "asterisk")
LONG_AWAY = f"{DAYS[(local_day(datetime.now(UTC)).weekday() + 3) % 7]} 09:00-09:30"
"""Hours that are over, or far ahead, whenever the tests run."""
QUESTION = "eligibility-milieu"
IDENTIFIER, NAME = "2345678901", "Fatima Zahra"


class Notes(Labels):
    """A voice that notes what it was asked to say."""

    def __init__(self) -> None:
        self.said: list[Message] = []

    def audio(self, said: Sequence[Message], locale: str, *, slow: bool = False) -> Iterable[bytes]:
        self.said += said
        return super().audio(said, locale, slow=slow)


@dataclass(frozen=True)
class Towns:
    """A service for each kind of line, in hours and out of them."""

    stack: ExitStack
    folder: Path
    voice: Notes
    made: dict[tuple[bool, str], Exchange] = field(default_factory=dict)

    def of(self, line: str, hours: str = ALWAYS) -> Exchange:
        key = line != "webhooks", hours
        if key not in self.made:
            home = self.folder / str(len(self.made))
            home.mkdir()
            service = exchange(home, streams=key[0], operators=CALLED, hours=hours, prompter=self.voice)
            self.made[key] = self.stack.enter_context(service)
        return self.made[key]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Towns]:
    with ExitStack() as stack:
        yield Towns(stack, tmp_path_factory.mktemp("towns"), Notes())


@pytest.fixture(params=LINES)
def line(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def town(towns: Towns, line: str) -> Exchange:
    """In hours, whenever that is."""
    return towns.of(line)


def at_a_question(town: Exchange, line: str, caller: str) -> Handset:
    """A call that stands at the first question of a journey."""
    phone = town.call(line, caller)
    phone.told()
    assert phone.answer("1") == ["menu-main"]
    assert phone.answer("1")[-1] == QUESTION
    return phone


def tickets(town: Exchange, caller: str) -> list[Ticket]:
    """Those by which the caller asked for a person."""
    with town.services.database.read() as tx:
        contact = tx.contacts.find(caller)
        assert contact is not None
        return [each for each in tx.tickets.of_contact(contact.id) if each.reason == "asked"]


def promised(town: Exchange) -> str:
    centre = town.services.conversations.centre
    assert centre is not None
    return centre.promise(datetime.now(UTC)).id


def test_in_hours_a_person_is_rung_and_takes_the_call(town: Exchange, line: str) -> None:
    """The caller hears so; the operators see our number, hear the reference, press a key; the ticket is closed."""
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    assert phone.answer("9") == ["person-connecting"]
    ringing = rung_by(phone)
    assert ringing is not None
    assert ringing.number == CALLED
    [ticket] = tickets(town, caller)
    assert ticket.closed_at is None
    assert ringing.pick_up() == ["person-whisper"]
    ringing.press()
    assert tickets(town, caller)[0].taken_at is not None
    assert not ringing.end("completed")
    [closed] = tickets(town, caller)
    assert (closed.id, closed.closed_as) == (ticket.id, "connected")
    again = town.call(line, caller)  # the conversation is where it was, and nobody is said to have been away
    assert again.told() == [*again.greeting, "engine-resumed", QUESTION]
    again.hang_up()


def test_a_person_who_is_asked_for_after_the_beep_is_rung(towns: Towns) -> None:
    """What a job has heard puts the call through, too."""
    phone = at_a_question(towns.of("webhooks"), "webhooks", new_phone())
    assert phone.say("موظف") == ["person-connecting"]
    assert rung_by(phone) is not None


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed"])
def test_where_nobody_answers_the_caller_is_back_at_the_same_question(town: Exchange, line: str, status: str) -> None:
    """They are told that nobody is free, that the wish stands and until when they will be called; then they go on."""
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    phone.answer("9")
    ringing, before = rung_by(phone), len(phone.heard)
    assert ringing is not None
    assert ringing.end(status)
    assert phone.told(before) == ["person-nobody", promised(town), QUESTION]
    [ticket] = tickets(town, caller)
    assert ticket.closed_at is None
    stood = town.conversation(caller).step
    assert phone.answer("1")[-1] != QUESTION
    assert town.conversation(caller).step != stood
    phone.hang_up()
    again = town.call(line, caller)  # it was told once
    assert again.told()[len(again.greeting)] == "engine-resumed"
    again.hang_up()


def test_a_mailbox_is_nobody(town: Exchange, line: str) -> None:
    """It answers and presses no key: whatever the provider says of it, the caller comes back."""
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    phone.answer("9")
    ringing, before = rung_by(phone), len(phone.heard)
    assert ringing is not None
    assert ringing.let_it_speak() == 2
    assert ringing.end("completed")
    assert phone.told(before)[0] == "person-nobody"
    assert tickets(town, caller)[0].closed_at is None
    phone.hang_up()


def test_out_of_hours_nobody_is_rung_and_the_time_is_said(towns: Towns, line: str) -> None:
    """The call goes on at once; an SMS would say the same."""
    town = towns.of(line, LONG_AWAY)
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    assert phone.answer("9") == ["person-told-from", QUESTION]
    assert len(tickets(town, caller)) == 1
    phone.hang_up()
    told = "\n".join(town.person(caller).write("موظف"))
    assert "9:00" in told


def test_whoever_cannot_be_called_is_told_when_to_call(towns: Towns, line: str) -> None:
    town = towns.of(line, LONG_AWAY)
    phone = town.call(line, "anonymous")
    phone.told()
    phone.answer("1")
    assert phone.answer("9") == ["person-again-from", "menu-main"]
    phone.hang_up()


def test_an_operator_hears_the_reference_and_nothing_of_the_person(towns: Towns, line: str) -> None:
    """Neither in the whisper nor in what the provider is told about the operators' leg."""
    town = towns.of(line)
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    person = town.person(caller)
    for text in (NAME, IDENTIFIER):
        person.write(text)
    phone.answer("9")
    ringing = rung_by(phone)
    assert ringing is not None
    ringing.pick_up()
    ringing.press()
    [ticket] = tickets(town, caller)
    [whisper] = {each.id: each for each in towns.voice.said if each.id == "person-whisper"}.values()
    for locale in town.services.bundles.locales:
        words = town.services.bundles.render(locale, whisper)
        assert f"{ticket.id:04}" in words
        assert not any(personal in words for personal in (caller, caller[4:], IDENTIFIER, NAME))
        assert not any(personal in ringing.seen for personal in (caller, caller[1:], IDENTIFIER, NAME))


def test_one_wish_rings_once_and_a_person_at_most_three_times(town: Exchange, line: str) -> None:
    """Whatever is asked again gives the same; who keeps asking is told the time, and the line stays free for others."""
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    for _ in range(3):
        assert phone.answer("9") == ["person-connecting"]
        ringing, before = rung_by(phone), len(phone.heard)
        assert ringing is not None
        assert rung_by(phone) is not None  # the answer was lost: the same again
        assert ringing.end("no-answer")
        phone.told(before)
    assert phone.answer("9") == [promised(town), QUESTION]
    assert len(tickets(town, caller)) == 1
    phone.hang_up()


def test_while_operators_are_rung_for_a_person_no_other_call_rings_them(town: Exchange, line: str) -> None:
    """Somebody hung up too early and calls again: the ticket stands already."""
    caller = new_phone()
    first = at_a_question(town, line, caller)
    first.answer("9")
    assert rung_by(first) is not None
    second = town.call(line, caller)
    second.told()
    assert second.answer("9") == [promised(town), QUESTION]
    second.hang_up()


def test_whoever_did_not_wait_is_not_told_that_nobody_was_there(town: Exchange, line: str) -> None:
    """They hung up while it rang: the ticket stands, and the next call goes on."""
    caller = new_phone()
    phone = at_a_question(town, line, caller)
    phone.answer("9")
    ringing = rung_by(phone)
    assert ringing is not None
    if ringing.end("canceled"):
        phone.hang_up()  # the provider's answer goes nowhere
    assert tickets(town, caller)[0].closed_at is None
    again = town.call(line, caller)
    assert again.told() == [*again.greeting, "engine-resumed", QUESTION]
    again.hang_up()


def test_a_call_in_which_nobody_asked_is_over_when_its_audio_is(town: Exchange, line: str) -> None:
    phone = town.call(line, new_phone())
    phone.told()
    if line != "webhooks":  # there, the caller's end is the provider's own affair
        phone.hang_up()
    assert rung_by(phone) is None


def test_keys_and_words_while_the_caller_is_put_through_change_nothing(towns: Towns) -> None:
    town = towns.of("stream")
    caller = new_phone()
    phone = at_a_question(town, "stream", caller)
    stood = town.conversation(caller).step
    phone.press("9")
    phone.press("123")
    phone.speak("iyeh")
    phone.wait_for("person-connecting")
    assert rung_by(phone) is not None
    assert town.conversation(caller).step == stood


def test_the_caller_id_is_ours_and_the_dial_has_an_end(towns: Towns) -> None:
    """Nobody's number shows on the operators' telephone; it does not ring for ever."""
    town = towns.of("stream")
    phone = at_a_question(town, "stream", new_phone())
    phone.answer("9")
    ringing = rung_by(phone)
    assert isinstance(ringing, Dialled)
    assert ringing.dial.attrib["callerId"] == NUMBER
    assert 15 <= int(ringing.dial.attrib["timeout"]) <= 30


def test_a_call_that_was_not_bridged_was_not_answered(towns: Towns) -> None:
    """Twilio's own word, where it gives it."""
    town = towns.of("stream")
    phone = at_a_question(town, "stream", new_phone())
    phone.answer("9")
    ringing = rung_by(phone)
    assert ringing is not None
    assert ringing.end("completed", DialBridged="false")
    phone.hang_up()


def test_the_phone_on_the_screen_cannot_ring_a_person(tmp_path: Path) -> None:
    """There is no network behind it: a person calls back."""
    with exchange(tmp_path, screen=True, operators=CALLED) as town:
        phone = at_a_question(town, "stream", new_phone())
        assert phone.answer("9") == [promised(town), QUESTION]
        phone.hang_up()


def test_without_a_number_there_is_a_ticket_and_no_time(tmp_path: Path) -> None:
    with exchange(tmp_path) as town:
        phone = at_a_question(town, "stream", new_phone())
        assert phone.answer("9") == ["person-told", QUESTION]
        phone.hang_up()


def test_only_the_lines_ask_what_follows(towns: Towns) -> None:
    """Neither a stranger nor a guessed call gets anybody rung."""
    town = towns.of("stream")
    for page in ("next", "dialled", "whisper", "taken"):
        assert requests.post(f"{town.base_url}/twilio/voice/{page}", {"CallSid": "CA1"}, timeout=10).status_code == 403
    forwarded = {"X-Forwarded-For": "192.0.2.1"}
    for page in ("next", "dialled", "taken", "whisper/x.wav"):
        answer = requests.get(f"{town.base_url}/asterisk/{page}", {"call": "x"}, headers=forwarded, timeout=10)
        assert answer.status_code == 403
    assert requests.get(f"{town.base_url}/asterisk/next", {"call": "x"}, timeout=10).text == "hangup"
    assert requests.get(f"{town.base_url}/asterisk/dialled", {"call": "x"}, timeout=10).text == "hangup"
    assert requests.get(f"{town.base_url}/asterisk/whisper/x.wav", timeout=10).status_code == 404
    unknown = signed_post(f"{town.base_url}/twilio/voice/whisper?wish=99", {"CallSid": "CA2"})
    assert b"<Hangup" in unknown.content


def test_the_next_call_of_another_is_not_told_of_it(towns: Towns) -> None:
    town = towns.of("asterisk")
    phone = at_a_question(town, "asterisk", new_phone())
    assert isinstance(phone, AsteriskPhone)
    phone.answer("9")
    ringing = rung_by(phone)
    assert ringing is not None
    ringing.end("no-answer")
    other = town.call("asterisk", new_phone())
    assert "person-nobody" not in other.told()
    other.hang_up()
    phone.hang_up()
