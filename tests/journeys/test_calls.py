"""Calls on the three lines end where the same answers by SMS end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.household import EXAMPLE_A, texts
from tests.journeys.conftest import Service
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.provider import until
from tests.journeys.telephone import GatherPhone, StreamPhone
from tests.town import new_phone

LINES = ("stream", "asterisk", "webhooks")


@dataclass
class Exchanges:
    """One service whose provider streams, and one whose provider does not."""

    streams: Exchange
    webhooks: Exchange

    def of(self, line: str) -> Exchange:
        return self.webhooks if line == "webhooks" else self.streams


@pytest.fixture(scope="module")
def exchanges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchanges]:
    with ExitStack() as stack:
        opened: list[Any] = []
        for streams in (True, False):
            home: Path = tmp_path_factory.mktemp("exchange")
            opened.append(stack.enter_context(exchange(home, streams=streams)))
        yield Exchanges(*opened)


def interview(known: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Example A by SMS, and the same by keys: until the first result, and what is asked after it."""
    first, rest = texts(EXAMPLE_A, known=known), ["2", *texts(EXAMPLE_A, "full", known)]
    return first, rest


def as_keys(text: str) -> str:
    """What is pressed for a text: a region by its number; several digits end with a hash."""
    keys = {"Casablanca": "6"}.get(text, text.replace(" ", ""))
    return f"{keys}#"


@pytest.mark.parametrize("line", LINES)
def test_a_household_learns_by_keys_what_it_may_have_a_right_to(exchanges: Exchanges, line: str) -> None:
    """The whole interview with both results, key by key, and by SMS: the same answers, the same place."""
    town = exchanges.of(line)
    first, rest = interview({})
    caller, writer = new_phone(), new_phone()
    phone = town.call(line, caller)
    assert phone.told() == [*phone.greeting, "welcome-hello", "welcome-consent"]
    phone.answer("1")
    phone.answer("1")
    for text in first:
        phone.answer(as_keys(text))
    phone.wait_for("result-more")
    for text in rest:
        phone.answer(as_keys(text))
    phone.wait_for("result-number")
    person = town.person(writer)
    for text in ("salam", "1", "1", *first):
        person.hear(text)
    until(lambda: town.conversation(writer).step == "result.more", 20)
    for text in rest:
        person.hear(text)
    until(lambda: town.conversation(writer).step == town.conversation(caller).step, 20)
    called, wrote = town.conversation(caller), town.conversation(writer)
    assert called.slots == wrote.slots
    assert called.step == wrote.step
    phone.hang_up()


@pytest.mark.parametrize("line", LINES)
def test_a_household_learns_it_by_speaking(exchanges: Exchanges, line: str) -> None:
    """Spoken Darija, and a key now and then: the same answers as by SMS."""
    town = exchanges.of(line)
    caller, writer = new_phone(), new_phone()
    phone = town.call(line, caller)
    phone.told()
    for words in ("iyeh", "wa7ed"):
        assert phone.say(words)
    first, _ = interview({})
    for text in first:
        amounts = phone.heard[-1].endswith("-band")  # where a number said alone may be the amount or its place
        assert phone.answer(text) if amounts else phone.say(SAID.get(text, text))
    phone.wait_for("result-more")
    person = town.person(writer)
    for text in ("salam", "1", "1", *first):
        person.hear(text)
    until(lambda: town.conversation(writer).step == "result.more", 20)
    assert town.conversation(caller).slots == town.conversation(writer).slots
    assert town.conversation(caller).step == "result.more"
    phone.hang_up()


SAID = {"1": "wa7ed", "2": "jouj", "4": "rb3a", "0": "walo", "1 2 3": "wa7ed jouj tlata", "60": "settin drhem"}
"""What is said for a text."""


@pytest.mark.parametrize("line", LINES)
def test_a_dropped_call_goes_on_where_it_was(exchanges: Exchanges, line: str) -> None:
    """By calling again, and by SMS from the same number."""
    town = exchanges.of(line)
    caller = new_phone()
    phone = town.call(line, caller)
    phone.told()
    for keys in ("1", "1", "1", "6#"):
        phone.answer(keys)
    phone.hang_up()
    again = town.call(line, caller)
    assert again.told() == [*again.greeting, "engine-resumed", "eligibility-size"]
    again.hang_up()
    assert town.conversation(caller).step == "eligibility.size"
    town.person(caller).hear("4")
    assert town.conversation(caller).step == "eligibility.list_home"


@pytest.mark.parametrize("line", LINES)
def test_what_a_job_found_after_the_call_was_dropped_comes_as_an_sms(exchanges: Exchanges, line: str) -> None:
    """Once only, and within the time for which a call that goes on is waited for."""
    town = exchanges.of(line)
    caller = new_phone()
    phone = town.call(line, caller)
    phone.told()
    first, _ = interview({})
    for text in ("1", "1", *first[:-1]):
        phone.answer(as_keys(text))
    if line == "webhooks":
        town.person(caller).write(first[-1])  # its provider would go on asking for the outcome
    else:
        phone.press(as_keys(first[-1]))
        phone.wait_for("eligibility-wait")
    phone.hang_up()
    arrived = town.person(caller).later(30)
    assert len([text for text in arrived if "1" in text]) == 1


