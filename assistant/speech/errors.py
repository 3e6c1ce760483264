"""What this room raises."""


class SpeechError(Exception):
    """Base of what the speech room raises; the text says what to do."""
