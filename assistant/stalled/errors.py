"""What can go wrong in this room."""

from __future__ import annotations


class StalledError(Exception):
    """Base of the room's errors: the rules are wrong. The text names the place."""
