"""What is said for a message: recorded where somebody recorded it, else synthesised, else a tone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import structlog

from assistant.language import Bundles, LocaleError, Message, Part, Phrase, Rest, Speaker
from assistant.speech.audio import Samples, silence
from assistant.speech.prompts.clips import Cache, Recordings, key_of, recording_folders
from assistant.speech.prompts.errors import SynthesisError
from assistant.speech.prompts.espeak import PATIENCE, SLOW, Espeak, Synthesiser
from assistant.speech.prompts.guard import Guarded
from assistant.speech.prompts.prompt import Prompt, Sound
from assistant.speech.prompts.tones import attention, gap

BETWEEN_MESSAGES = 0.6
"""Seconds of rest between two messages."""
SLOW_RESTS = 1.8
"""How much longer rests are in slow speech: recordings keep their speed, and the listener gets the time between."""
SPELLING = 1
"""Raised when `spelling` changes, so that what was kept is said anew."""
AT_ONCE = 2
"""Syntheses at once: the first phrase is there while the second is made."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Voicing:
    """How many phrases of a voice are recorded, can be synthesised, and are neither."""

    voice: str
    recorded: int
    synthesised: int
    silent: int


class Prompter:
    """Says messages. Safe to share between threads; nothing raises, or waits longer than a synthesis may take."""

    def __init__(
        self,
        bundles: Bundles,
        recordings: Recordings,
        cache: Cache,
        synthesiser: Synthesiser | None,
        *,
        speed: float = 1.0,
    ) -> None:
        """`speed` of synthesised speech, of the usual."""
        self._speaker = Speaker(bundles)
        self._recordings = recordings
        self._cache = cache
        self._synthesiser = Guarded(synthesiser) if synthesiser else None
        self._speed = speed
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="prompts")

    @classmethod
    def at(
        cls, bundles: Bundles, locales: Path, home: Path, *, speed: float = 1.0, patience: float = PATIENCE
    ) -> Prompter:
        """With the recordings of the locales' folder and of HAQQI_HOME, and espeak-ng where it is installed, which has
        failed with a phrase after `patience` seconds."""
        voices = Speaker(bundles).voices
        recordings = Recordings({voice: recording_folders(locales, home, voice) for voice in voices})
        return cls(bundles, recordings, Cache(home / "cache" / "prompts"), Espeak.find(patience=patience), speed=speed)

    def audio(self, said: Message | Sequence[Message], locale: str, *, slow: bool = False) -> Prompt:
        """Messages one after the other, in the voice of the locale; `slow` for who asked for it."""
        messages = [said] if isinstance(said, Message) else said
        parts: list[Part] = []
        for message in messages:
            parts += [Rest(BETWEEN_MESSAGES)] if parts else []
            parts += self._parts(locale, message)
        return Prompt(list(self._sounds(parts, slow=slow)))

    def warm(self) -> Iterator[Voicing]:
        """Make every phrase that is not recorded, and keep it: in a call only a person's own words are made then."""
        for voice in self._speaker.voices:
            phrases = self._speaker.phrases(voice)
            for slow in (False, True):
                made = self._pool.map(lambda phrase, slow=slow: self._clip(phrase, slow=slow), phrases)
                count = sum(clip is not None for clip in made)
            recorded = sum(self._recordings.has(voice, phrase.id) for phrase in phrases)
            yield Voicing(voice, recorded, count - recorded, len(phrases) - count)

    def voicings(self) -> list[Voicing]:
        """What each voice has, without making anything."""
        return [self._voicing(voice) for voice in self._speaker.voices]

    def warnings(self) -> list[str]:
        """What whoever starts the service must hear about its voice."""
        return [
            f"{voicing.voice}: {voicing.silent} phrases are not recorded, and no espeak-ng is installed: callers hear "
            "tones and answer by keys. Install espeak-ng, or record them (haqqi prompts export)"
            for voicing in self.voicings()
            if voicing.silent
        ]

    def close(self) -> None:
        """End the threads; what is being made is made to its end."""
        self._pool.shutdown()

    def _voicing(self, voice: str) -> Voicing:
        phrases = self._speaker.phrases(voice)
        recorded = sum(self._recordings.has(voice, phrase.id) for phrase in phrases)
        rest = len(phrases) - recorded
        return Voicing(voice, recorded, rest if self._synthesiser else 0, 0 if self._synthesiser else rest)

    def _parts(self, locale: str, message: Message) -> Sequence[Part]:
        try:
            return self._speaker.say(locale, message)
        except LocaleError as error:
            log.error("message unsaid", message=message.id, error=str(error))
            return []

    def _sounds(self, parts: Sequence[Part], *, slow: bool) -> Iterator[Sound]:
        """Each part's sound; where nothing of all this can be said, one tone in place of everything."""
        if not any(isinstance(part, Phrase) and self._can_say(part) for part in parts):
            yield attention()
            return
        for silent, run in groupby(parts, lambda part: isinstance(part, Phrase) and not self._can_say(part)):
            if silent:
                yield gap()
                continue
            for part in run:
                yield self._sound(part, slow=slow) if isinstance(part, Phrase) else _rest(part, slow=slow)

    def _can_say(self, phrase: Phrase) -> bool:
        return bool(phrase.text) and (self._synthesiser is not None or self._recordings.has(phrase.voice, phrase.id))

    def _sound(self, phrase: Phrase, *, slow: bool) -> Sound:
        """At once where it is recorded or kept; else it is begun now, and ready when its turn comes."""
        known = self._kept(phrase, slow=slow)
        return known if known is not None else self._pool.submit(self._clip_or_tone, phrase, slow=slow)

    def _clip_or_tone(self, phrase: Phrase, *, slow: bool) -> Samples:
        clip = self._clip(phrase, slow=slow)
        return gap() if clip is None else clip

    def _clip(self, phrase: Phrase, *, slow: bool) -> Samples | None:
        """The phrase recorded, kept, or made now; None, with a line in the log, where it cannot be."""
        kept = self._kept(phrase, slow=slow)
        if kept is not None or self._synthesiser is None:
            return kept
        try:
            made = self._synthesiser.say(phrase.text, phrase.voice, self._pace(slow=slow))
        except SynthesisError as error:
            log.warning("phrase unsaid", phrase=phrase.id, error=str(error))
            return None
        if phrase.id:  # a person's own words are never kept
            self._cache.put(self._key(phrase, slow=slow), made)
        return made

    def _kept(self, phrase: Phrase, *, slow: bool) -> Samples | None:
        if not phrase.id:
            return None
        recorded = self._recordings.get(phrase.voice, phrase.id)
        if recorded is not None or self._synthesiser is None:
            return recorded
        return self._cache.get(self._key(phrase, slow=slow))

    def _key(self, phrase: Phrase, *, slow: bool) -> str:
        identity = self._synthesiser.identity if self._synthesiser else ""
        return key_of(phrase.text, phrase.voice, self._pace(slow=slow), identity, SPELLING)

    def _pace(self, *, slow: bool) -> float:
        return self._speed * (SLOW if slow else 1)


def _rest(rest: Rest, *, slow: bool) -> Samples:
    return silence(rest.seconds * (SLOW_RESTS if slow else 1))
