"""What "stalled" means, as data, and who is: the one place from which jobs open tickets and the console ranks them."""

from assistant.stalled.errors import StalledError
from assistant.stalled.finding import find, forgotten, weigh
from assistant.stalled.rules import CLOSINGS, DEADLINE, DISTRESS, USUAL, Rules, rules

__all__ = [
    "CLOSINGS",
    "DEADLINE",
    "DISTRESS",
    "USUAL",
    "Rules",
    "StalledError",
    "find",
    "forgotten",
    "rules",
    "weigh",
]
