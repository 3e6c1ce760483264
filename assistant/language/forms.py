"""Values as people read them, in every locale: Western digits, decimal comma, day before month.

A value that does not fit its form is written as it is: a person gets an odd number rather than no answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from assistant.language.local_time import morocco

QUOTE_LENGTH = 40
"""Characters of a person's own words that are read back, the dots included."""

_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Unicode categories that have no place in a text: controls, bidi marks, lone surrogates, the unassigned."""


def write(value: str, form: str) -> str:
    """The value in one of the forms that need no locale."""
    return _WRITERS.get(form, str)(value)


def _identifier(value: str) -> str:
    """Ten digits in groups that can be said and compared: 3-3-4."""
    return f"{value[:3]} {value[3:6]} {value[6:]}" if re.fullmatch(r"\d{10}", value) else value


def _masked(value: str) -> str:
    """Everything but the last two digits hidden, in characters that both SMS alphabets have."""
    return "*" * max(len(value) - 2, 2) + value[-2:] if len(value) > 2 else "*" * len(value)


def _cnie(value: str) -> str:
    return re.sub(r"[\s-]", "", value).upper()


def _date(value: str) -> str:
    try:
        return datetime.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def _time(value: str) -> str:
    """A time of day: `9:00`."""
    return value.removeprefix("0") if re.fullmatch(r"\d\d:\d\d", value) else value


def _datetime(value: str) -> str:
    """Day and hour by Moroccan clocks."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    local = moment.astimezone(morocco()) if moment.tzinfo else moment
    return local.strftime("%d/%m/%Y %H:%M")


@cache
def _money(value: str) -> str:
    """Dirhams, centimes only where there are any; the text names the unit."""
    return _decimal(value, lambda amount: f"{amount:.2f}".removesuffix(".00"))


def _score(value: str) -> str:
    """Four decimals."""
    return _decimal(value, lambda score: str(score.quantize(Decimal("0.0001"), ROUND_HALF_UP)))


def _limit(value: str) -> str:
    """All seven decimals but for zeros at the end."""
    return _decimal(value, lambda limit: f"{limit:.7f}".rstrip("0").rstrip("."))


def _decimal(value: str, written: Callable[[Decimal], str]) -> str:
    try:
        number = Decimal(value)
        return written(number).replace(".", ",") if number.is_finite() else value
    except InvalidOperation:
        return value


def _reference(value: str) -> str:
    return f"{value[:4]} {value[4:]}" if re.fullmatch(r"\d{8}", value) else value


def _phone(value: str) -> str:
    """The last four digits only: enough for its owner to know it."""
    return "*" * 6 + value[-4:] if len(value) > 6 else "*" * len(value)


def _phone_full(value: str) -> str:
    """A Moroccan number as it is dialled at home, in pairs; any other as it is."""
    national = re.fullmatch(r"\+212(\d)(\d\d)(\d\d)(\d\d)(\d\d)", value)
    return " ".join([f"0{national[1]}", *national.groups()[1:]]) if national else value


def _quote(value: str) -> str:
    """A person's own words on one line, cut to QUOTE_LENGTH."""
    spaced = " ".join(value[: QUOTE_LENGTH * 25].split())  # far more than is shown, however much of it is invisible
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _INVISIBLE)
    folded = " ".join(seen.split())
    return folded if len(folded) <= QUOTE_LENGTH else folded[: QUOTE_LENGTH - 3].rstrip() + "..."


_WRITERS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "digits": str,
    "count": str,
    "days": str,
    "identifier": _identifier,
    "masked": _masked,
    "cnie": _cnie,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "money": _money,
    "score": _score,
    "limit": _limit,
    "reference": _reference,
    "phone": _phone,
    "phone_full": _phone_full,
    "quote": _quote,
    "receipt": str,
}

OF_LOCALE = frozenset({"region", "label", "labels", "message"})
"""Forms whose text stands in the locale's own files; `Bundles` writes them."""

FORMS = frozenset(_WRITERS) | OF_LOCALE
"""Every form in which an argument can be written."""
