"""The recording kit on a Twilio number without streams: TwiML, keys, and recordings that are fetched and deleted there.

Where the call stands is in the address of each next request, which Twilio signs.
"""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request
from twilio.twiml.voice_response import Gather, VoiceResponse

from assistant.channels.recording.frame import chosen_locale, invited, leader, passes, studio, words_for
from assistant.channels.recording.twilio_store import TwilioStore
from assistant.channels.twilio_signature import signed
from assistant.recording import Bookmark, Call, RecordingError
from assistant.speech.recording.consent import BY
from assistant.speech.recording.exchange import End, Event, Heard, Key, Listen, Play, Record, Say, Silence
from assistant.speech.recording.session import Stage

VOICES = {"fr": {"language": "fr-FR"}}
ARABIC = {"language": "arb", "voice": "Polly.Zeina"}
"""Twilio has no Moroccan voice; standard Arabic reads Darija as best it can."""
ARGUMENTS = {BY: "who", "recordings-code": "code"}
KEY_WAIT_S, SPEECH_WAIT_S = 8, 4
KEYS = "*#12"

blueprint = Blueprint("recording_calls", __name__, url_prefix="/twilio/recording")


@blueprint.post("/<invitation>")
@signed
def turn(invitation: str) -> Response:
    """A call that begins, a key, a recording, or nothing for a while."""
    try:
        call = Call.resume(studio(), invited(invitation), chosen_locale(), _bookmark())
        actions = call.begin() if call.bookmark.stage == "new" else call.hear(_event())
        return _answer(invitation, call, actions)
    except RecordingError:
        return _sorry()


def _bookmark() -> Bookmark:
    stages = get_args(Stage)
    given = request.args.get("stage", "new")
    stage: Stage = stages[stages.index(given)] if given in stages else "new"
    place, tries = (max(0, request.args.get(name, 0, int)) for name in ("place", "tries"))
    return Bookmark(stage, request.args.get("name", ""), place, tries)


def _event() -> Event:
    """What the request tells. `Digits` is the word `hangup` where the call ended within a recording."""
    pressed, sid = request.form.get("Digits", ""), request.form.get("RecordingSid", "")
    store: TwilioStore = current_app.extensions["haqqi_twilio_store"]
    if len(pressed) == 1:
        store.delete(sid)
        return Key(pressed)
    taken = store.take(sid)
    return Heard(*taken) if taken else Silence()


def _answer(invitation: str, call: Call, actions: tuple[Say | Play | Listen | Record | End, ...]) -> Response:
    response = VoiceResponse()
    mark = call.bookmark
    query = {"lang": chosen_locale(), "stage": mark.stage, "name": mark.name, "place": mark.place, "tries": mark.tries}
    onwards = f"/twilio/recording/{invitation}?{urlencode(query)}"
    keys = Gather(num_digits=1, finish_on_key="", timeout=KEY_WAIT_S, action=onwards, action_on_empty_result=True)
    within = keys if any(isinstance(action, Listen) for action in actions) else response
    for action in actions:
        match action:
            case Say(message, value):
                _say(within, message, value)
            case Play(prompt) if leader().has(prompt):
                address = passes().admit(call.speaker, studio().clock())
                within.play(f"{_base()}/recording/voice/{address}/clip?{urlencode({'text': prompt.text})}")
            case Play(prompt):
                within.say(prompt.text, **ARABIC)
            case Listen():
                response.append(keys)
            case Record(seconds):
                response.record(
                    max_length=round(seconds), timeout=SPEECH_WAIT_S, play_beep=True, finish_on_key=KEYS,
                    trim="do-not-trim", action=onwards,
                )  # fmt: skip
                response.redirect(onwards)  # reached only where nothing at all was said
            case End():
                response.hangup()
    return _twiml(response)


def _say(within: VoiceResponse | Gather, message: str, value: str) -> None:
    locale = chosen_locale()
    spoken = ", ".join(value) if message == "recordings-code" else value
    args = {ARGUMENTS[message]: spoken} if message in ARGUMENTS else {}
    within.say(words_for(locale, message, **args), **VOICES.get(locale, ARABIC))


def _sorry() -> Response:
    """The invitation is over, or the voice was erased meanwhile."""
    response = VoiceResponse()
    _say(response, "recording-over", "")
    response.hangup()
    return _twiml(response)


def _base() -> str:
    return str(current_app.config["BASE_URL"])


def _twiml(response: VoiceResponse) -> Response:
    return Response(str(response), mimetype="text/xml")
