"""What our flows say with our texts: all of it can be recorded, or made before anybody calls."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from assistant.authoring import uses
from assistant.dialogue import load_flows
from assistant.language import Arg, Bundles, Message, Phrase, Rest, Speaker, Use
from assistant.language.message import Variant

ROOT = Path(__file__).parents[2]
BUNDLES = Bundles.load(ROOT / "locales")
SPEAKER = Speaker(BUNDLES)
USES = [use for flow in load_flows(ROOT / "flows").values() for use in uses(flow)]
VALUES = {
    "plain": ("true", "false", "7", "2.5"),
    "count": ("1", "2", "3", "11", "250"),
    "days": ("1", "2", "3", "11", "30"),
    "date": ("2026-03-01",),
    "datetime": ("2026-11-24T10:05:00+00:00",),
    "identifier": ("2798305490",),
    "masked": ("2798305490",),
    "cnie": ("AB123456",),
    "money": ("0", "1", "7", "150.50"),
    "score": ("9.6205",),
    "limit": ("9.743001",),
    "reference": ("12345678",),
    "phone": ("+212612345678",),
    "phone_full": ("+212612345678",),
    "region": ("oriental",),
    "receipt": ("HQ1.x",),
    "message": ("term-u1", "term-r26"),
}


def values(form: str) -> list[Arg]:
    """Values of a form; a person's own words are left out."""
    form, _, of = form.partition(":")
    if form in ("label", "labels"):
        options = [
            name for name in BUNDLES.bundle("fr").entries[of].texts if name and not name.endswith(("-words", "-voice"))
        ]
        return [Arg(option, form, of) for option in options if option not in ("simple", "help", "voice")]
    return [Arg(value, form) for value in VALUES.get(form, ())]


def messages(use: Use) -> Iterator[Message]:
    """The use with each of its values once, plain, in each variant, with its choices."""
    pools = {name: values(form) for name, form in use.args.items() if form != "quote"}
    for round_ in range(max(map(len, pools.values()), default=1)):
        args = {name: pool[round_ % len(pool)] for name, pool in pools.items()}
        for variant in ("", *use.variants):
            yield Message(use.id, args, use.options, use.labels, cast(Variant, variant), use.yesno)


@cache
def said(voice: str) -> tuple[tuple[str, Phrase], ...]:
    """Every phrase of every message that a flow says."""
    parts = ((use.id, part) for use in USES for message in messages(use) for part in SPEAKER.say(voice, message))
    return tuple((id, part) for id, part in parts if isinstance(part, Phrase))


@pytest.mark.parametrize("voice", SPEAKER.voices)
def test_whatever_a_flow_says_has_a_recording_of_its_own(voice: str) -> None:
    """But for a person's own words: a phrase without an id is made anew in every call, and sounds like nobody."""
    assert {(id, part.text) for id, part in said(voice) if not part.id} == set()


@pytest.mark.parametrize("voice", SPEAKER.voices)
def test_whatever_a_flow_says_is_said_in_its_own_voice(voice: str) -> None:
    """Every message has a text in the voice's language, and none is empty."""
    assert {id for id, part in said(voice) if part.voice != voice or not part.text} == set()


@pytest.mark.parametrize("voice", SPEAKER.voices)
def test_no_phrase_but_a_full_sentence_is_a_lone_letter(voice: str) -> None:
    """A preposition of one consonant before a value cannot be said alone, by a person or a machine."""
    lone = [
        phrase.id
        for phrase in SPEAKER.phrases(voice)
        if sum(map(str.isalpha, phrase.text)) < 2 and not phrase.id.startswith("say-")
    ]
    assert lone == []


def test_a_menu_says_each_choice_and_then_its_key() -> None:
    [menu] = [use for use in USES if use.id == "menu-main" and use.options][:1]
    parts = SPEAKER.say("ary-Arab", Message(menu.id, options=menu.options))
    said = [part.id for part in parts if not isinstance(part, Rest)]
    assert said[0] == "menu-main"
    assert said[2::2] == [f"say-press-{number}" for number in range(1, len(menu.options) + 1)]
