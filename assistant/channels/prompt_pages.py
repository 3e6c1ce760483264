"""Prompts by address, for lines that fetch what they play: sealed, so that nobody can read or make one up."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import msgspec
import numpy as np
import soundfile
from cryptography.fernet import Fernet, InvalidToken

from assistant.channels.calls.desk import Prompter
from assistant.language import Message
from assistant.speech.audio import RATE, samples_of

LIFE_SECONDS = 900
"""How long an address may be fetched."""


class _Sealed(msgspec.Struct, frozen=True, omit_defaults=True):
    message: Message
    locale: str
    slow: bool = False


class PromptPages:
    """Addresses of messages' audio below `base_url`. `key`: 32 bytes that only this service knows."""

    def __init__(self, prompter: Prompter, key: bytes, base_url: str) -> None:
        self.prompter = prompter
        self._fernet = Fernet(base64.urlsafe_b64encode(key))
        self._base_url = base_url

    def addresses(self, messages: Sequence[Message], locale: str, *, slow: bool) -> list[str]:
        """Where each message can be heard."""
        sealed = [self._fernet.encrypt(msgspec.json.encode(_Sealed(each, locale, slow))) for each in messages]
        return [f"{self._base_url}/twilio/prompt/{each.decode()}.wav" for each in sealed]

    def audio(self, sealed: str) -> bytes | None:
        """A mu-law WAV of the message behind an address; None where it is none of ours, or too old."""
        try:
            opened = msgspec.json.decode(self._fernet.decrypt(sealed.encode(), LIFE_SECONDS), type=_Sealed)
        except (InvalidToken, msgspec.DecodeError, UnicodeEncodeError):
            return None
        pcm = b"".join(self.prompter.audio([opened.message], opened.locale, slow=opened.slow))
        return wav(pcm)


def wav(pcm: bytes, subtype: str = "ULAW") -> bytes:
    """A WAV of 8 kHz, in mu-law as telephones have it, or in another of soundfile's subtypes."""
    file = io.BytesIO()
    samples = samples_of(pcm) if pcm else np.zeros(1, np.int16)
    soundfile.write(file, samples, RATE, format="WAV", subtype=subtype)
    return file.getvalue()
