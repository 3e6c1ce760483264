"""The web application in process, with a provider's token, on a storage of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from assistant.app import create_app
from assistant.settings import load_settings

TOKEN = "channels-auth-token"
BASE = "https://haqqi.example"
ACCOUNT = "AC" + "2" * 32


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home: Path = tmp_path_factory.mktemp("channels")
    settings = load_settings(
        home=home,
        public_url=BASE,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_api_base="http://127.0.0.1:9",
        database_url="",
        redis_url="",
    )
    return create_app(settings, dispatch=False)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def form(sid: str, body: str = "salam", sender: str = "+212611111111", **more: str) -> dict[str, str]:
    return {
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": sender,
        "To": "+15550001111",
        "Body": body,
        "NumMedia": "0",
    } | more


def sign(data: dict[str, str], path: str = "/twilio/sms", base: str = BASE, token: str = TOKEN) -> dict[str, str]:
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(base + path, data)}
