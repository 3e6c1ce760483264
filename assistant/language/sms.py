"""What a text costs as SMS, and how to keep that low.

An SMS carries 160 characters of the GSM alphabet (GSM-7) or 70 UTF-16 units (UCS-2); a longer text travels in
parts of 153 or 67, because each part spends some room on its place in the order (3GPP TS 23.038 and 23.040).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language.tables import read_tsv, read_yaml

Encoding = Literal["GSM-7", "UCS-2"]

_ALPHABET: dict[str, str] = read_yaml("gsm0338.yaml")
_EXTENSION = frozenset(_ALPHABET["extension"])
_GSM = frozenset(_ALPHABET["basic"]) | _EXTENSION
_SOFTER = {int(code.removeprefix("U+"), 16): instead for code, instead, _ in read_tsv("soften.tsv")}

_ALONE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
_PART: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: its units in its encoding, and the SMS it is paid as."""

    encoding: Encoding
    units: int
    count: int
    culprits: tuple[str, ...]
    """The characters that forced UCS-2, each once, in the order of the text."""


def segments(text: str) -> Segments:
    """Count `text` as networks do; an empty text is one SMS of no units."""
    culprits = tuple(dict.fromkeys(char for char in text if char not in _GSM))
    encoding: Encoding = "UCS-2" if culprits else "GSM-7"
    doubled = sum(map(_is_astral, text)) if culprits else sum(map(_EXTENSION.__contains__, text))
    units = len(text) + doubled
    if units <= _ALONE[encoding]:
        return Segments(encoding, units, 1, culprits)
    if not doubled:
        return Segments(encoding, units, -(-units // _PART[encoding]), culprits)
    wide = _is_astral if culprits else _EXTENSION.__contains__
    return Segments(encoding, units, _parts((2 if wide(char) else 1 for char in text), _PART[encoding]), culprits)


def _is_astral(char: str) -> bool:
    return char > "\uffff"


def _parts(widths: Iterable[int], room: int) -> int:
    """How many parts hold characters of these widths, where none may be cut in two."""
    count, left = 1, room
    for width in widths:
        if width > left:
            count, left = count + 1, room
        left -= width
    return count


def alone(encoding: Encoding) -> int:
    """The units that one SMS holds where it is not part of a longer one."""
    return _ALONE[encoding]


def alphabet() -> tuple[str, str]:
    """The characters of GSM-7 that take one unit, and those that take two; for whoever counts in a browser."""
    return "".join(sorted(_GSM - _EXTENSION)), "".join(sorted(_EXTENSION))


def pack(texts: Sequence[str], limit: int = 2) -> list[str]:
    """Join neighbouring texts by a line break where that costs no more SMS, and at most `limit` SMS.

    Parts of one SMS arrive in order, two SMS may not. Nothing is dropped: a text over the limit stays whole.
    """
    packed: list[str] = []
    for text in texts:
        if packed and _join_well(packed[-1], text, limit):
            packed[-1] = f"{packed[-1]}\n{text}"
        else:
            packed.append(text)
    return packed


def _join_well(first: str, second: str, limit: int) -> bool:
    joined = segments(f"{first}\n{second}").count
    return joined <= min(limit, segments(first).count + segments(second).count)


def soften(text: str, locale: str) -> str:
    """Put plain characters for typographic ones: a stray one would triple the price of a Latin-script SMS.

    In other scripts every SMS is UCS-2 anyway, and the text stays as it is.
    """
    return text.translate(_SOFTER) if is_latin(locale) else text


def is_latin(locale: str) -> bool:
    """Whether the locale is written in Latin letters; one without a script subtag is."""
    return not locale.endswith(("-Arab", "-Tfng"))
