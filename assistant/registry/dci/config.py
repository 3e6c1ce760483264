"""What a DCI register must be told of us, and we of it. Keys are read once, here."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from assistant.registry.identifiers import FIRST_DIGITS

Digest = Literal["BLAKE-512", "SHA-256"]
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ConfigError(ValueError):
    """A value that cannot be used; the text says what to write instead, and never the value."""

    def __init__(self, setting: str, message: str) -> None:
        super().__init__(message)
        self.setting = setting


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person agreed to, as the agency's own code, and where both are explained."""

    text: str
    code: str
    uri: str


@dataclass(frozen=True, slots=True, repr=False)
class DciConfig:
    """`base_url` is `https://host/namespace/v1.0.0`. With `callback_url` searches are asynchronous."""

    base_url: str
    client_id: str
    client_secret: str
    sender_id: str
    receiver_id: str
    signing_key: Ed25519PrivateKey
    consent: Consent
    key_id: str = "haqqi-1"
    verify_key: Ed25519PublicKey | None = None
    digest: Digest = "BLAKE-512"
    require_signature: bool = False
    callback_url: str = ""
    first_digits: str = FIRST_DIGITS
    score_type: str = "ISE"
    connect_seconds: float = 3.0
    read_seconds: float = 6.0
    callback_seconds: float = 15.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ConfigError(
                "REGISTRY", "the register's address begins with https://, such as https://host/namespace/v1.0.0"
            )


def signing_key(text: str) -> Ed25519PrivateKey:
    """From a PEM file's path, or the base64 of the 32 bytes. Raises ConfigError."""
    try:
        if Path(text).is_file():
            key = load_pem_private_key(Path(text).read_bytes(), password=None)
        else:
            key = Ed25519PrivateKey.from_private_bytes(raw_key(text))
    except (OSError, TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise ConfigError(
            "DCI_SIGNING_KEY", "an Ed25519 private key: a PEM file, or the base64 of its 32 bytes"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigError("DCI_SIGNING_KEY", "another kind of key: make one with `openssl genpkey -algorithm ed25519`")
    return key


def verify_key(text: str) -> Ed25519PublicKey:
    """From a PEM file's path, or the base64 of the 32 bytes. Raises ConfigError."""
    try:
        if Path(text).is_file():
            key = load_pem_public_key(Path(text).read_bytes())
        else:
            key = Ed25519PublicKey.from_public_bytes(raw_key(text))
    except (OSError, TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise ConfigError(
            "DCI_VERIFY_KEY", "an Ed25519 public key: a PEM file, or the base64 of its 32 bytes"
        ) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigError("DCI_VERIFY_KEY", "the key is of another kind than Ed25519")
    return key


def raw_key(text: str) -> bytes:
    """A key's bytes from base64 in either alphabet, with or without its padding. Raises ValueError."""
    plain = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
