"""What a caller said on a line without streams: Twilio keeps it until we have heard it."""

from __future__ import annotations

import io
import re

import requests
import soundfile

from assistant.speech.audio import Samples, at_telephone_rate

SECONDS = 10
API = "https://api.twilio.com"
_SID = re.compile(r"RE[0-9a-f]{32}")


class RecordingError(Exception):
    """A recording cannot be fetched, now or ever; trying again may help."""


def is_recording(sid: str) -> bool:
    """Whether this is a recording's id as Twilio gives it, and can be part of an address."""
    return bool(_SID.fullmatch(sid))


class Recordings:
    """One account's recordings. `api_base` points the client at another host, for tests."""

    def __init__(self, account_sid: str, auth_token: str, api_base: str = "") -> None:
        self._auth = (account_sid, auth_token)
        self._address = f"{(api_base or API).rstrip('/')}/2010-04-01/Accounts/{account_sid}/Recordings"

    def fetch(self, sid: str) -> Samples:
        """The recording at 8 kHz. Raises RecordingError."""
        try:
            answer = requests.get(f"{self._address}/{sid}.wav", auth=self._auth, timeout=SECONDS)
            answer.raise_for_status()
            sound, rate = soundfile.read(io.BytesIO(answer.content), dtype="float32", always_2d=True)
        except (requests.RequestException, soundfile.LibsndfileError) as error:
            raise RecordingError(type(error).__name__) from error
        return at_telephone_rate(sound.mean(axis=1), rate)

    def delete(self, sid: str) -> None:
        """Have Twilio forget it. Raises RecordingError."""
        try:
            answer = requests.delete(f"{self._address}/{sid}.json", auth=self._auth, timeout=SECONDS)
        except requests.RequestException as error:
            raise RecordingError(type(error).__name__) from error
        if answer.status_code not in (204, 404):
            raise RecordingError(f"twilio_{answer.status_code}")
