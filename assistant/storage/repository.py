"""What every repository works with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.storage.cipher import Cipher


@dataclass(frozen=True, slots=True)
class Repository:
    """One subject's rows within one transaction."""

    connection: Connection
    cipher: Cipher

    def seal(self, value: str | bytes | None) -> str | None:
        return None if value is None else self.cipher.encrypt(value)

    def unseal(self, token: str | None) -> str | None:
        return None if token is None else self.cipher.decrypt(token)
