"""A caller without credit rings once and is called back, within limits that nobody can be led beyond."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from flask import Flask, request

from assistant.channels.missed_calls import may_be_called
from assistant.settings import SettingsError, load_settings
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.provider import signed_post, until
from tests.journeys.telephone import call_webhook, form_of
from tests.serving import served


def sid() -> str:
    return f"CA{uuid.uuid4().hex}"


def test_one_ring_is_rejected_and_called_back_within_limits(tmp_path: Path) -> None:
    with exchange(tmp_path, call_back=True) as town:
        caller, first = "+212661000001", sid()
        assert call_webhook(town.base_url, caller, first).find("Reject") is not None
        until(lambda: len(town.api.calls) == 1, 30)
        assert town.api.calls[0]["To"] == caller
        for again in (first, sid()):  # the same ring twice, and another within ten minutes
            assert call_webhook(town.base_url, caller, again).find("Reject") is not None
        answered = form_of(town.api.calls[0]["From"], sid()) | {"To": caller, "Direction": "outbound-api"}
        assert b"<Stream" in signed_post(town.api.calls[0]["Url"], answered).content
        assert call_webhook(town.base_url, "+212661000002", sid()).find("Reject") is not None
        until(lambda: len(town.api.calls) == 2, 30)
        # the day's two call-backs are spent: this one is answered at the caller's own cost, as every other call
        assert call_webhook(town.base_url, "+212661000003", sid()).find("Connect") is not None
        assert call_webhook(town.base_url, "+33612345678", sid()).find("Connect") is not None
        assert call_webhook(town.base_url, "anonymous", sid()).find("Connect") is not None
        assert len(town.api.calls) == 2


@dataclass
class Ari:
    """Asterisk's REST interface, as far as a call back needs it."""

    asked: list[dict[str, str]] = field(default_factory=list)

    def app(self) -> Flask:
        app = Flask("ari")
        app.add_url_rule("/ari/channels", view_func=self.originate, methods=["POST"])
        return app

    def originate(self) -> tuple[dict[str, str], int]:
        if request.authorization is None or request.authorization.password != "secret":
            return {"message": "Authentication required"}, 401
        self.asked.append(request.args.to_dict())
        return {"id": f"channel-{len(self.asked)}"}, 200


def rang(town: Exchange, caller: str, call: str) -> str:
    """What the dialplan is told to do with a channel that rings."""
    return requests.get(f"{town.base_url}/asterisk/rang", {"caller": caller, "call": call}, timeout=30).text


def test_asterisk_calls_back_over_the_trunk_within_the_same_limits(tmp_path: Path) -> None:
    ari = Ari()
    with served(ari.app()) as port:
        settings = {"asterisk_ari": f"http://haqqi:secret@127.0.0.1:{port}", "asterisk_endpoint": "PJSIP/{number}@olivier", "asterisk_number": "+212520000000"}  # fmt: skip
        with exchange(tmp_path, call_back=True, asterisk=settings) as town:
            caller, first = "+212661000001", "1700000000.1"
            assert rang(town, caller, first) == "back"
            until(lambda: len(ari.asked) == 1, 30)
            asked = ari.asked[0]
            assert asked["endpoint"] == f"PJSIP/{caller}@olivier"
            assert (asked["context"], asked["extension"], asked["callerId"]) == ("haqqi-back", caller, "+212520000000")
            assert [rang(town, caller, call) for call in (first, "1700000000.2")] == ["again", "again"]
            assert rang(town, "+33612345678", "1700000000.3") == "answer"
            assert rang(town, "", "1700000000.4") == "answer"
            assert rang(town, "+212661000002", "1700000000.5") == "back"
            assert rang(town, "+212661000003", "1700000000.6") == "answer"
            until(lambda: len(ari.asked) == 2, 30)
            assert town.api.calls == []


def test_without_a_way_to_call_back_every_call_is_answered(tmp_path: Path) -> None:
    with exchange(tmp_path, call_back=True) as town:
        assert rang(town, "+212661000001", "1700000000.1") == "answer"


@pytest.mark.parametrize(
    "wrong",
    [
        {"asterisk_ari": "127.0.0.1:8088"},
        {"asterisk_ari": "http://127.0.0.1:8088"},
        {"asterisk_endpoint": "PJSIP/trunk"},
    ],
)
def test_a_wrong_setting_is_told_at_the_start(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=f"HAQQI_{next(iter(wrong)).upper()}"):
        load_settings(home=tmp_path, **wrong)


@pytest.mark.parametrize("number", ["+212661000001", "+212522000000", "+212701000000"])
def test_moroccan_mobile_and_fixed_lines_may_be_called(number: str) -> None:
    assert may_be_called(number)


@pytest.mark.parametrize(
    "number", ["+212898000000", "+33612345678", "+882160000000", "+979123456789", "hidden:x", "", "+1900555000"]
)
def test_premium_foreign_and_satellite_numbers_are_never(number: str) -> None:
    assert not may_be_called(number)
