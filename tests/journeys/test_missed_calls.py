"""A caller without credit rings once and is called back, within limits that nobody can be led beyond."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from assistant.channels.missed_calls import may_be_called
from tests.journeys.exchange import exchange
from tests.journeys.provider import signed_post, until
from tests.journeys.telephone import call_webhook, form_of


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


@pytest.mark.parametrize("number", ["+212661000001", "+212522000000", "+212701000000"])
def test_moroccan_mobile_and_fixed_lines_may_be_called(number: str) -> None:
    assert may_be_called(number)


@pytest.mark.parametrize(
    "number", ["+212898000000", "+33612345678", "+882160000000", "+979123456789", "hidden:x", "", "+1900555000"]
)
def test_premium_foreign_and_satellite_numbers_are_never(number: str) -> None:
    assert not may_be_called(number)
