"""The text that is agreed to, in a locale's own words."""

from __future__ import annotations

from assistant.language import Bundles
from assistant.speech.recording.consent import BY, CONSENT


def consent_text(bundles: Bundles, locale: str, who: str) -> tuple[str, ...]:
    """Sentence by sentence, as it is read on a page; `who` answers for the recordings."""
    bundle = bundles.bundle(locale)
    return tuple(bundle.format(part, "", {"who": who} if part == BY else {}) for part in CONSENT)
