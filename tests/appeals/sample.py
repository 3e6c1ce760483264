"""An appeal of an invented household, as tests and pictures of the letter show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assistant.appeals import Receipt
from assistant.storage import Filing, StoredAppeal

KEY = b"a key of this test"
BASE_URL = "https://haqqi.example"
FILED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOTICE = date(2026, 2, 20)
WORDS = {
    "fr": "Le registre compte trois téléphones. Il n'y en a que deux à la maison, la troisième ligne est coupée depuis 2023.",
    "ar": "رفضو لينا الدعم حيت قالو ولدي ما بقاش كيقرا. باقي كيقرا، عندو 17 عام.",
}


def receipt_of(kind: str = "correct", deadline: date | None = None, tried_at: datetime | None = None) -> Receipt:
    return Receipt("12345670", kind, FILED, deadline, tried_at)


def appeal_of(kind: str = "correct", **changes: Any) -> StoredAppeal:
    """A filed appeal; `changes` replace fields of its filing, `route`, `state` and `receipt` (a Receipt) too."""
    route = changes.pop("route", None)
    state = changes.pop("state", "filed")
    receipt = changes.pop("receipt", receipt_of(kind))
    item = {"item": "mobiles", "from": 3, "to": 2} if kind == "correct" else None
    contested = "assets" if kind == "correct" else ""
    filing = Filing("12345670", kind, contested, WORDS["fr"], FILED, subject=item, receipt=receipt.sign(KEY))
    return StoredAppeal(1, 1, state, replace(filing, **changes), route)
