"""Recording by a Twilio number: each request follows the TwiML of the last, recordings come over a real socket."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
import soundfile
from flask import Flask, Response, request

from assistant.app import create_app
from assistant.channels.recording import twilio_store
from assistant.recording import Invitation
from assistant.settings import load_settings
from tests.channels.conftest import ACCOUNT, BASE, TOKEN, sign
from tests.recording.conftest import WHO, spoken
from tests.serving import served


@dataclass
class Twilio:
    """The part of the REST API that holds recordings; the first look finds none, as happens there."""

    url: str = ""
    held: dict[str, bytes] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)

    def record(self, samples: np.ndarray) -> str:
        file, sid = io.BytesIO(), f"RE{len(self.looked) + len(self.held):032}"
        soundfile.write(file, samples, 8000, format="WAV", subtype="ULAW")
        self.held[sid] = file.getvalue()
        return sid

    def answer(self, sid: str, form: str) -> Response:
        if request.authorization is None or request.authorization.password != TOKEN:
            return Response(status=401)
        if request.method == "DELETE":
            return Response(status=204 if self.held.pop(sid, None) else 404)
        first, _ = sid not in self.looked, self.looked.add(sid)
        return Response(status=404) if first else Response(self.held[sid], mimetype="audio/wav")


@pytest.fixture(scope="module")
def twilio() -> Iterator[Twilio]:
    there, api = Twilio(), Flask("twilio")
    api.add_url_rule(
        f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/<sid>.<form>", view_func=there.answer, methods=["GET", "DELETE"]
    )
    with served(api) as port:
        there.url = f"http://127.0.0.1:{port}"
        yield there


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, twilio: Twilio) -> Flask:
    return create_app(
        load_settings(
            home=tmp_path_factory.mktemp("calls"),
            public_url=BASE,
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=TOKEN,
            twilio_api_base=twilio.url,
            database_url="",
            redis_url="",
        ),
        dispatch=False,
    )


class Caller:
    """Follows the TwiML as Twilio does."""

    def __init__(self, app: Flask, twilio: Twilio, people: int = 30) -> None:
        self.app, self.twilio, self.client = app, twilio, app.test_client()
        invitation = Invitation.new(WHO, people, datetime.now(UTC) + timedelta(days=1))
        self.post(f"/twilio/recording/{app.extensions['haqqi_passes'].invite(invitation)}?lang=fr")

    def post(self, address: str, **form: str) -> None:
        data = {"CallSid": "CA1", "From": "+212612345678", **form}
        answer = self.client.post(address, data=data, headers=sign(data, address))
        assert answer.status_code == 200
        self.twiml = ElementTree.fromstring(answer.data)

    @property
    def said(self) -> str:
        return " ".join(say.text or "" for say in self.twiml.iter("Say"))

    @property
    def verbs(self) -> list[str]:
        return [verb.tag for verb in self.twiml]

    def press(self, key: str) -> None:
        self.post(next(verb for verb in self.twiml if verb.tag in ("Gather", "Record")).get("action", ""), Digits=key)

    def waits(self) -> None:
        verb = next(verb for verb in self.twiml if verb.tag in ("Gather", "Redirect"))
        self.post(verb.get("action") or verb.text or "")

    def speaks(self, samples: np.ndarray, **form: str) -> None:
        (record,) = self.twiml.iter("Record")
        self.post(record.get("action", ""), RecordingSid=self.twilio.record(samples), **form)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twilio_store, "PAUSE_S", 0.01)


def speaker(app: Flask):
    with app.extensions["haqqi_studio"].database.read() as tx:
        last = tx.recordings.speakers()[-1]
        return last, tx.recordings.said(last.id)


def test_from_the_consent_to_the_code(app: Flask, twilio: Twilio) -> None:
    caller = Caller(app, twilio)
    assert WHO in caller.said
    assert "touche 1" in caller.said
    caller.press("1")
    caller.press("3")
    caller.press("1")
    assert caller.verbs[-2:] == ["Record", "Redirect"]
    for _ in range(2):
        caller.speaks(spoken(1))
    caller.press("2")
    person, said = speaker(app)
    assert len(said) == 2
    assert (person.line, person.about) == ("telephone", {"age": "45-59", "sex": "woman"})
    code = app.extensions["haqqi_studio"].code(person.name)
    assert caller.said.count(", ".join(code)) == 2
    assert caller.verbs[-1] == "Hangup"


def test_nothing_stays_at_twilio(app: Flask, twilio: Twilio) -> None:
    """Neither what was kept, nor what was not usable, nor what a key has cut off."""
    caller = Caller(app, twilio)
    for key in "1##":
        caller.press(key)
    caller.speaks(spoken(1))
    caller.speaks(np.zeros(8000, np.int16))
    caller.speaks(spoken(1), Digits="#")
    caller.speaks(spoken(1), Digits="hangup")
    assert twilio.held == {}


def test_a_poor_recording_is_asked_for_again(app: Flask, twilio: Twilio) -> None:
    caller = Caller(app, twilio)
    for key in "1##":
        caller.press(key)
    caller.speaks(np.zeros(8000, np.int16))
    assert "Nous n'avons rien entendu" in caller.said
    assert "Record" in caller.verbs
    caller.waits()
    assert "Nous n'avons rien entendu" in caller.said


@pytest.mark.parametrize("answer", ["2", ""])
def test_without_a_yes_nobody_is_recorded(app: Flask, twilio: Twilio, answer: str) -> None:
    before = app.extensions["haqqi_studio"].progress().people
    caller = Caller(app, twilio)
    for _ in range(3):
        if "Hangup" not in caller.verbs:
            caller.press(answer) if answer else caller.waits()
    assert caller.verbs[-1] == "Hangup"
    assert app.extensions["haqqi_studio"].progress().people == before


def test_no_number_of_a_caller_is_kept(app: Flask, twilio: Twilio) -> None:
    caller = Caller(app, twilio)
    caller.press("1")
    home = app.extensions["haqqi_studio"].database
    with home.read() as tx:
        assert tx.contacts.find("+212612345678") is None


def test_an_invitation_that_is_used_up_is_told(app: Flask, twilio: Twilio) -> None:
    caller = Caller(app, twilio, people=0)
    caller.press("1")
    assert "Cette invitation est finie" in caller.said
    assert caller.verbs[-1] == "Hangup"


def test_only_twilio_gets_in(app: Flask) -> None:
    address = "/twilio/recording/x"
    assert app.test_client().post(address, data={}).status_code == 403
    data = {"CallSid": "CA1"}
    told = app.test_client().post(address, data=data, headers=sign(data, address))
    assert told.status_code == 200
    assert b"<Hangup" in told.data


def test_a_sid_leads_nowhere_else(twilio: Twilio) -> None:
    store = twilio_store.TwilioStore(ACCOUNT, TOKEN, twilio.url)
    assert [store.take(sid) for sid in ("", "../../x", "a/b", "ß")] == [None] * 4
    assert urlsplit(twilio.url).hostname == "127.0.0.1"
