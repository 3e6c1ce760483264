"""A real Asterisk and the shipped deploy/asterisk/extensions.conf: calls with keys, a ring that is called back."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.processes import free_port
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.pbx import PROGRAM, ROOT, Pbx, pbx
from tests.journeys.provider import until
from tests.town import new_phone

pytestmark = pytest.mark.skipif(
    not (PROGRAM or ROOT), reason="no Asterisk here: install one, or name the root of one with HAQQI_TEST_ASTERISK_ROOT"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where Asterisk may write: within its root, if it has one of its own."""
    place = Path(ROOT) / "tmp" / f"haqqi-{uuid.uuid4().hex[:8]}" if ROOT else tmp_path / "asterisk"
    place.mkdir()
    yield place
    shutil.rmtree(place)


def step(town: Exchange, phone: str) -> str:
    with town.services.database.read() as tx:
        known = tx.contacts.find(phone)
    return town.conversation(phone).step if known else ""


def has_ended(town: Exchange, asterisk: Pbx) -> bool:
    return asterisk.channels() == 0 and town.server.carrier.calls == 0


def test_a_call_with_keys_goes_through_the_dialplan_and_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    """Two keys answer two questions; the caller hangs up, and the next call goes on there."""
    caller = new_phone()
    with exchange(tmp_path / "home") as town, pbx(folder, town.base_url, town.asterisk_port, free_port()) as asterisk:
        asterisk.ring(caller)
        until(lambda: step(town, caller) not in ("", "welcome.consent", "menu.main"), 40)
        stood = step(town, caller)
        until(lambda: has_ended(town, asterisk), 20)
        asterisk.ring(caller)
        until(lambda: town.server.carrier.calls == 1, 20)
        until(lambda: has_ended(town, asterisk), 40)
        assert step(town, caller) not in ("", "welcome.consent", stood)


def test_one_ring_is_rejected_and_called_back(tmp_path: Path, folder: Path) -> None:
    """The ring costs nothing: it is never answered. Then the person's telephone rings, and the call is theirs."""
    caller, port = "+212661000001", free_port()
    settings = {
        "asterisk_ari": f"http://haqqi:secret@127.0.0.1:{port}",
        "asterisk_endpoint": "Local/{number}@phone",
        "asterisk_number": "+212520000000",
    }
    with (
        exchange(tmp_path / "home", call_back=True, asterisk=settings) as town,
        pbx(folder, town.base_url, town.asterisk_port, port) as asterisk,
    ):
        asterisk.ring(caller)
        until(lambda: step(town, caller) not in ("", "welcome.consent"), 40)
        until(lambda: has_ended(town, asterisk), 20)
    written = (folder / "log" / "full").read_text(encoding="utf-8")
    assert written.count("Executing [+212500000000@haqqi:") > 0
    assert "AudioSocket" not in written.partition("haqqi-back")[0]
