"""Recordings at Twilio: fetched once and deleted there at once, whatever becomes of them here."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass

import numpy as np
import requests
import soundfile
import structlog

from assistant.speech.recording.audio import Samples

API = "https://api.twilio.com"
SECONDS = 10
TRIES, PAUSE_S = 8, 0.4
"""A recording is there up to some seconds after the call has gone on."""
MOST_BYTES = 2 * 1024 * 1024

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, repr=False)
class TwilioStore:
    """One account's recordings. `api_base` names another host, for tests."""

    account_sid: str
    auth_token: str
    api_base: str = API

    def take(self, sid: str) -> tuple[Samples, int] | None:
        """The samples and their rate; None where there is no such recording. It is deleted there in any case."""
        if not _is_sid(sid):
            return None
        try:
            return self._fetched(self._address(sid, "wav"))
        except (requests.RequestException, soundfile.LibsndfileError) as error:
            log.warning("recording_not_fetched", error=type(error).__name__)
            return None
        finally:
            self.delete(sid)

    def delete(self, sid: str) -> None:
        """Delete a recording there; one that is not deleted is told to the operator in the log."""
        if not _is_sid(sid):
            return
        try:
            answer = requests.delete(self._address(sid, "json"), auth=self._auth, timeout=SECONDS)
            if not answer.ok and answer.status_code != requests.codes.not_found:
                log.error("recording_not_deleted_at_twilio", sid=sid, status=answer.status_code)
        except requests.RequestException as error:
            log.error("recording_not_deleted_at_twilio", sid=sid, error=type(error).__name__)

    def _fetched(self, address: str) -> tuple[Samples, int] | None:
        for _ in range(TRIES):
            answer = requests.get(address, auth=self._auth, timeout=SECONDS)
            if answer.status_code != requests.codes.not_found:
                answer.raise_for_status()
                samples, rate = soundfile.read(io.BytesIO(answer.content[:MOST_BYTES]), dtype="int16", always_2d=True)
                return np.asarray(samples[:, 0], dtype=np.int16), int(rate)
            time.sleep(PAUSE_S)
        return None

    @property
    def _auth(self) -> tuple[str, str]:
        return self.account_sid, self.auth_token

    def _address(self, sid: str, form: str) -> str:
        return f"{self.api_base}/2010-04-01/Accounts/{self.account_sid}/Recordings/{sid}.{form}"


def _is_sid(text: str) -> bool:
    return bool(text) and text.isascii() and text.isalnum()
