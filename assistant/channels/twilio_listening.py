"""What Twilio is told to listen for on a line without streams: keys first, and where none is pressed, a voice.

Whoever presses keys never waits for the beep: it comes only after a silence. Whoever would rather speak says nothing,
and speaks after it; a key ends the recording, and counts.
"""

from __future__ import annotations

from twilio.twiml.voice_response import Gather, Record

from assistant.speech.call import Question
from assistant.speech.call.keypad import Keypad
from assistant.speech.call.patience import patience

KEYS = frozenset("0123456789*#")
ONLY_SPOKEN = 2
"""Seconds until the beep where keys do not answer at all."""
UNTIL_BEEP = 6
"""Seconds at most until the beep; the same time may pass between two keys."""
SILENCE_ENDS = {"yesno": 2, "menu": 2, "digits": 4, "identifier": 4, "phone": 4, "cnie": 4, "date": 4}
"""Seconds of silence that end what is said; also how long a first word is waited for."""
PAUSE_IN_SPEECH = 3
LONGEST_STORY = 30
"""Seconds of one recording of free words."""
STATEMENT_PAUSE = 5
"""Seconds of silence that end a statement."""


def keys(question: Question | None, action: str, *, hears: bool, begun: str = "") -> Gather:
    """Keys as the question takes them: one at once, as many as it has digits, or up to a `#`.

    `hears`: a voice is listened for after them; `begun`: what was pressed already.
    """
    keypad, waits = Keypad(question), patience(question)
    how: dict[str, object] = {"finish_on_key": "#"}
    if keypad.one_key:
        how = {"finish_on_key": "", "num_digits": 1}
    elif keypad.length:
        how["num_digits"] = keypad.length - len(begun)
    seconds = waits.first if keypad.one_key or question is None else max(waits.first / 2, waits.key)
    if hears:
        seconds = ONLY_SPOKEN if question and question.kind == "text" else min(waits.key, UNTIL_BEEP)
    elif begun:
        seconds = waits.key
    answered_if_empty = question is not None and not hears
    return Gather(input="dtmf", action=action, timeout=round(seconds), action_on_empty_result=answered_if_empty, **how)


def voice(question: Question, action: str) -> Record:
    """What is said after a beep, until a silence or a key."""
    longest = LONGEST_STORY if question.kind == "text" and not question.records else round(patience(question).longest)
    return Record(
        action=action,
        max_length=longest,
        timeout=STATEMENT_PAUSE if question.records else SILENCE_ENDS.get(question.kind, PAUSE_IN_SPEECH),
        finish_on_key="".join(sorted(KEYS)),
        play_beep=True,
    )


def is_complete(question: Question | None, key: str) -> bool:
    """Whether this key, the first, answers or commands by itself."""
    return Keypad(question).one_key or key in "*#"
