"""The recording kit in a browser: pages that need an invitation, for any telephone with a microphone.

They are on wherever the service runs, but open to nobody without an invitation that `haqqi speech record` has signed;
only erasing asks for no more than the code.
"""

from assistant.channels.recording.twilio import blueprint as calls
from assistant.channels.recording.twilio_store import TwilioStore
from assistant.channels.recording.views import blueprint

__all__ = ["TwilioStore", "blueprint", "calls"]
