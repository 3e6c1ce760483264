"""Morocco's own time: what day it is for the person."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def morocco() -> tzinfo:
    """Morocco's zone, Ramadan included; UTC+1, its time outside Ramadan, on a machine without zone data."""
    try:
        return ZoneInfo("Africa/Casablanca")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=1))


def local_day(moment: datetime) -> date:
    """The calendar day in Morocco at a moment that carries its zone: limits are counted in these."""
    return moment.astimezone(morocco()).date()
