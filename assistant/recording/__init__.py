"""The recording kit: invites people, keeps their voices encrypted, hands them out as a training folder, erases them."""

from assistant.recording.call import Bookmark, Call
from assistant.recording.consent_text import consent_text
from assistant.recording.errors import (
    FolderError,
    InvitationError,
    RecordingError,
    TooManyError,
    UnknownSpeakerError,
    WrongPromptError,
)
from assistant.recording.folder import export
from assistant.recording.invitations import Invitation, Passes
from assistant.recording.leader import Leader
from assistant.recording.studio import Progress, Studio

__all__ = [
    "Bookmark",
    "Call",
    "FolderError",
    "Invitation",
    "InvitationError",
    "Leader",
    "Passes",
    "Progress",
    "RecordingError",
    "Studio",
    "TooManyError",
    "UnknownSpeakerError",
    "WrongPromptError",
    "consent_text",
    "export",
]