def test_without_streams_a_place_is_spoken_after_the_beep_and_heard_in_a_job(exchanges: Exchanges) -> None:
    """Keys first: its number still answers. What was said is deleted at the provider, and heard once."""
    town = exchanges.webhooks
    caller = new_phone()
    phone = town.call("webhooks", caller)
    assert isinstance(phone, GatherPhone)
    phone.told()
    phone.answer("1")
    for keys in ("1", "1"):
        phone.answer(keys)
    assert phone.say("Casablanca") == ["eligibility-size"]
    assert town.conversation(caller).slots["hh_region"] == "casablanca-settat"
    until(lambda: not town.api.recordings, 20)
    phone.hang_up()


def test_without_streams_whoever_presses_a_key_after_the_beep_goes_on_with_keys(exchanges: Exchanges) -> None:
    """One key answers at once; of a longer number it is the first, and the rest is gathered. What was recorded until
    then is deleted at the provider, and nobody listens to it."""
    town = exchanges.webhooks
    phone = town.call("webhooks", new_phone())
    assert isinstance(phone, GatherPhone)
    phone.told()
    assert phone.record("lla", Digits="1", RecordingDuration="1") == ["menu-main"]
    assert phone.answer("3") == ["identifier-topic"]
    assert phone.answer("3") == ["identifier-number"]
    assert phone.record("walo", Digits="1", RecordingDuration="1") == []
    assert phone.rest == "9"
    assert phone.answer("234567890") == ["confirm-identifier"]
    assert phone.answer("2") == ["part-which"]
    assert phone.say("tani") == ["part-second"]
    assert phone.record("walo", Digits="#", RecordingDuration="0") == ["identifier-where", "farewell-helped"]
    until(lambda: not town.api.recordings, 20)
    phone.hang_up()


def test_without_streams_a_hash_ends_what_was_said_and_a_silence_is_none(exchanges: Exchanges) -> None:
    """Of an empty recording Twilio tells nobody: the call goes on with what comes after it."""
    phone = exchanges.webhooks.call("webhooks", new_phone())
    assert isinstance(phone, GatherPhone)
    phone.told()
    assert phone.say_nothing() == ["repair-silence"]
    assert phone.record("iyeh", Digits="#", RecordingDuration="2") == ["menu-main"]
    phone.hang_up()


@pytest.mark.parametrize("line", LINES)
def test_a_number_heard_wrongly_is_put_right_by_group(exchanges: Exchanges, line: str) -> None:
    """Its check digit tells that something is wrong; three digits are said again, and all ten are read back."""
    town = exchanges.of(line)
    phone = town.call(line, new_phone())
    phone.told()
    for keys in ("1", "3", "3"):
        phone.answer(keys)
    assert phone.say("wa7ed jouj tlata ts3oud khamsa setta seb3a tmenya ts3oud zero") == ["part-broken"]
    assert phone.say("tani") == ["part-second"]
    assert phone.say("rb3a khamsa setta") == ["confirm-identifier"]
    assert phone.say("lla") == ["part-which"]
    assert phone.answer("3") == ["part-last"]
    assert phone.answer("7890") == ["confirm-identifier"]
    assert phone.say("iyeh") == ["identifier-formed", "farewell-helped"]
    phone.hang_up()


@pytest.mark.parametrize("line", LINES)
def test_a_card_is_keyed_letters_and_all(exchanges: Exchanges, line: str) -> None:
    """Its digits first; then for each letter its key and its place there."""
    town = exchanges.of(line)
    caller = new_phone()
    phone = town.call(line, caller)
    phone.told()
    for keys in ("1", "3", "4"):
        phone.answer(keys)
    assert phone.answer("123456#") == ["part-letters"]
    assert phone.answer("2") == ["part-letter-first"]
    assert phone.answer("21") == ["part-letter-second"]
    assert phone.answer("93") == ["confirm-cnie"]
    assert phone.answer("1") == ["identifier-birth"]
    assert town.conversation(caller).slots["lookup_cnie"] == "AY123456"
    phone.hang_up()


def test_the_three_wishes_and_the_speed(exchanges: Exchanges) -> None:
    """`0` says it again, twice more slowly and remembered in the next call; `*` goes back; `9` is a person."""
    town = exchanges.streams
    caller = new_phone()
    phone = town.call("stream", caller)
    phone.told()
    phone.answer("1")
    assert phone.answer("0") == ["menu-main"]
    assert not town.conversation(caller).slower
    assert phone.answer("0") == ["menu-main"]
    assert town.conversation(caller).slower
    phone.answer("1")
    assert phone.answer("*") == ["menu-main"]
    assert phone.answer("9") == ["person-told", "menu-main"]
    phone.hang_up()
    again = town.call("stream", caller)
    again.told()
    assert town.conversation(caller).slower
    again.hang_up()


