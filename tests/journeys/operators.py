"""The operators' end of a call that is put through: what each line's provider asks for next, and what it is told."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Protocol
from xml.etree import ElementTree

import requests
import soundfile

from tests.journeys.provider import ACCOUNT, NUMBER, signed_post
from tests.journeys.telephone import AsteriskPhone, GatherPhone, Handset, StreamPhone, form_of, heard_in

CALLED = "+212522123456"
"""Where operators are rung in these tests."""


class Ringing(Protocol):
    """The operators' telephone, while it rings for a caller."""

    number: str
    seen: str
    """All that the provider was told, to look for what should not be in it."""

    def pick_up(self) -> list[str]:
        """Answer; gives the ids of what is whispered."""
        ...

    def press(self) -> None:
        """Take the call."""
        ...

    def let_it_speak(self) -> int:
        """A mailbox answers; gives how often it is whispered to."""
        ...

    def end(self, status: str, **more: str) -> bool:
        """Ringing, or the talk, is over, and Twilio's word for how; gives whether the caller is back with us."""
        ...


def rung_by(phone: Handset) -> Ringing | None:
    """Whom the line rings once our part of the call is over; None where it hangs up."""
    for thread in getattr(phone, "threads", ()):
        thread.join(20)
    if isinstance(phone, AsteriskPhone):
        answer = ask_asterisk(phone, "next")
        return Extension(phone, answer.partition(" ")[2]) if answer.startswith("dial ") else None
    if isinstance(phone, StreamPhone):
        twiml = ask_twilio(phone, phone.after)
    else:
        assert isinstance(phone, GatherPhone)
        twiml = phone.twiml
    dial = twiml.find("Dial")
    return Dialled(phone, dial) if dial is not None else None


def ask_twilio(phone: StreamPhone | GatherPhone, path: str, **more: str) -> ElementTree.Element:
    answer = signed_post(phone.base_url + path, form_of(phone.phone, phone.sid, **more))
    assert answer.status_code == 200, answer.text
    return ElementTree.fromstring(answer.content)


@dataclass
class Dialled:
    """Rung by `<Dial>`: its own leg has another CallSid, and asks for the whisper once somebody answers."""

    phone: StreamPhone | GatherPhone
    dial: ElementTree.Element
    seen: str = ""
    taken: str = ""

    def __post_init__(self) -> None:
        number = self.dial.find("Number")
        assert number is not None
        self.number = str(number.text)
        self.url = number.attrib["url"]
        self.action = self.dial.attrib["action"]
        self.seen = ElementTree.tostring(self.dial, "unicode")

    def pick_up(self) -> list[str]:
        return self._listen(self.url)

    def let_it_speak(self) -> int:
        times = 0
        while self._listen(self.url):
            times, self.url = times + 1, self.again
        return times

    def press(self) -> None:
        answer = self._post(self.taken, Digits="5")
        assert len(ElementTree.fromstring(answer)) == 0  # the whisper's document ends: the two are connected

    def end(self, status: str, **more: str) -> bool:
        twiml = ask_twilio(self.phone, self.action, DialCallStatus=status, DialCallSid="CA2", **more)
        if twiml.find("Hangup") is not None and twiml.find("Gather") is None:
            return False
        self.phone.follow(twiml)
        return True

    def _listen(self, url: str) -> list[str]:
        twiml = ElementTree.fromstring(self._post(url))
        gather = twiml.find("Gather")
        self.taken = gather.attrib["action"] if gather is not None else ""
        self.again = twiml.findtext("Redirect") or ""
        plays = [str(play.text) for play in twiml.iter("Play")]
        return [id for play in plays for id in heard_in(requests.get(play, timeout=10).content)]

    def _post(self, path: str, **more: str) -> str:
        form = {"CallSid": "CA2", "AccountSid": ACCOUNT, "From": NUMBER, "To": self.number, **more}
        answer = signed_post(self.phone.base_url + path, form)
        assert answer.status_code == 200, answer.text
        self.seen += answer.text
        return answer.text


DIALSTATUS = {
    "completed": "ANSWER",
    "no-answer": "NOANSWER",
    "busy": "BUSY",
    "failed": "CHANUNAVAIL",
    "canceled": "CANCEL",
}


@dataclass
class Extension:
    """Rung by Asterisk's Dial()."""

    phone: AsteriskPhone
    number: str
    seen: str = field(default="")

    def pick_up(self) -> list[str]:
        url = f"{self.phone.base_url}/asterisk/whisper/{self.phone.uuid}.wav"
        answer = requests.get(url, timeout=10)
        assert answer.status_code == 200
        with soundfile.SoundFile(io.BytesIO(answer.content)) as sound:
            assert (sound.samplerate, sound.subtype) == (8000, "PCM_16")  # what Asterisk plays
        return heard_in(answer.content)

    def press(self) -> None:
        assert ask_asterisk(self.phone, "taken", pressed="5") == "ok"

    def let_it_speak(self) -> int:
        assert ask_asterisk(self.phone, "taken", pressed="") == "ok"
        return 2  # the dialplan counts

    def end(self, status: str, **more: str) -> bool:
        answer = ask_asterisk(self.phone, "dialled", status=DIALSTATUS[status], **more)
        self.seen += answer
        if answer == "hangup":
            return False
        self.phone.connect(answer.removeprefix("resume "))
        return True


def ask_asterisk(phone: AsteriskPhone, page: str, **more: str) -> str:
    answer = requests.get(f"{phone.base_url}/asterisk/{page}", {"call": phone.uuid, **more}, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.text
