"""Receipts: proof that a person appealed, and when."""

from __future__ import annotations

import hmac
from datetime import datetime

import msgspec

SIGNATURE_HEX = 32
"""128 bits; a receipt is read aloud or copied by hand at the worst."""


class Receipt(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was filed. `filed_at` and `deadline` are ISO 8601; `service_down` says that something on our side failed
    at the time, so that the receipt proves that the person tried."""

    reference: str
    kind: str
    filed_at: str
    deadline: str = ""
    service_down: bool = False

    @classmethod
    def of(cls, reference: str, kind: str, filed_at: datetime, deadline: str = "") -> Receipt:
        return cls(reference, kind, filed_at.isoformat(timespec="seconds"), deadline)

    def sign(self, key: bytes) -> str:
        """The receipt as text: its JSON, a dot, and the signature."""
        payload = msgspec.json.encode(self)
        return f"{payload.decode()}.{_signature(payload, key)}"

    @classmethod
    def verify(cls, text: str, key: bytes) -> Receipt | None:
        """The receipt in `text`, or None where a single letter of it is not ours."""
        payload, _, signature = text.encode("utf-8", "surrogatepass").rpartition(b".")
        if not hmac.compare_digest(_signature(payload, key).encode(), signature):
            return None
        return msgspec.json.decode(payload, type=cls)


def _signature(payload: bytes, key: bytes) -> str:
    return hmac.digest(key, b"receipt\0" + payload, "sha256").hex()[:SIGNATURE_HEX]
