"""What can go wrong with the storage."""

from __future__ import annotations


class StorageError(Exception):
    """Base of the room's errors."""


class WrongKeyError(StorageError):
    """What is stored was written with other keys, or a key is malformed. The text says what to set."""


class UnavailableError(StorageError):
    """The database is away, locked or full: the caller asks its own caller to try again later."""


class ReferenceTakenError(StorageError):
    """An appeal has this reference already: the caller makes another."""


class SupersededError(StorageError):
    """Somebody else ended this job meanwhile: the caller drops what it did."""
