"""The one error of this room."""

from __future__ import annotations


class LocaleError(Exception):
    """A locale file, or a use of one, is wrong; the text names file and line and says what to write."""
