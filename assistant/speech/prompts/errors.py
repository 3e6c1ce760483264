"""What stands in the way of a prompt."""

from __future__ import annotations

from assistant.speech.errors import SpeechError


class PromptError(SpeechError):
    """A clip, folder or script is not as it must be; the text says what to do."""


class SynthesisError(SpeechError):
    """The voice did not say a text; a tone stands in."""


class VoiceLostError(SynthesisError):
    """The voice itself failed, whatever the text: it hangs, broke off or has gone."""
