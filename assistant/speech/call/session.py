"""The call itself: who speaks, who listens, and for how long. Time comes in as ticks of 20 ms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.speech.call.keypad import Keypad
from assistant.speech.call.onset import Onset
from assistant.speech.call.patience import patience
from assistant.speech.call.playback import Playback
from assistant.speech.call.ports import Listen
from assistant.speech.call.take import Take
from assistant.speech.call.utterance import Utterance
from assistant.speech.call.values import (
    SILENT,
    Action,
    Clear,
    Command,
    Event,
    HangUp,
    Keys,
    Opened,
    Parting,
    Poll,
    Question,
    Silence,
    Spoken,
    StillWaiting,
    Told,
    Transfer,
    Turn,
    ticks,
)

REWOUND = ticks(0.6)
"""A prompt that a noise has stopped goes on from a little before."""
CUT_SHORT = ticks(0.8)
"""Whoever speaks again this soon after an answer had not finished it: from then on we wait longer."""
SLOWER = 1.5
"""How much longer we wait for whoever asked for slower speech, or was cut short."""
SLOWEST = 2.5
BOUNCE = ticks(0.4)
"""The same key again this soon is one press, where one key answered."""
TRAILING = ticks(2.5)
"""A `#` this soon after an answer was complete ends that answer, and says nothing to the next question."""
LINE_PAUSE = ticks(0.2)
"""A line that sends nothing for so long is silent: gateways leave silence out."""
POLL_EVERY = ticks(0.5)
SAY_SO_EVERY = ticks(15)
NOTHING_STANDS = ticks(6)
"""How long whoever has had everything may still ask for something."""
LONGEST_WAIT = ticks(120)
"""A job that takes longer sends its outcome by SMS."""
NOBODY_THERE = 8
"""Silences in a row, each answered with help, a simpler question or the offer of a person, after which the phone lies
somewhere with nobody near it: over a minute and a half."""
LONGEST_CALL = ticks(3600)

State = Literal["thinking", "telling", "listening", "over"]


class Call:
    """One call, from `begin` to `HangUp`, `Transfer` or `hang_up`.

    A line calls `press`, `hear` and, 50 times a second, `tick`; after each it does what `take_actions` gives. `lead`
    is how many frames of a prompt may be sent before their time.
    """

    def __init__(self, listen: Listen, lead: int = 0) -> None:
        self._listen = listen
        self._lead = lead
        self._actions: list[Action] = []
        self._state: State = "thinking"
        self._question: Question | None = None
        self._waiting = False
        self._leaving: HangUp | Transfer | None = None
        self._playback = Playback(())
        self._keypad = Keypad(None)
        self._kept_keys: list[str] = []
        self._onset = Onset()
        self._utterance: Utterance | Take | None = None
        self._stopped: Sequence[bytes] = ()
        self._last_key = ("", 0)
        self._last_event: Event = Opened()
        self._slowness = 1.0
        self._silences = 0
        self._clock = self._since = self._unheard = self._waited = 0

    def begin(self) -> None:
        """The call was answered."""
        self._ask(Opened())

    def take_actions(self) -> list[Action]:
        """What the line has to do now, in this order."""
        actions, self._actions = self._actions, []
        return actions

    def tell(self, told: Told) -> None:
        """The conversation's answer to the turn that was asked for last."""
        if self._state != "thinking":
            return
        self._question, self._waiting = told.question, told.waiting
        self._waited = self._waited if told.waiting else 0
        if told.connecting:
            self._leaving, self._kept_keys = Transfer(), []
        if told.slowly:
            self._slowness = max(self._slowness, SLOWER)
        self._keypad = Keypad(told.question)
        self._play(Playback(told.audio, self._lead))
        self._stopped = ()
        kept, self._kept_keys = self._kept_keys, []
        for key in kept:
            self.press(key)

    def hang_up(self) -> None:
        """The caller is gone."""
        self._state = "over"
        self._utterance = None
        self._playback = Playback(())

    @property
    def has_said_all(self) -> bool:
        """Whether what was told last has been played to its end, or stopped by the caller's own answer."""
        return self._state in ("thinking", "listening")

    # What comes in ------------------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """A key of the phone: 0-9, * or #. A prompt that plays stops, but for the last words before a person."""
        if self._state == "over" or isinstance(self._leaving, Transfer) or key not in tuple("0123456789*#"):
            return
        self._silences = 0
        if self._bounces(key):
            return
        if self._state == "thinking":
            self._kept_keys.append(key)
            return
        if isinstance(self._utterance, Take):
            self._end_utterance(self._utterance)
            return
        self._be_quiet()
        self._utterance, self._stopped = None, ()
        self._since = self._clock
        answer = self._keypad.press(key)
        if answer is not None:
            self._last_key = (key, self._clock)
            self._ask(self._slower_if_again(answer))

    def _bounces(self, key: str) -> bool:
        """The same press once more, or the `#` after a number that was complete already."""
        last, at = self._last_key
        if key == "#" and not self._keypad.entered and not self._kept_keys:
            return self._state == "thinking" or (isinstance(self._last_event, Keys) and self._clock - at < TRAILING)
        return key == last and self._clock - at < BOUNCE and isinstance(self._last_event, Keys | Command)

    def _slower_if_again(self, answer: Keys | Command) -> Keys | Command:
        if answer == Command("repeat") and self._last_event in (Command("repeat"), Command("slower")):
            return Command("slower")
        return answer

    def hear(self, frame: bytes) -> None:
        """20 ms of the caller's line."""
        self._unheard = 0
        speaks = self._onset.hear(frame, over_prompt=self._state == "telling")
        if self._utterance is not None:
            if self._utterance.hear(frame, speaks=speaks):
                self._end_utterance(self._utterance)
        elif self._may_speak() and self._onset.has_come(over_prompt=self._state == "telling"):
            self._begin_utterance()

    def _may_speak(self) -> bool:
        asked = not self._waiting and not isinstance(self._leaving, Transfer)
        return self._state in ("telling", "listening") and asked and not self._keypad.entered

    def _begin_utterance(self) -> None:
        question = self._question or Question("menu")
        if self._state == "telling":
            self._notice_cut_short()
        utterance = self._hears(question)
        if utterance is None:
            self._silences = 0
            return
        if self._state == "telling":
            self._stopped = self._playback.rest(REWOUND)
            self._be_quiet()
        utterance.begin(self._onset.earlier)
        utterance.voiced = self._onset.voiced
        self._utterance = utterance

    def _hears(self, question: Question) -> Utterance | Take | None:
        """What hears the answer to this question; None where only keys do."""
        waits = patience(self._question)
        if question.records:
            return Take(waits, self._slowness)
        recogniser = self._listen(question)
        return Utterance(recogniser, question, waits, self._slowness) if recogniser else None

    def _notice_cut_short(self) -> None:
        if isinstance(self._last_event, Spoken) and self._playback.played < CUT_SHORT:
            self._slowness = min(SLOWEST, self._slowness * SLOWER)

    def _end_utterance(self, utterance: Utterance | Take) -> None:
        self._utterance = None
        self._onset.forget()
        said = utterance.finish()
        if said is not None:
            self._silences = 0
            self._ask(said)
        elif self._stopped:
            self._play(Playback(self._stopped, self._lead))
            self._stopped = ()
        else:
            self._since = self._clock

    # Time ---------------------------------------------------------------------------------------------------

    def tick(self) -> Iterator[bytes]:
        """20 ms pass; gives the prompt frames that are to be sent now."""
        self._clock += 1
        self._unheard += 1
        if self._unheard > LINE_PAUSE:
            self.hear(SILENT)
            self._unheard = LINE_PAUSE
        sent = tuple(self._playback.tick()) if self._state == "telling" else ()
        if self._state == "telling" and self._playback.over:
            self._listen_now()
        elif self._state == "listening" and self._utterance is None:
            self._look_at_the_clock()
        yield from sent

    def _listen_now(self) -> None:
        self._state, self._since = "listening", self._clock
        if self._leaving is not None:
            self.hang_up()
            self._actions.append(self._leaving)

    def _look_at_the_clock(self) -> None:
        waits, passed = patience(self._question), self._clock - self._since
        if self._keypad.entered:
            answer = self._keypad.finish() if passed >= ticks(waits.key * self._slowness) else None
            if answer is not None:
                self._ask(self._slower_if_again(answer))
        elif self._waiting:
            self._wait_on(passed)
        elif self._question is None and passed >= NOTHING_STANDS:
            self._part()
        elif self._question is not None and passed >= ticks(waits.first * self._slowness):
            self._fall_silent()

    def _fall_silent(self) -> None:
        self._silences += 1
        if self._silences > NOBODY_THERE or self._clock > LONGEST_CALL:
            self._part()
        else:
            self._ask(Silence())

    def _wait_on(self, passed: int) -> None:
        self._waited += 1
        if self._waited > LONGEST_WAIT:
            self._part()
        elif self._waited % SAY_SO_EVERY == 0:
            self._ask(StillWaiting())
        elif passed and passed % POLL_EVERY == 0:
            self._ask(Poll())

    def _part(self) -> None:
        self._leaving = HangUp()
        self._ask(Parting())

    # Who speaks ---------------------------------------------------------------------------------------------

    def _ask(self, event: Event) -> None:
        self._state, self._utterance = "thinking", None
        if not isinstance(event, Poll | StillWaiting):
            self._last_event = event
        self._actions.append(Turn(event))

    def _play(self, playback: Playback) -> None:
        self._playback = playback
        self._state = "telling"
        if playback.over:
            self._listen_now()

    def _be_quiet(self) -> None:
        """Stop the prompt that plays, also where it has been sent ahead."""
        if self._state == "telling":
            self._state, self._since = "listening", self._clock
            self._actions.append(Clear())
