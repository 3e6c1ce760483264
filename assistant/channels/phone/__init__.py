"""The phone on the screen: a telephone network small enough to sit in a browser.

What the page sends goes through the real, signed webhook; what we send comes through Twilio's REST API, whose
few needed answers are given here. On only with the embedded defaults.
"""

from assistant.channels.phone.network import Network
from assistant.channels.phone.views import blueprint

__all__ = ["Network", "blueprint"]
