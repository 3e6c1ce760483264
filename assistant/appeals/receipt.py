"""Receipts: proof that a person appealed, and when. Signed with Ed25519, so that anybody can check one without us.

`HQ1.` and 107 characters of base64url: 16 bytes of what was filed, 64 of signature. One SMS holds it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX = "HQ1."
SIGNED = struct.Struct(">IBBIHI")
"""Reference, kind, flags, filed (Unix seconds), last day to contest (days since EPOCH), tried (Unix seconds)."""
LENGTH = 107
EPOCH = date(2020, 1, 1)
KIND_CODES = {1: "correct", 2: "score", 3: "asd", 4: "tadamon", 5: "payment"}
"""Never renumber: receipts in people's hands carry these."""
SERVICE_DOWN, HAS_DEADLINE = 1, 2
_SHAPE = re.compile(re.escape(PREFIX) + rf"[A-Za-z0-9_-]{{{LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was filed, to the second. `tried_at` is set where the register or our own service was down when the
    person asked: the receipt then proves that they tried at that moment, whenever it could be filed."""

    reference: str
    kind: str
    filed_at: datetime
    deadline: date | None = None
    tried_at: datetime | None = None

    @property
    def service_down(self) -> bool:
        return self.tried_at is not None

    def sign(self, key: bytes) -> str:
        """The receipt as text."""
        payload = self._packed()
        return PREFIX + _encode(payload + _private(key).sign(_told(payload)))

    @classmethod
    def verify(cls, text: str, public_key: bytes) -> Receipt | None:
        """The receipt in `text`, or None where a single letter of it is not ours. `public_key`: 32 raw bytes."""
        if not _SHAPE.fullmatch(text):
            return None
        data = base64.urlsafe_b64decode(text[len(PREFIX) :] + "=")
        payload, signature = data[: SIGNED.size], data[SIGNED.size :]
        if _encode(data) != text[len(PREFIX) :]:
            return None  # the last letter holds two bits more than the bytes need, and they must be zero
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _told(payload))
        except InvalidSignature:
            return None
        return cls._unpacked(payload)

    @classmethod
    def unchecked(cls, text: str) -> Receipt | None:
        """What a receipt of our own records says, its signature left aside; None for a text that is no receipt."""
        if not _SHAPE.fullmatch(text):
            return None
        return cls._unpacked(base64.urlsafe_b64decode(text[len(PREFIX) :] + "=")[: SIGNED.size])

    def _packed(self) -> bytes:
        flags = (SERVICE_DOWN if self.tried_at else 0) | (HAS_DEADLINE if self.deadline else 0)
        code = next(code for code, kind in KIND_CODES.items() if kind == self.kind)
        days = (self.deadline - EPOCH).days if self.deadline else 0
        tried = int(self.tried_at.timestamp()) if self.tried_at else 0
        return SIGNED.pack(int(self.reference), code, flags, int(self.filed_at.timestamp()), days, tried)

    @classmethod
    def _unpacked(cls, payload: bytes) -> Receipt:
        reference, code, flags, filed, days, tried = SIGNED.unpack(payload)
        return cls(
            f"{reference:08}",
            KIND_CODES[code],
            datetime.fromtimestamp(filed, UTC),
            EPOCH + timedelta(days=days) if flags & HAS_DEADLINE else None,
            datetime.fromtimestamp(tried, UTC) if flags & SERVICE_DOWN else None,
        )


def find_receipt(text: str) -> str | None:
    """The receipt within a text: an SMS with words around it, lines broken anywhere, or an address with a fragment."""
    found = _SHAPE.search("".join(text.split()))
    return found[0] if found else None


def public_key(key: bytes) -> bytes:
    """The 32 bytes with which anybody checks receipts signed with `key`."""
    return _private(key).public_key().public_bytes_raw()


def key_text(raw: bytes) -> str:
    """A public key as it is printed: base64url without padding."""
    return _encode(raw)


def read_key(text: str) -> bytes | None:
    """A printed public key; None where it is none."""
    try:
        raw = base64.urlsafe_b64decode(text.strip() + "=")
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == 32 and _encode(raw) == text.strip() else None


def _private(key: bytes) -> Ed25519PrivateKey:
    """The signing key: derived, because the service's key also keys one-time codes."""
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(key, b"receipts/ed25519", "sha256"))


def _told(payload: bytes) -> bytes:
    """What is signed: the version too, so that no signature means two things."""
    return PREFIX.encode() + payload


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
