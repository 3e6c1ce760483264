"""What Twilio asks for around a person who is rung, one request at a time."""

from __future__ import annotations

from typing import NoReturn

import pytest
from flask.testing import FlaskClient

from assistant.storage import Database, UnavailableError
from tests.channels.test_twilio_voice import post, ring


def gone(_self: Database) -> NoReturn:
    raise UnavailableError("it restarts")


@pytest.mark.parametrize("page", ["next", "dialled?wish=1&n=3", "whisper?wish=1", "taken?wish=1"])
def test_a_database_that_is_away_costs_a_moment(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """The same request comes again, with what Twilio said of the call."""
    monkeypatch.setattr(Database, "begin", gone)
    monkeypatch.setattr(Database, "read", gone)
    twiml = post(client, f"/twilio/voice/{page}", ring() | {"DialCallStatus": "no-answer"})
    assert twiml.find("Pause") is not None
    again = twiml.findtext("Redirect") or ""
    assert again.startswith(f"/twilio/voice/{page.partition('?')[0]}?")
    assert "DialCallStatus=no-answer" in again
    assert ("wish=1" in again) == ("wish=1" in page)


def test_a_call_in_which_nobody_asked_for_a_person_is_over(client: FlaskClient) -> None:
    assert [verb.tag for verb in post(client, "/twilio/voice/next", ring())] == ["Hangup"]


def test_a_dial_that_we_do_not_know_brings_the_caller_back(client: FlaskClient) -> None:
    """Whatever went wrong, nobody is left with a dead line."""
    twiml = post(client, "/twilio/voice/dialled?wish=99", ring() | {"DialCallStatus": "failed"})
    assert twiml.find("Connect/Stream") is not None
    assert twiml.findtext("Redirect") == "/twilio/voice/next"
