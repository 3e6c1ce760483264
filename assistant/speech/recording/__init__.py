"""What it takes to record people for a model of their own speech: the plan of words, the checks, the call, the format.

Pure: it knows no database, no page and no telephone provider. `assistant.recording` stores, `assistant.channels` asks.
"""

from assistant.speech.recording.audio import AudioError, from_flac, from_pcm, to_flac, to_line
from assistant.speech.recording.code import group_code, is_code, new_code
from assistant.speech.recording.manifest import Row, read_rows, write_rows
from assistant.speech.recording.plan import Prompt, draw, prompt_of
from assistant.speech.recording.quality import Verdict, judge
from assistant.speech.recording.words import Words

__all__ = [
    "AudioError",
    "Prompt",
    "Row",
    "Verdict",
    "Words",
    "draw",
    "from_flac",
    "from_pcm",
    "group_code",
    "is_code",
    "judge",
    "new_code",
    "prompt_of",
    "read_rows",
    "to_flac",
    "to_line",
    "write_rows",
]
