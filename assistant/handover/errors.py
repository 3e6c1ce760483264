"""What can go wrong in this room."""

from __future__ import annotations


class HandoverError(ValueError):
    """Opening hours or a number are written wrongly. The text says what to write instead."""
