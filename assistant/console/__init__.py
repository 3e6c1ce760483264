"""The operators' console: who is stalled, what they said, and how to help them. Server-rendered, French and Arabic."""

from assistant.console.desk import Desk
from assistant.console.live import Streams
from assistant.console.pages import blueprint
from assistant.console.words import load_words

__all__ = ["Desk", "Streams", "blueprint", "load_words"]