def test_whoever_wants_no_sms_is_answered_when_they_call(exchanges: Exchanges) -> None:
    """And still gets none afterwards."""
    town = exchanges.streams
    caller = new_phone()
    person = town.person(caller)
    person.hear("salam")
    person.hear("7bess")
    phone = town.call("stream", caller)
    assert "welcome-consent" in "".join(phone.told())
    assert phone.answer("1") == ["menu-main"]
    phone.hang_up()
    assert person.post("2").text.count("<Message") == 0


def test_a_withheld_number_gets_a_conversation_for_one_call(exchanges: Exchanges) -> None:
    """It is told so; the next call from a withheld number may be somebody else's, and begins anew."""
    for line in LINES:
        town = exchanges.of(line)
        for _ in range(2):
            phone = town.call(line, "anonymous")
            assert phone.told() == [*phone.greeting, "call-hidden", "welcome-hello", "welcome-consent"]
            assert phone.answer("1") == ["menu-main"]
            phone.hang_up()


# Who may connect ------------------------------------------------------------------------------------------------


def closed_with(url: str, *messages: str) -> int:
    """The code with which the socket is closed after these messages."""
    with connect(url, compression=None) as socket:
        for message in messages:
            socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def start(token: str) -> str:
    custom = f'{{"token": "{token}"}}'
    return f'{{"event": "start", "start": {{"streamSid": "MZ1", "callSid": "CA1", "customParameters": {custom}}}}}'


def test_a_token_opens_one_call_once(exchanges: Exchanges) -> None:
    """Neither a guess nor a second use gets in."""
    phone = exchanges.streams.call("stream", new_phone())
    assert isinstance(phone, StreamPhone)
    phone.told()
    assert closed_with(phone.url, start("")) == 1008
    assert closed_with(phone.url, start("00000000-0000-4000-8000-000000000000")) == 1008
    assert closed_with(phone.url, start(phone.token)) == 1008
    phone.hang_up()


@pytest.mark.parametrize("nonsense", ["hello", "{}", '{"event": "media"}', '{"event": 3}', '["start"]'])
def test_nonsense_closes_the_socket(exchanges: Exchanges, nonsense: str) -> None:
    phone = exchanges.streams.call("stream", new_phone())
    assert isinstance(phone, StreamPhone)
    assert closed_with(phone.url, nonsense) == 1008
    phone.hang_up()


def test_another_sites_page_and_another_path_are_refused(exchanges: Exchanges) -> None:
    phone = exchanges.streams.call("stream", new_phone())
    assert isinstance(phone, StreamPhone)
    with pytest.raises(InvalidStatus, match="403"), connect(phone.url, origin="https://elsewhere.example"):  # type: ignore[arg-type]
        pass
    with pytest.raises(InvalidStatus, match="404"), connect(phone.url.replace("/twilio/media", "/")):
        pass
    phone.hang_up()


def test_asterisk_hears_something_each_second(exchanges: Exchanges) -> None:
    """It ends an AudioSocket on which nothing has moved for two seconds, and a caller may think for longer."""
    phone = exchanges.streams.call("asterisk", new_phone())
    phone.told()
    heard, before = len(phone.heard), phone.frames
    until(lambda: phone.frames >= before + 3, 7)
    assert len(phone.heard) == heard
    phone.hang_up()


def test_audio_in_odd_pieces_and_odd_keys_do_no_harm(exchanges: Exchanges) -> None:
    """Payloads of any length, other tracks, keys that no phone has."""
    phone = exchanges.streams.call("stream", new_phone())
    assert isinstance(phone, StreamPhone)
    phone.told()
    for payload in ("", "/w==", "/////w==", "!!!", "//8="):
        phone.send({"event": "media", "media": {"track": "inbound", "payload": payload}})
        phone.send({"event": "media", "media": {"track": "outbound", "payload": payload}})
    for key in ("", "A", "12", "\u0661"):
        phone.send({"event": "dtmf", "dtmf": {"digit": key}})
    assert phone.answer("1") == ["menu-main"]
    phone.hang_up()


def test_whoever_is_not_our_asterisk_gets_no_uuid(exchanges: Exchanges) -> None:
    page = f"{exchanges.streams.base_url}/asterisk/call"
    assert (
        requests.get(page, {"caller": "0612345678"}, headers={"X-Forwarded-For": "192.0.2.1"}, timeout=10).status_code
        == 403
    )


# As it is started -----------------------------------------------------------------------------------------------


def test_haqqi_up_answers_calls_at_the_address_in_its_twiml(service: Service) -> None:
    """Consent by telephone, and on by SMS."""
    caller = new_phone()
    phone = StreamPhone(service.base_url, caller)
    until(lambda: phone.frames > 5, 30)
    phone.press("1")
    person = service.person(caller)
    until(lambda: "1" in "".join(person.write("0")), 30)
    phone.hang_up()
