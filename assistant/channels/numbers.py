"""Telephone numbers at the edge: whatever a provider writes becomes E.164, once."""

from __future__ import annotations

import phonenumbers

HOME = "MA"


def parse_number(raw: str) -> str | None:
    """E.164 of a number as providers write it (`+2126…`, `2126…`, `002126…`, `06…`).

    None for what is no telephone number: an alphanumeric sender, 'anonymous', an empty text.
    """
    text = raw.strip()
    if text.startswith("00"):
        text = "+" + text[2:]
    elif text.startswith("212") and len(text) == 12:
        text = "+" + text
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
