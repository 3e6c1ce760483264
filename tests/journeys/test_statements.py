"""An appeal by telephone: the person's own words are recorded with their consent, and an operator writes them down."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.recording import statement as statements
from assistant.speech.audio import frames, pcm_of
from assistant.storage import Statement, StoredAppeal
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.provider import until
from tests.journeys.telephone import GatherPhone, Handset
from tests.journeys.written_audio import Reader
from tests.town import new_phone

LINES = ("stream", "asterisk", "webhooks")
STORY = "b3t tomobil"
"""What is told in these tests."""


@dataclass
class Towns:
    streams: Exchange
    webhooks: Exchange
    home: Path
    """Of the first."""

    def of(self, line: str) -> Exchange:
        return self.webhooks if line == "webhooks" else self.streams


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Towns]:
    with ExitStack() as stack:
        homes = (tmp_path_factory.mktemp("statements"), tmp_path_factory.mktemp("statements"))
        both = [stack.enter_context(exchange(home, streams=home == homes[0])) for home in homes]
        yield Towns(*both, homes[0])


def at_the_offer(town: Exchange, line: str, caller: str) -> Handset:
    """An appeal about what is declared wrongly, up to where one's own words are offered."""
    phone = town.call(line, caller)
    phone.told()
    for keys in ("1", "2", "1", "1"):
        told = phone.answer(keys)
    assert told[-1] == "statement-offer", phone.heard
    return phone


def tell(phone: Handset, words: str, seconds: float = 1.5) -> list[str]:
    """Say it after the prompt, and end it with a key."""
    if isinstance(phone, GatherPhone):
        return phone.record(words, seconds, RecordingDuration="2", Digits="#")
    before = len(phone.heard)
    phone.speak(words, seconds)
    time.sleep(seconds + 0.5)
    phone.press("#")
    return phone.told(before)


def filed(town: Exchange, caller: str) -> tuple[StoredAppeal, Statement | None]:
    """The caller's appeal with what was said for it."""
    with town.services.database.read() as tx:
        contact = tx.contacts.find(caller)
        assert contact is not None
        (appeal,) = tx.appeals.get_for_contact(contact.id)
        return appeal, tx.statements.of_appeal(appeal.id)


def kept(town: Exchange, caller: str) -> list[str]:
    """What is kept of this caller's voice, as a recogniser of these tests reads it."""
    with town.services.database.read() as tx:
        contact = tx.contacts.find(caller)
        assert contact is not None
        ids = [said.id for said, _ in tx.statements.of_contact(contact.id)]
        return [read_in(tx, each) for each in ids]


def read_in(tx, statement_id: int) -> str:
    samples, reader = statements.sound(tx, statement_id), Reader()
    assert samples is not None
    for frame in frames(pcm_of(samples)):
        reader.accept(frame)
    return reader.partial()


@pytest.mark.parametrize("line", LINES)
def test_an_appeal_is_filed_with_a_statement(towns: Towns, line: str) -> None:
    """Consent, voice, kept, filed: the sound is whole, sealed, and guessed at by a machine."""
    town, caller = towns.of(line), new_phone()
    phone = at_the_offer(town, line, caller)
    assert phone.answer("1") == ["statement-record"]
    assert tell(phone, STORY)[-1:] == ["statement-kept"]
    assert phone.answer("1") == ["appeal-read-back"]
    phone.answer("1")
    phone.wait_for("appeal-reference")
    phone.hang_up()
    until(lambda: bool((said := filed(town, caller)[1]) and said.transcript), 20)
    appeal, said = filed(town, caller)
    assert said is not None
    assert said.transcript == STORY
    assert 1.0 < said.seconds < 3.0
    assert appeal.filing.text == ""
    assert kept(town, caller) == [STORY]


@pytest.mark.parametrize("line", LINES)
def test_a_no_keeps_nothing_and_the_appeal_goes_on(towns: Towns, line: str) -> None:
    town, caller = towns.of(line), new_phone()
    phone = at_the_offer(town, line, caller)
    assert phone.answer("2") == ["appeal-read-back"]
    phone.answer("1")
    phone.wait_for("appeal-reference")
    phone.hang_up()
    assert filed(town, caller)[1] is None
    assert kept(town, caller) == []


@pytest.mark.parametrize("line", LINES)
def test_it_is_said_again_or_left_out(towns: Towns, line: str) -> None:
    town, caller = towns.of(line), new_phone()
    phone = at_the_offer(town, line, caller)
    phone.answer("1")
    tell(phone, "ghalat")
    assert phone.answer("2")[-1:] == ["statement-record"]
    assert tell(phone, STORY)[-1:] == ["statement-kept"]
    assert phone.answer("3") == ["appeal-read-back"]
    phone.answer("1")
    phone.wait_for("appeal-reference")
    phone.hang_up()
    assert filed(town, caller)[1] is None


@pytest.mark.parametrize("line", ["stream", "asterisk"])
def test_a_call_that_breaks_off_in_mid_statement_keeps_no_half_of_it(towns: Towns, line: str) -> None:
    town, caller = towns.of(line), new_phone()
    phone = at_the_offer(town, line, caller)
    phone.answer("1")
    phone.speak(STORY, 3.0)
    time.sleep(1.0)
    phone.drop()  # type: ignore[attr-defined]
    until(lambda: town.server.carrier.calls == 0, 20)
    assert kept(town, caller) == []
    again = town.call(line, caller)
    assert again.told()[-1:] == ["statement-record"]
    again.hang_up()


def test_a_silence_after_it_ends_it_too(towns: Towns) -> None:
    town, caller = towns.streams, new_phone()
    phone = at_the_offer(town, "stream", caller)
    phone.answer("1")
    assert phone.say(STORY, 1.0)[-1:] == ["statement-kept"]
    phone.hang_up()
    assert kept(town, caller) == [STORY]


def test_who_goes_on_by_sms_writes_it_instead(towns: Towns) -> None:
    """What they write is their words, also where it looks like somebody's statement."""
    town = towns.streams
    for words in ("Ma voiture est vendue", "voice:1"):
        caller = new_phone()
        phone = at_the_offer(town, "stream", caller)
        phone.answer("1")
        phone.hang_up()
        person = town.person(caller)
        for text in (words, "1", "1"):
            person.hear(text)
        until(lambda caller=caller: town.conversation(caller).step != "appeal.file", 20)
        appeal, said = filed(town, caller)
        assert said is None
        assert appeal.filing.text == ("" if words.startswith("voice") else words)


def test_it_is_sealed_and_goes_with_the_person_or_after_its_time(towns: Towns) -> None:
    town, caller = towns.streams, new_phone()
    phone = at_the_offer(town, "stream", caller)
    phone.answer("1")
    tell(phone, STORY)
    phone.hang_up()
    database = town.services.database
    files = b"".join(path.read_bytes() for path in towns.home.rglob("*sqlite*"))
    assert b"statements" in files
    assert b"fLaC" not in files
    assert not re.search(rb"ZkxhQ[A-D]", files), "base64 of an open FLAC file"
    now = town.services.clock()
    with database.begin() as tx:
        assert statements.purge(tx, now) == 0
        assert statements.purge(tx, now + timedelta(days=2)) >= 1
    assert kept(town, caller) == []
