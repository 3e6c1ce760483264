"""The text that a speaker agrees to, sentence by sentence, as it is read and as it is said."""

from __future__ import annotations

import hashlib

BY = "recordings-by"
"""The sentence that names who answers for the recordings."""
CONSENT = (
    "recording-consent-why",
    BY,
    "recording-consent-what",
    "recording-consent-kept",
    "recording-consent-who",
    "recording-consent-erase",
    "recording-consent-model",
    "recording-consent-free",
    "recording-consent-adult",
)
BY_CALL = "recording-consent-call"
"""The question, with the keys that answer it."""


def version(text: str) -> str:
    """The version of a consent text: the same words, the same version."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
