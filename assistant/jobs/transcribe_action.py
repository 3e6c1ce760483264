"""Hears what a caller said on a line without streams, and takes it to the conversation."""

from __future__ import annotations

from assistant.channels.calls.questions import meant, question_of
from assistant.conversations import Inbound
from assistant.dialogue import Said
from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services
from assistant.posting import CALL, Reply
from assistant.speech.audio import frames, pcm_of
from assistant.speech.call import Spoken
from assistant.speech.call.utterance import UNKNOWN

ACTION = "transcribe"


def transcribe(services: Services, job: Job) -> Commit:
    """Slots: `recording` (Twilio's id), `caller`, `call` where a person can be rung in it, and `unheard` where a key
    was pressed instead, so that nobody listens to it. The recording is deleted at Twilio.

    The answer goes through the one door under the recording's id, so that a job that is done twice is one answer.
    """
    sid, caller = job.text("recording"), job.text("caller")
    assert services.recordings is not None  # the webhook begins this job only where there are recordings
    if not job.slots.get("unheard"):
        pcm = pcm_of(services.recordings.fetch(sid))
        standing = services.conversations.standing(caller)
        said = _said(services, pcm, caller, standing)
        services.conversations.receive(Inbound(CALL, sid, caller, said, call=job.text("call")))
    services.recordings.delete(sid)
    return lambda _tx: None


def _said(services: Services, pcm: bytes, caller: str, standing: Reply) -> Said:
    question = question_of(services.conversations.book, standing)
    if question is None or not question.records:
        text, confidence = _heard(services, pcm, standing)
        return Said(text, "speech", confidence)
    return Said(services.conversations.keep_statement(caller, pcm), "speech")


def _heard(services: Services, pcm: bytes, standing: Reply) -> tuple[str, float]:
    book = services.conversations.book
    question = question_of(book, standing)
    recogniser = services.listen(question) if question else None
    if recogniser is None:
        return UNKNOWN, 0.0
    for frame in frames(pcm):
        recogniser.accept(frame)
    heard = recogniser.result()
    if not heard.text:
        return UNKNOWN, 0.0
    alternatives = tuple((each.text, each.confidence) for each in heard.alternatives)
    return meant(book, standing, Spoken(heard.text, heard.confidence, alternatives))
