"""The scoring room's errors."""


class ScoringError(Exception):
    """A formula, a declaration or a list of terms is wrong; the text names what, in one line."""
