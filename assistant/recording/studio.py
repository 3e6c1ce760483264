"""One speaker from the consent to the code, in short transactions: what pages and calls do with voices."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.language import Bundles
from assistant.recording.consent_text import consent_text
from assistant.recording.errors import InvitationError, TooManyError, UnknownSpeakerError, WrongPromptError
from assistant.recording.invitations import Invitation
from assistant.speech.recording import (
    Prompt,
    Verdict,
    Words,
    draw,
    is_code,
    judge,
    new_code,
    prompt_of,
    to_flac,
    to_line,
)
from assistant.speech.recording.audio import Samples
from assistant.speech.recording.consent import version
from assistant.storage import Consent, Database, Speaker, Transaction

TAKES_AN_HOUR = 600
"""Of one speaker; who says a word every six seconds for an hour is no person."""
WRONG_CODES, WRONG_CODES_LOCK_S = 100, 3600
"""Of everybody together: with a hundred million codes nobody finds another's."""
ABOUT = ("age", "sex", "region")
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the recording of a vocabulary is: people, recordings, and how many people said the rarest word."""

    people: int
    withdrawn: int
    recordings: int
    words: int
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Studio:
    """Works with voices in `database`. `clock` gives the moment, in UTC."""

    database: Database
    bundles: Bundles
    words: Words
    clock: Callable[[], datetime]

    def join(self, invitation: Invitation, locale: str, line: str, how: str) -> str:
        """Store a consent to the text of that locale, given on that line and in that way; gives the speaker's name.

        Raises InvitationError where as many have come as were invited.
        """
        text = "\n".join(consent_text(self.bundles, locale, invitation.who))
        consent = Consent(text, version(text), how, self.clock())
        name = f"v{secrets.token_hex(5)}"
        with self.database.begin() as tx:
            if tx.recordings.joined(invitation.id) >= invitation.people:
                raise InvitationError("everybody who was invited has come")
            while not tx.recordings.join(name, new_code(secrets.SystemRandom()), invitation.id, line, consent):
                pass  # one code in a hundred million is somebody's already
        return name

    def describe(self, name: str, about: Mapping[str, str]) -> None:
        """Add what a speaker tells of themselves (age, sex, region); empty values and others are left out."""
        told = {key: about[key] for key in ABOUT if about.get(key)}
        with self.database.begin() as tx:
            if told:
                tx.recordings.describe(_present(tx, name).id, told)

    def block(self, name: str) -> tuple[Prompt, ...]:
        """The present block of a speaker, drawn where there is none."""
        with self.database.begin() as tx:
            speaker = _present(tx, name)
            if not speaker.prompts:
                return self._drawn(tx, speaker, speaker.block)
        return tuple(prompt_of(text, self.words) for text in speaker.prompts)

    def said(self, name: str) -> frozenset[str]:
        """What a speaker has said so far."""
        with self.database.begin() as tx:
            return tx.recordings.said(_present(tx, name).id)

    def next_block(self, name: str) -> tuple[Prompt, ...]:
        """Go on to another two minutes; empty where there is nothing left to say."""
        with self.database.begin() as tx:
            speaker = _present(tx, name)
            return self._drawn(tx, speaker, speaker.block + bool(speaker.prompts))

    def _drawn(self, tx: Transaction, speaker: Speaker, block: int) -> tuple[Prompt, ...]:
        own = tx.recordings.said(speaker.id)
        prompts = draw(block, self.words, tx.recordings.counts(), own, speaker.name)
        if prompts:
            tx.recordings.set_block(speaker.id, block, [prompt.text for prompt in prompts])
        return prompts

    def take(self, name: str, text: str, samples: Samples, rate: int) -> Verdict:
        """Judge what a speaker said for a prompt of theirs, and keep it where it is usable.

        Raises WrongPromptError where they were not asked to say that, TooManyError where they never stop.
        """
        verdict = judge(samples, rate, prompt_of(text, self.words).words)
        audio = to_flac(to_line(samples, rate)) if verdict.usable else b""
        with self.database.begin() as tx:
            speaker = _present(tx, name)
            if text not in speaker.prompts:
                raise WrongPromptError("this is not among the words that are asked for")
            key = tx.recordings.cipher.index("recording takes", name)
            if not tx.limits.hit(key, self.clock(), HOUR, TAKES_AN_HOUR):
                raise TooManyError("too many recordings within an hour")
            if verdict.usable:
                bounds = (verdict.start, verdict.end)
                tx.recordings.keep(speaker.id, text, audio, verdict.problem or "good", bounds, self.clock())
        return verdict

    def code(self, name: str) -> str:
        """The code by which a speaker erases their voice."""
        with self.database.begin() as tx:
            return tx.recordings.code(_present(tx, name).id)

    def erase(self, code: str) -> datetime | None:
        """Erase the voice with this code; gives when that was, which may be earlier, None for a code of nobody.

        Raises TooManyError after too many codes of nobody.
        """
        now = self.clock()
        with self.database.begin() as tx:
            key = tx.recordings.cipher.index("recording codes", "wrong")
            if tx.limits.is_locked(key, now):
                raise TooManyError("too many wrong codes")
            if tx.recordings.erase(code, now) is not None:
                return now
            earlier = tx.recordings.withdrawn(code)
            if earlier is None and is_code(code):  # a code that is mistyped guesses nothing
                tx.limits.count_failure(key, now, WRONG_CODES, WRONG_CODES_LOCK_S)
        return earlier

    def progress(self) -> Progress:
        """How far the recording is."""
        with self.database.read() as tx:
            everybody, counts = tx.recordings.speakers(), tx.recordings.counts()
        words = (*self.words.digits, *self.words.others)
        gone = sum(speaker.withdrawn_at is not None for speaker in everybody)
        unsaid = tuple(word for word in words if word not in counts)
        return Progress(len(everybody) - gone, gone, sum(counts.values()), len(words), unsaid)


def _present(tx: Transaction, name: str) -> Speaker:
    speaker = tx.recordings.speaker(name)
    if speaker is None:
        raise UnknownSpeakerError("nobody records under this name, or they have withdrawn")
    return speaker
