"""The voice webhook: who may call it, what its TwiML says, and that a repeated request changes nothing."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import soundfile
from flask import Flask
from flask.testing import FlaskClient

from assistant.channels.twilio_recordings import Recordings
from tests.channels.conftest import ACCOUNT, BASE, TOKEN, sign
from tests.town import new_phone


def post(client: FlaskClient, path: str, form: dict[str, str], token: str = "") -> ElementTree.Element:
    answer = client.post(path, data=form, headers=sign(form, path))
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    return ElementTree.fromstring(answer.data)


def ring(sid: str = "", caller: str = "") -> dict[str, str]:
    return {
        "CallSid": sid or uuid.uuid4().hex,
        "AccountSid": ACCOUNT,
        "From": caller or new_phone(),
        "To": "+15550001111",
    }


@pytest.fixture
def without_streams(app: Flask) -> Iterator[FlaskClient]:
    services = app.extensions["haqqi_services"]
    app.config["TWILIO_STREAMS"] = False
    recordings = Recordings(ACCOUNT, TOKEN, "http://127.0.0.1:9")
    app.extensions["haqqi_services"] = replace(services, recordings=recordings)
    yield app.test_client()
    app.config["TWILIO_STREAMS"] = True
    app.extensions["haqqi_services"] = services


@pytest.mark.parametrize("path", ["/twilio/voice", "/twilio/voice/keys", "/twilio/voice/wait"])
def test_only_the_provider_is_answered(client: FlaskClient, path: str) -> None:
    assert client.post(path, data=ring()).status_code == 403
    assert client.get(path).status_code == 405


def test_a_call_is_connected_to_our_socket_with_a_token_of_its_own(client: FlaskClient) -> None:
    """Behind TLS the socket has the public address; both ways, so that keys are heard."""
    streams = [post(client, "/twilio/voice", ring()).find("Connect/Stream") for _ in "12"]
    assert all(stream is not None and stream.attrib["url"] == "wss://haqqi.example/twilio/media" for stream in streams)
    tokens = {parameter.attrib["value"] for stream in streams if stream is not None for parameter in stream}
    assert len(tokens) == 2


def test_without_streams_keys_are_gathered_while_the_prompts_play(without_streams: FlaskClient) -> None:
    gather = post(without_streams, "/twilio/voice", ring()).find("Gather")
    assert gather is not None
    assert gather.attrib["input"] == "dtmf"
    assert gather.attrib["numDigits"] == "1"
    assert len(gather.findall("Play")) == 3


def test_keys_come_first_and_after_a_silence_a_voice_is_recorded(without_streams: FlaskClient) -> None:
    """An empty recording asks nobody: what comes after it counts as silence. Any key ends it."""
    twiml = post(without_streams, "/twilio/voice", ring())
    assert [each.tag for each in twiml] == ["Gather", "Record", "Redirect"]
    gather, record, redirect = twiml
    assert "actionOnEmptyResult" not in gather.attrib or gather.attrib["actionOnEmptyResult"] == "false"
    assert set(record.attrib["finishOnKey"]) == set("0123456789*#")
    assert record.attrib["playBeep"] == "true"
    assert redirect.text == gather.attrib["action"]


def test_where_nothing_can_be_heard_nobody_is_asked_to_speak(app: Flask, without_streams: FlaskClient) -> None:
    """Without a model keys carry the line, and silence comes back by itself."""
    hears = app.extensions["haqqi_speech"]
    app.extensions["haqqi_speech"] = lambda: False
    try:
        twiml = post(without_streams, "/twilio/voice", ring())
    finally:
        app.extensions["haqqi_speech"] = hears
    assert [each.tag for each in twiml] == ["Gather"]
    assert twiml[0].attrib["actionOnEmptyResult"] == "true"
    assert len(twiml[0].findall("Play")) == 2


def test_a_hash_alone_goes_on_without_an_answer(without_streams: FlaskClient) -> None:
    """Twilio names the key that finished where no digit was before it."""
    call = ring()
    gather = post(without_streams, "/twilio/voice", call).find("Gather")
    for keys in ("1", "3", "3"):
        assert gather is not None
        gather = post(without_streams, gather.attrib["action"], call | {"Digits": keys}).find("Gather")
    assert gather is not None
    assert gather.attrib["numDigits"] == "10"
    after = post(without_streams, gather.attrib["action"], call | {"Digits": "", "FinishedOnKey": "#"}).find("Gather")
    assert after is not None
    assert after.attrib["numDigits"] == "1"


def test_a_request_that_comes_twice_gets_the_same_and_changes_nothing(without_streams: FlaskClient) -> None:
    """Twilio calls again when an answer is lost."""
    call = ring()
    first = post(without_streams, "/twilio/voice", call).find("Gather")
    assert first is not None
    pressed = call | {"Digits": "1"}
    answers = [post(without_streams, first.attrib["action"], pressed).find("Gather") for _ in "12"]
    assert answers[0] is not None
    assert answers[1] is not None
    assert answers[0].attrib == answers[1].attrib
    assert "n=2" in answers[0].attrib["action"]


def test_silence_is_helped_and_after_many_the_call_ends_with_a_goodbye(without_streams: FlaskClient) -> None:
    call = ring()
    twiml = post(without_streams, "/twilio/voice", call)
    silences = 0
    while (gather := twiml.find("Gather")) is not None:
        twiml = post(without_streams, gather.attrib["action"], call)
        silences += 1
    assert silences == 9
    assert twiml.find("Hangup") is not None
    assert len(twiml.findall("Play")) == 1


def test_a_prompt_is_a_telephone_wav_behind_a_sealed_address(without_streams: FlaskClient) -> None:
    """Nobody can make one up, and it tells nothing."""
    play = post(without_streams, "/twilio/voice", ring()).find("Gather/Play")
    assert play is not None
    address = str(play.text).removeprefix(BASE)
    answer = without_streams.get(address)
    assert "welcome" not in address
    assert soundfile.info(io.BytesIO(answer.data)).subtype == "ULAW"
    assert without_streams.get(address[:-9] + "AAAAA.wav").status_code == 404
    assert without_streams.get("/twilio/prompt/..%2F..%2Fetc.wav").status_code == 404
