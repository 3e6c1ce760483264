"""The voice webhook: who may call it, what its TwiML says, and that a repeated request changes nothing."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import soundfile
from flask import Flask
from flask.testing import FlaskClient

from tests.channels.conftest import ACCOUNT, BASE, sign
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
    app.config["TWILIO_STREAMS"] = False
    yield app.test_client()
    app.config["TWILIO_STREAMS"] = True


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
    assert len(gather.findall("Play")) == 2


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
