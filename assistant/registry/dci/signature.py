"""The standard's signature over header and message: `(created) (expires) digest`, Ed25519 (facts 7.1).

The standard leaves two things open, which both sides must agree on (docs/registry.md). *What is digested*: here the
bytes of the header followed by those of the message, exactly as they stand in the body, so that nobody has to write
JSON the same way twice. *How*: BLAKE-512 (BLAKE2b, 64 bytes), as in the protocols from which the form comes, or
SHA-256.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assistant.registry.dci.advice import line
from assistant.registry.dci.config import Digest
from assistant.registry.errors import RegistryAnswerError

NAMESPACE = "spdci"
ALGORITHM = "ed25519"
COVERED = "(created) (expires) digest"
LIFE = timedelta(minutes=5)
SKEW = timedelta(minutes=2)
"""How far two machines' clocks may be apart."""
HASHES: Mapping[str, Callable[[bytes], bytes]] = {
    "BLAKE-512": lambda content: hashlib.blake2b(content).digest(),
    "SHA-256": lambda content: hashlib.sha256(content).digest(),
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs as `sender`, with the key that the other side knows by `key_id`."""

    sender: str
    key_id: str
    key: Ed25519PrivateKey
    digest: Digest

    def sign(self, content: bytes, now: datetime) -> str:
        """The text of the envelope's `signature` for these bytes."""
        created, expires = int(now.timestamp()), int((now + LIFE).timestamp())
        signature = self.key.sign(_signed(created, expires, self.digest, content))
        return (
            f'Signature: namespace="{NAMESPACE}", kidId="{self.sender}|{self.key_id}|{ALGORITHM}", '
            f'algorithm="{ALGORITHM}", created="{created}", expires="{expires}", headers="{COVERED}", '
            f'signature="{base64.b64encode(signature).decode()}"'
        )


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks what `sender` signed; `find` gives the public key for a key id, or None."""

    sender: str
    digest: Digest
    find: Callable[[str], Ed25519PublicKey | None]

    def verify(self, text: str, content: bytes, now: datetime) -> None:
        """Raises RegistryAnswerError where these bytes are not the sender's, signed about now."""
        fields = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', text))
        sender, _, rest = fields.get("kidId", "").partition("|")
        key_id, _, algorithm = rest.rpartition("|")
        if sender != self.sender or algorithm != ALGORITHM or fields.get("headers") != COVERED:
            raise _wrong("signature.invalid")
        created, expires = _second(fields.get("created", "")), _second(fields.get("expires", ""))
        if not created - SKEW.total_seconds() <= now.timestamp() <= expires + SKEW.total_seconds():
            raise _wrong("signature.expired")
        key = self.find(key_id)
        if key is None:
            raise _wrong("signature.key")
        try:
            signature = base64.b64decode(fields.get("signature", ""), validate=True)
            key.verify(signature, _signed(created, expires, self.digest, content))
        except (InvalidSignature, binascii.Error, ValueError):
            raise _wrong("signature.invalid") from None


def _signed(created: int, expires: int, digest: Digest, content: bytes) -> bytes:
    hashed = base64.b64encode(HASHES[digest](content)).decode()
    return f"(created): {created}\n(expires): {expires}\ndigest: {digest}={hashed}".encode()


def _second(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise _wrong("signature.invalid")
    return int(text)


def _wrong(code: str) -> RegistryAnswerError:
    return RegistryAnswerError(line(code), code)
