"""A pause of a day in the middle of an appeal, over signed HTTP: the server's clock is moved between two messages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.provider import Person
from tests.town import Clock

SAID = {
    "ary-Arab": ("سلام", "راجلي خرج من الدار هادي عام"),
    "ary-Latn": ("salam", "rajli khrej mn ddar hadi 3am"),
    "fr": ("bonjour", "Mon mari est parti depuis un an"),
}


@pytest.mark.parametrize("locale", SAID)
def test_a_day_passes_before_the_yes(person_in_time: Person, clock: Clock, locale: str) -> None:
    """The words wait; the next day the read-back is still there, and the yes files the appeal."""
    person = person_in_time
    hello, words = SAID[locale]
    for text in (hello, "1", "2", "1", "1"):
        assert person.write(text)
    assert words[:20] in "".join(person.write(words))
    clock.now += timedelta(days=1)
    assert words[:20] in "".join(person.write(hello))
    person.write("1")
    receipt = "\n".join(person.later())
    assert "03/03/2026" in receipt
    person.write("2")
    clock.now += timedelta(days=1)
    for text in (hello, "4"):
        person.write(text)
    assert "03/03/2026" in person.hear("1")
