"""Every fixed phrase of a locale: what somebody must record so that all messages can be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from assistant.language.bundle import SAY, VOICE_SUFFIX, WORDS_SUFFIX, Bundle
from assistant.language.placed import cut, placed

_PLURALS = {"zero": "0", "one": "1", "two": "2", "few": "3", "many": "11", "other": "100"}
"""A number of each kind that Arabic counts; French needs no other."""
_MOST_RENDERINGS = 200


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the text of a message stands, and whether it was written for an SMS."""

    attribute: str
    sms: bool


def slot_of(bundle: Bundle, name: str, variant: str) -> Slot:
    """The text said for a variant ('' for the plain message): its spoken form, else what the SMS says.

    A variant that is missing is the plain message.
    """
    spoken = variant + VOICE_SUFFIX if variant else "voice"
    if bundle.has(name, spoken):
        return Slot(spoken, sms=False)
    if variant and not bundle.has(name, variant):
        return slot_of(bundle, name, "")
    return Slot(variant, sms=True)


def fixed_phrases(bundle: Bundle, clean: Callable[[str, bool], str]) -> Mapping[str, str]:
    """By text, the id of its recording: the message's, with the attribute and a number where there are several.

    `clean` makes a piece ready to be said (True: of an SMS). One text that several messages say is recorded once.
    """
    found: dict[str, str] = {}
    for name in sorted(bundle.entries, key=lambda name: not name.startswith(SAY)):  # these keep their own recordings
        if name.startswith("-"):
            continue
        for attribute, slot in _slots(bundle, name):
            texts = dict.fromkeys(text for piece in _pieces(bundle, name, slot) if (text := clean(piece, slot.sms)))
            beginning = f"{name}.{attribute}" if attribute else name
            for number, text in enumerate(texts, 1):
                found.setdefault(text, f"{beginning}.{number}" if len(texts) > 1 else beginning)
    return found


def _slots(bundle: Bundle, name: str) -> Iterator[tuple[str, Slot]]:
    """What a message says: itself, its variants, its options, each by its attribute without the suffix."""
    texts = bundle.entries[name].texts
    plain = {"" if each == "voice" else each.removesuffix(VOICE_SUFFIX): None for each in texts}
    for attribute in plain:
        if not attribute.endswith(WORDS_SUFFIX):
            yield attribute, slot_of(bundle, name, attribute)


def _pieces(bundle: Bundle, name: str, slot: Slot) -> Iterator[str]:
    """The fixed pieces of all branches of a text, in order."""
    variables = sorted(bundle.needs(name, slot.attribute))
    keys = _keys(bundle, name, slot.attribute)
    choices = [keys.get(variable, ("?",)) for variable in variables]
    for filling in islice(product(*choices), _MOST_RENDERINGS):
        values = {
            variable: placed(place, _PLURALS.get(key, key), "count")
            for place, (variable, key) in enumerate(zip(variables, filling, strict=True))
        }
        yield from (piece for piece in cut(bundle.format(name, slot.attribute, values)) if isinstance(piece, str))


def _keys(bundle: Bundle, name: str, attribute: str) -> dict[str, tuple[str, ...]]:
    """For each variable that chooses a branch, all keys it is compared to, and one that it is not."""
    found: dict[str, tuple[str, ...]] = {}
    for text in bundle.reached(name, attribute).values():
        for variable, keys in text.branches if text else ():
            found[variable] = (*found.get(variable, ()), *keys, "?")
    return found
