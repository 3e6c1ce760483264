"""What becomes of people's visits, counted without the people: how far they get, and why a right is not taken up."""

from assistant.reporting.counting import count_all_silent, count_silent
from assistant.reporting.episodes import SILENCE, episodes
from assistant.reporting.errors import ReportingError
from assistant.reporting.visits import Episode

__all__ = ["SILENCE", "Episode", "ReportingError", "count_all_silent", "count_silent", "episodes"]
