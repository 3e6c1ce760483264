"""The register's public keys: from a setting, or from its `/.well-known/jwks.json`; and ours for it to read."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assistant.registry.dci.config import raw_key
from assistant.registry.dci.envelope import Json, read
from assistant.registry.dci.transport import Transport
from assistant.registry.errors import RegistryError

PATH = "/.well-known/jwks.json"
PAUSE = timedelta(minutes=1)
"""At least so long between two looks: an unknown key id in an answer must not make us ask again and again."""
LIFE = timedelta(hours=1)
CURVE = "Ed25519"


class RegisterKeys:
    """Finds the register's key by its id."""

    def __init__(self, fixed: Ed25519PublicKey | None, transport: Transport, clock: Callable[[], datetime]) -> None:
        self._fixed = fixed
        self._transport = transport
        self._clock = clock
        self._known: Mapping[str, Ed25519PublicKey] = {}
        self._read_at: datetime | None = None

    def find(self, key_id: str) -> Ed25519PublicKey | None:
        """The key of that id; the one in the settings is for every id. Raises RegistryUnavailableError."""
        if self._fixed is not None:
            return self._fixed
        age = self._clock() - self._read_at if self._read_at else LIFE
        if age >= LIFE or (key_id not in self._known and age >= PAUSE):
            answer = self._transport.get(PATH)
            self._known = _keys(answer.body) if answer.status == 200 else {}
            self._read_at = self._clock()
        return self._known.get(key_id)


def own_jwks(key: Ed25519PrivateKey, key_id: str) -> Json:
    """Our public key as the register may fetch it (RFC 8037)."""
    x = base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).decode().rstrip("=")
    return {"keys": [{"kty": "OKP", "crv": CURVE, "use": "sig", "alg": "EdDSA", "kid": key_id, "x": x}]}


def _keys(body: bytes) -> Mapping[str, Ed25519PublicKey]:
    """Every Ed25519 key of a set; what is none is passed over."""
    try:
        given = read(body).get("keys")
    except RegistryError:
        return {}
    found = [_key(entry) for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []
    return dict(each for each in found if each is not None)


def _key(entry: Mapping[str, Any]) -> tuple[str, Ed25519PublicKey] | None:
    kid, x = entry.get("kid"), entry.get("x")
    if entry.get("kty") != "OKP" or entry.get("crv") != CURVE or not isinstance(kid, str) or not isinstance(x, str):
        return None
    try:
        return kid, Ed25519PublicKey.from_public_bytes(raw_key(x))
    except ValueError:
        return None
