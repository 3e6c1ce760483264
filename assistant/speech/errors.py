"""What this room raises."""


class SpeechError(Exception):
    """Base of this room's errors."""
