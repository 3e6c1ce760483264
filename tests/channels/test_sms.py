"""What arrives by SMS, and what a person gets for it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from assistant.channels.numbers import parse_number
from tests.channels.conftest import form, sign


def texts(answer) -> list[str]:
    assert answer.status_code == 200, answer.data
    return [message.text or "" for message in ElementTree.fromstring(answer.data).iter("Message")]


@pytest.fixture
def write(client):
    def post(sid: str, body: str, sender: str, **more: str):
        data = form(sid, body, sender, **more)
        return client.post("/twilio/sms", data=data, headers=sign(data))

    return post


def test_the_same_message_again_gets_the_same_reply_and_changes_nothing(write, app):
    first = write("SM-again", "salam", "+212611110001")
    step = stands(app, "+212611110001")
    repeated = [write("SM-again", "salam", "+212611110001") for _ in range(3)]
    assert {answer.data for answer in repeated} == {first.data}
    assert stands(app, "+212611110001") == step


def stands(app, phone: str) -> tuple[str, int]:
    with app.extensions["haqqi_services"].database.begin() as tx:
        contact = tx.contacts.find(phone)
        row = tx.conversations.lock(contact.id)
    return row.step, row.revision


@pytest.mark.parametrize(
    ("name", "body", "more"),
    [
        ("empty", "", {}),
        ("blank", "   ", {}),
        ("media", "", {"NumMedia": "1", "MediaUrl0": "https://example.org/x.jpg"}),
        ("long", "a" * 1700, {}),
        ("longest", "سلام " * 320, {}),
        ("tifinagh", "ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ", {}),
        ("emoji", "😂😂😂", {}),
        ("nul", "sal\x00am", {}),
        ("surrogate", "\ufffd\u202e\u200f", {}),
        ("zalgo", "s̴̛̭a̷l̸a̷m" * 20, {}),
        ("markup", "<script>alert(1)</script></Message><Dial>+882</Dial>", {}),
    ],
)
def test_whatever_arrives_there_is_a_sensible_answer(write, name, body, more):
    """For a stranger, and for somebody in the middle of something."""
    sender = f"+2126222{sum(map(ord, name)):05d}"
    assert texts(write(f"SM-{name}-1", body, sender, **more))
    write(f"SM-{name}-2", "1", sender)
    answer = write(f"SM-{name}-3", body, sender, **more)
    assert texts(answer)
    assert b"<Dial" not in answer.data


def test_replies_carry_a_report_address(write):
    answer = write("SM-report", "salam", "+212611110002")
    message = next(ElementTree.fromstring(answer.data).iter("Message"))
    assert re.fullmatch(r"https://haqqi\.example/twilio/status\?token=[\w-]+", message.attrib["statusCallback"])


@pytest.mark.parametrize("word", ["STOP", "Unsubscribe", "END", "quit", "CANCEL", "StopAll"])
def test_twilios_own_words_are_remembered_and_met_with_silence(write, app, word):
    """Twilio has acted on them; a reply would be refused with 21610."""
    phone = f"+2126333{sum(map(ord, word)):05d}"
    write(f"SM-{word}-1", "salam", phone)
    assert texts(write(f"SM-{word}-2", word, phone)) == []
    assert opted_out(app, phone)
    assert texts(write(f"SM-{word}-3", "zzzz", phone)) == []
    assert texts(write(f"SM-{word}-4", "START", phone)) != []
    assert not opted_out(app, phone)


@pytest.mark.parametrize("word", ["7bes", "حبس", "توقف", "قف", "إلغاء", "ARRET", "Annuler"])
def test_our_own_words_are_confirmed_once(write, app, word):
    phone = f"+2126444{sum(map(ord, word)) % 100000:05d}"
    write(f"SM-{word}-1", "salam", phone)
    assert len(texts(write(f"SM-{word}-2", word, phone))) == 1
    assert opted_out(app, phone)
    assert texts(write(f"SM-{word}-3", "zzzz", phone)) == []


def opted_out(app, phone: str) -> bool:
    with app.extensions["haqqi_services"].database.read() as tx:
        return tx.contacts.find(phone).opted_out_at is not None


def test_error_21610_in_a_report_opts_out(write, app, client):
    answer = write("SM-21610", "salam", "+212611110003")
    callback = next(ElementTree.fromstring(answer.data).iter("Message")).attrib["statusCallback"]
    path = callback.removeprefix("https://haqqi.example")
    data = {"MessageSid": "SM-x", "MessageStatus": "undelivered", "ErrorCode": "21610"}
    assert client.post(path, data=data, headers=sign(data, path)).status_code == 204
    assert opted_out(app, "+212611110003")


def test_a_sender_that_is_no_number_is_not_answered(write):
    assert texts(write("SM-alpha", "salam", "Orange")) == []


def test_a_number_that_writes_without_end_is_told_once(write):
    answers = [texts(write(f"SM-flood-{index}", "salam", "+212611110004")) for index in range(64)]
    assert all(answers[:60])
    assert len(answers[60]) == 1
    assert answers[61:] == [[], [], []]


@pytest.mark.parametrize("raw", ["+212612345678", "212612345678", "00212612345678", "0612345678", "06 12-34 56.78"])
def test_every_way_to_write_a_number_is_one_number(raw):
    assert parse_number(raw) == "+212612345678"


@pytest.mark.parametrize("raw", ["", "anonymous", "Orange", "12", "+" + "9" * 30])
def test_what_is_no_number(raw):
    assert parse_number(raw) is None


def test_kannel_gets_an_empty_answer_and_the_reply_waits_in_the_outbox(client, app):
    answer = client.get("/kannel/sms", query_string={"id": "k1", "from": "212655555555", "text": "سلام"})
    assert (answer.status_code, answer.data) == (200, b"")
    assert stands(app, "+212655555555")[1] == 1


@pytest.mark.parametrize("charset", ["", "UTF-8", "UTF-16BE", "no-such-charset"])
def test_kannel_names_the_charset(client, app, charset):
    """An operator delivers Arabic script as UTF-16; whatever the name says, there is no error."""
    phone = f"+21265556{sum(map(ord, charset)):04d}"
    words = "سلام".encode("utf-16-be" if charset == "UTF-16BE" else "utf-8")
    escaped = "".join(f"%{byte:02X}" for byte in words)
    answer = client.get(f"/kannel/sms?id=k-{charset}&from={phone[1:]}&charset={charset}&text={escaped}")
    assert answer.status_code == 200
    with app.extensions["haqqi_services"].database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert tx.conversations.lock(contact.id).locale == "ary-Arab"


def test_kannel_from_elsewhere_needs_the_key(client, app):
    ask = {"id": "k2", "from": "212655555556", "text": "salam"}
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/kannel/sms", query_string=ask, environ_base=elsewhere).status_code == 403
    with_key = ask | {"key": app.config["KANNEL_KEY"]}
    assert client.get("/kannel/sms", query_string=with_key, environ_base=elsewhere).status_code == 200


def test_probes_answer(client):
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz").json
    assert isinstance(ready.pop("speech"), bool)  # tests/speech/test_model.py
    assert ready == {"status": "ready", "database": True, "queue": True}
    assert b"haqqi_waiting" in client.get("/metrics").data
