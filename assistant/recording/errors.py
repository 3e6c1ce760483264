"""What can go wrong with recording."""

from __future__ import annotations


class RecordingError(Exception):
    """Base of the room's errors."""


class InvitationError(RecordingError):
    """The invitation is not ours, is over, or everybody has come: the person needs another."""


class UnknownSpeakerError(RecordingError):
    """The pass is not ours or is over, or the voice was erased: the person begins anew."""


class WrongPromptError(RecordingError):
    """Nobody asked this person to say that: the caller refuses it."""


class TooManyError(RecordingError):
    """Too much from one speaker, or too many wrong codes: the caller says to try again later."""


class FolderError(RecordingError):
    """The folder cannot be written, or holds something of others. The text says what to do."""
