"""Field encryption, and blind indexes to find an encrypted value without reading it."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.storage.errors import WrongKeyError

INDEX_KEY_BYTES = 32
SHORTEST_SECRET = 16
"""Bytes; below this a blind index of ten-digit identifiers could be guessed by trying secrets."""


class Cipher:
    """Encrypts with the newest of `keys` (Fernet, newest first), reads with any of them.

    `index_secret` keys the blind indexes; changing it would orphan every row, so it outlives the keys.
    Raises WrongKeyError where a key is missing or malformed.
    """

    def __init__(self, keys: Sequence[str], index_secret: bytes) -> None:
        if not keys:
            raise WrongKeyError("HAQQI_DATA_KEYS: at least one Fernet key is needed")
        if len(index_secret) < SHORTEST_SECRET:
            raise WrongKeyError(f"HAQQI_SECRET_KEY: at least {SHORTEST_SECRET} bytes are needed")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise WrongKeyError(
                "HAQQI_DATA_KEYS: each key is 32 bytes in URL-safe base64, as Fernet makes them"
            ) from error
        self._secret = index_secret
        self._index_keys: dict[str, bytes] = {}

    def encrypt(self, value: str | bytes) -> str:
        """A Fernet token in ASCII. Lone surrogates, which a gateway may deliver, survive the round trip."""
        return self._fernet.encrypt(_as_bytes(value)).decode("ascii")

    def decrypt(self, token: str) -> str:
        """The text that `encrypt` was given; raises WrongKeyError where no key opens the token."""
        return self.decrypt_bytes(token).decode("utf-8", "surrogatepass")

    def decrypt_bytes(self, token: str) -> bytes:
        """The bytes that `encrypt` was given; raises WrongKeyError where no key opens the token."""
        try:
            return self._fernet.decrypt(token)
        except InvalidToken as error:
            raise WrongKeyError(
                "HAQQI_DATA_KEYS: none of the keys opens what is stored; add the key it was written with"
            ) from error

    def rotate(self, token: str) -> str:
        """The same value under the newest key; raises WrongKeyError where no key opens the token."""
        try:
            return self._fernet.rotate(token).decode("ascii")
        except InvalidToken as error:
            raise WrongKeyError("HAQQI_DATA_KEYS: keep the old key in the list until the rotation is done") from error

    def index(self, purpose: str, value: str) -> str:
        """The blind index of `value`: HMAC-SHA256 in hex, with a key of its own for each purpose.

        The same value has unrelated indexes for different purposes, so that tables cannot be joined by them.
        """
        return hmac.digest(self._index_key(purpose), _as_bytes(value), "sha256").hex()

    def _index_key(self, purpose: str) -> bytes:
        key = self._index_keys.get(purpose)
        if key is None:
            info = b"haqqi blind index: " + purpose.encode()
            key = HKDF(SHA256(), INDEX_KEY_BYTES, salt=None, info=info).derive(self._secret)
            self._index_keys[purpose] = key
        return key


def _as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
