"""The service centre: the operators' number, its hours, and what whoever wants a person is promised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers

from assistant.handover.errors import HandoverError
from assistant.handover.hours import DAYS, OpeningHours
from assistant.language import Arg, Message, local_day, morocco

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
TIME_TO_CALL = timedelta(hours=1)
"""With less than this until closing, a call is promised for the next opening."""
TOLD = "person-told"
"""What flows say where a person was asked for: a promise without a time."""


@dataclass(frozen=True, slots=True)
class ServiceCentre:
    """`number`: where operators are rung, E.164."""

    number: str
    hours: OpeningHours

    def promise(self, now: datetime, *, callable_back: bool = True) -> Message:
        """When a person will call; to whoever cannot be called, when to call again."""
        who = "told" if callable_back else "again"
        closing = self.hours.closing(now)
        if closing is not None and closing - now >= TIME_TO_CALL:
            return Message(f"person-{who}-before", {"time": _time(closing)})
        opening = self.hours.next_opening(now)
        return Message(f"person-{who}-from", {"day": Arg(_day(opening, now), "message"), "time": _time(opening)})


def operator_number(text: str) -> str:
    """The number without spaces; raises HandoverError where nobody can be dialled by it."""
    number = "".join(text.split())
    try:
        valid = bool(E164.fullmatch(number)) and phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        valid = False
    if not valid:
        raise HandoverError(f"'{text}' is no telephone number; write it with its country, as in +212522000000")
    return number


def _time(moment: datetime) -> Arg:
    return Arg(moment.astimezone(morocco()).strftime("%H:%M"), "time")


def _day(moment: datetime, now: datetime) -> str:
    """The message that names the day as people do."""
    day = local_day(moment)
    ahead = (day - local_day(now)).days
    return ("day-today", "day-tomorrow")[ahead] if ahead < 2 else f"day-{DAYS[day.weekday()]}"
