"""Who is let in at the Twilio webhooks, and who is not. (OWASP-style cases; each must not leave a row behind.)"""

from __future__ import annotations

import hashlib
import json

import pytest
from twilio.request_validator import RequestValidator

from assistant.channels.twilio_signature import Signature
from tests.channels.conftest import BASE, TOKEN, form, sign


def test_a_signed_message_is_answered(client):
    data = form("SM-signed")
    answer = client.post("/twilio/sms", data=data, headers=sign(data))
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    assert b"<Message" in answer.data


def test_the_default_port_may_be_spelt_out(client):
    data = form("SM-port")
    assert client.post("/twilio/sms", data=data, headers=sign(data, base=BASE + ":443")).status_code == 200


def test_added_parameters_that_were_signed_are_welcome(client):
    data = form("SM-more", ApiVersion="2010-04-01", SomethingNew="x")
    assert client.post("/twilio/sms", data=data, headers=sign(data)).status_code == 200


DATA = form("SM-refused")


@pytest.mark.parametrize(
    ("why", "headers", "sent", "path"),
    [
        ("no header", {}, DATA, "/twilio/sms"),
        ("an empty header", {"X-Twilio-Signature": ""}, DATA, "/twilio/sms"),
        ("another token", sign(DATA, token="other"), DATA, "/twilio/sms"),
        ("the body changed", sign(DATA), {**DATA, "Body": "x"}, "/twilio/sms"),
        ("a parameter added", sign(DATA), {**DATA, "Extra": "x"}, "/twilio/sms"),
        ("another port", sign(DATA, base=BASE + ":8443"), DATA, "/twilio/sms"),
        ("http for https", sign(DATA, base=BASE.replace("https", "http")), DATA, "/twilio/sms"),
        ("another path", sign(DATA, path="/twilio/status"), DATA, "/twilio/sms"),
        ("a query added", sign(DATA), DATA, "/twilio/sms?x=1"),
        ("another algorithm", {**sign(DATA), "X-Twilio-Webhooks-Signature-Settings": "key=k,algorithm=HMAC_SHA256"}, DATA, "/twilio/sms"),
        ("letters beyond Latin-1", {"X-Twilio-Signature": "é"}, DATA, "/twilio/sms"),
    ],
)  # fmt: skip
def test_refused(client, app, why, headers, sent, path):
    assert client.post(path, data=sent, headers=headers).status_code == 403, why
    with app.extensions["haqqi_services"].database.read() as tx:
        assert tx.contacts.find("+212600000999") is None


def test_a_signed_json_body_does_not_open_the_form(client):
    """Twilio's own validator accepts any form under a URL signed for a JSON body."""
    body = json.dumps({"a": 1})
    path = f"/twilio/sms?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
    signature = RequestValidator(TOKEN).compute_signature(BASE + path, {})
    headers = {"X-Twilio-Signature": signature}
    assert client.post(path, data=DATA, headers=headers).status_code == 403
    assert client.post(path, data=body, content_type="application/json", headers=headers).status_code == 403


def test_another_account_is_refused(client):
    data = form("SM-account") | {"AccountSid": "AC" + "9" * 32}
    assert client.post("/twilio/sms", data=data, headers=sign(data)).status_code == 403


def test_forwarded_headers_are_not_believed(client):
    data = form("SM-forwarded")
    headers = sign(data, base="https://evil.example") | {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
    }
    assert client.post("/twilio/sms", data=data, headers=headers).status_code == 403


def test_get_is_no_way_in(client):
    assert client.get("/twilio/sms").status_code == 405


def test_an_empty_token_does_not_start():
    with pytest.raises(ValueError, match="HAQQI_TWILIO_AUTH_TOKEN"):
        Signature("", BASE)


def test_a_huge_request_is_cut_off(client):
    data = form("SM-huge", body="x" * 400_000)
    assert client.post("/twilio/sms", data=data, headers=sign(data)).status_code == 413
