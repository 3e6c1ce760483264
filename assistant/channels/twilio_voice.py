"""Twilio Voice: the webhook that answers a call, and, for lines without streams, the whole call in TwiML.

Without streams keys come first: Twilio plays what we said and gathers keys; whoever presses none may speak after a
beep. Where the turn of the call stands is in the address of each next request, so that one that is sent twice gets the
same answer.
"""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
import structlog
from flask import Blueprint, Response, current_app, request
from twilio.twiml.voice_response import Connect, Dial, VoiceResponse

from assistant.channels.callers import announce, caller_of
from assistant.channels.calls.desk import Desk
from assistant.channels.handing_over import RING_SECONDS, to_ring
from assistant.channels.missed_calls import Ring, missed
from assistant.channels.prompt_pages import PromptPages
from assistant.channels.twilio_listening import KEYS, is_complete
from assistant.channels.twilio_listening import keys as keys_of
from assistant.channels.twilio_listening import voice as voice_of
from assistant.channels.twilio_recordings import is_recording
from assistant.channels.twilio_signature import signed
from assistant.channels.twilio_turn import Turn
from assistant.language import Message
from assistant.speech.call import Command, Event, Opened, Parting, Poll, Silence
from assistant.speech.call.keypad import Keypad
from assistant.storage import Handover, UnavailableError

LINE = "twilio"
"""How calls back over this line are asked for."""
NOBODY_THERE = 8
"""Silences in a row before the call ends with a goodbye, as in a call over a socket."""
WAIT_SECONDS = 2
LONGEST_WAIT = 60
"""Looks for the outcome of a job; after that it comes as an SMS."""
HEARING_SECONDS = 1
"""Between two looks for what a job has heard, which takes about a second."""
LONGEST_HEARING = 15
"""Looks for what was heard; after that the question is put again."""
SAID_SOMETHING = 2
"""Seconds of a recording from which a `#` ends what was said, and is no wish to go on without it."""

blueprint = Blueprint("twilio_voice", __name__)
log = structlog.get_logger()


@blueprint.post("/twilio/voice")
@signed
def voice() -> Response:
    """A call: its audio goes to our socket, or, without streams, we begin with the first turn."""
    services = current_app.extensions["haqqi_services"]
    if LINE in services.dials and not _is_ours():
        daily = current_app.config["CALL_BACKS_A_DAY"]
        ring = missed(services.database, _caller(), call_sid(), services.clock(), daily, LINE)
        services.queue.wake()
        if ring is not Ring.ANSWER:
            return _reject()
    if current_app.config["TWILIO_STREAMS"]:
        return _to_the_socket()
    return _say(_desk(0), Opened(), Turn())


@blueprint.post("/twilio/voice/keys")
@signed
def keys() -> Response:
    """What was pressed, or nothing for as long as the question waits."""
    turn = Turn.of_request()
    return _take(_desk(turn.n), _pressed(), turn)


def _take(desk: Desk, pressed: str, turn: Turn) -> Response:
    event = _event(desk, pressed, again=bool(turn.again))
    silent = turn.silent + 1 if event == Silence() else 0
    if silent > NOBODY_THERE:
        return _goodbye(desk)
    return _say(desk, event, Turn(turn.n, silent, again=int(isinstance(event, Command) and event.wish in AGAIN)))


AGAIN = ("repeat", "slower")
AGAIN_TOLD = ("Digits", "FinishedOnKey", "RecordingSid", "RecordingDuration", "DialCallStatus", "DialBridged")
"""What a request brought that must come again with it."""


@blueprint.post("/twilio/voice/wait")
@signed
def wait() -> Response:
    """Has the job ended meanwhile?"""
    turn = Turn.of_request()
    desk = _desk(turn.n)
    if turn.waited > LONGEST_WAIT:
        return _goodbye(desk)
    if turn.heard and turn.waited > LONGEST_HEARING:
        return _say(desk, Command("repeat"), Turn(turn.n))
    return _say(desk, Poll(), Turn(turn.n, waited=turn.waited + 1, heard=turn.heard))


@blueprint.post("/twilio/voice/recorded")
@signed
def recorded() -> Response:
    """What was said: a job hears it, and the call waits for what follows. Or a key that was pressed instead."""
    turn, sid = Turn.of_request(), request.values.get("RecordingSid", "")
    key = request.values.get("Digits", "")
    instead = key in KEYS and not (key == "#" and request.values.get("RecordingDuration", 0, int) >= SAID_SOMETHING)
    if is_recording(sid):
        _hear_in_a_job(sid, unheard=instead)
    if instead:
        return _go_on_with(key, turn)
    if not is_recording(sid):
        return _say(_desk(turn.n), Silence(), Turn(turn.n, turn.silent + 1))
    return _wait(VoiceResponse(), Turn(turn.n, heard=1))


def _go_on_with(key: str, turn: Turn) -> Response:
    """Whoever pressed a key during the recording goes on with keys: the first is not lost."""
    desk = _desk(turn.n)
    if is_complete(desk.question, key):
        return _take(desk, key, turn)
    response = VoiceResponse()
    response.append(keys_of(desk.question, f"{turn.address('keys')}&begun={key}", hears=False, begun=key))
    return twiml(response)


def _hear_in_a_job(sid: str, *, unheard: bool) -> None:
    """`unheard`: it is only deleted at the provider."""
    services, caller = current_app.extensions["haqqi_services"], _caller()
    now = services.clock()
    call = call_sid() if current_app.config["TWILIO_DIALS"] else ""
    slots = {"recording": sid, "caller": caller, "call": call, "unheard": unheard}
    args = msgspec.json.encode({"slots": slots, "mode": "", "asked_at": now})
    with services.database.begin() as tx:
        contact = tx.contacts.get_or_create(caller, now)
        conversation = tx.conversations.lock(contact.id)
        tx.outbox.add_job(contact.id, conversation.id, "transcribe", args, f"{conversation.id}-{sid}", now)
    services.queue.wake()


@blueprint.errorhandler(UnavailableError)
def away(error: UnavailableError) -> Response:
    """The database is away: the caller waits a moment, and the same request comes again with the same keys."""
    log.error("call_turn_failed", error=type(error).__name__)
    response = VoiceResponse()
    response.pause(WAIT_SECONDS)
    told = {**request.args.to_dict(), **{name: request.values[name] for name in AGAIN_TOLD if name in request.values}}
    response.redirect(f"{request.path}?{urlencode(told)}")
    return twiml(response)


@blueprint.get("/twilio/prompt/<sealed>.wav")
def prompt(sealed: str) -> Response:
    """The audio of one message, for whoever was given its address."""
    audio = prompts().audio(sealed)
    return Response(audio, mimetype="audio/wav") if audio else Response("no such prompt\n", 404, mimetype="text/plain")


def _to_the_socket() -> Response:
    services = current_app.extensions["haqqi_services"]
    token = announce(services.database, _caller(), services.clock)
    connect = Connect()
    connect.stream(url=current_app.config["MEDIA_URL"]).parameter(name="token", value=token)
    response = VoiceResponse()
    response.append(connect)
    response.redirect("/twilio/voice/next")
    return twiml(response)


def come_back() -> Response:
    """The caller goes on with us: at our socket, or with the next turn."""
    if current_app.config["TWILIO_STREAMS"]:
        return _to_the_socket()
    turn = Turn.of_request()
    return _say(_desk(turn.n), Opened(), Turn(turn.n))


def dial(handover: Handover, turn: Turn | None = None) -> Response:
    """Ring the operators; they see our number, not the caller's."""
    response = VoiceResponse()
    _ring(response, handover, turn or Turn())
    return twiml(response)


def _ring(response: VoiceResponse, handover: Handover, turn: Turn) -> None:
    centre = current_app.extensions["haqqi_conversations"].centre
    ours = current_app.config["TWILIO_NUMBER"]
    action = f"{turn.address('dialled')}&wish={handover.id}"
    ring = Dial(action=action, timeout=RING_SECONDS, **({"caller_id": ours} if ours else {}))
    ring.number(centre.number, url=f"/twilio/voice/whisper?wish={handover.id}")
    response.append(ring)


def hung_up() -> Response:
    response = VoiceResponse()
    response.hangup()
    return twiml(response)


def call_sid() -> str:
    return request.form.get("CallSid", "")


def _desk(turns: int) -> Desk:
    conversations = current_app.extensions["haqqi_conversations"]
    caller = _caller()
    desk = Desk(conversations, prompts().prompter, caller, call_sid(), turns, dials=current_app.config["TWILIO_DIALS"])
    if turns:
        desk.reply = conversations.standing(caller)
    return desk


def _is_ours() -> bool:
    """Whether we called, and not the person."""
    return request.form.get("Direction", "").startswith("outbound")


def _reject() -> Response:
    """The caller hears that the line is busy, and pays nothing."""
    response = VoiceResponse()
    response.reject(reason="busy")
    return twiml(response)


def _caller() -> str:
    return caller_of(request.form.get("To" if _is_ours() else "From", ""), request.form.get("CallSid", ""))


def _event(desk: Desk, pressed: str, *, again: bool) -> Event:
    keypad = Keypad(desk.question)
    completed = None
    for key in pressed:
        completed = completed or keypad.press(key)
    event = completed or keypad.finish() or Silence()
    return Command("slower") if again and event == Command("repeat") else event


def _say(desk: Desk, event: Event, turn: Turn) -> Response:
    """Play the event, and answer with what follows it."""
    messages = desk.hear(event)
    if isinstance(event, Opened) and not turn.n and _hears(desk):
        messages = (Message("call-beep"), *messages)
    desk.all_was_said()
    turn = msgspec.structs.replace(turn, n=desk.turns)
    response = VoiceResponse()
    plays = prompts().addresses(messages, desk.locale, slow=desk.reply.slower)
    asked = desk.reply.connecting or (turn.heard and messages)  # by a key, or by what a job has heard
    handover = to_ring(desk.conversations.database, desk.call) if asked else None
    if handover is not None:
        for play in plays:
            response.play(play)
        _ring(response, handover, turn)
        return twiml(response)
    if desk.reply.waiting or (turn.heard and not messages):
        for play in plays:
            response.play(play)
        return _wait(response, turn)
    turn = msgspec.structs.replace(turn, heard=0, waited=0)
    hears = _hears(desk)
    gather = keys_of(desk.question, turn.address("keys"), hears=hears)
    for play in plays:
        gather.play(play)
    response.append(gather)
    if hears and desk.question is not None:
        response.append(voice_of(desk.question, turn.address("recorded")))
        response.redirect(turn.address("keys"))  # Twilio goes on here where nothing was said either
    elif desk.question is None:
        _part(response, desk)
    return twiml(response)


def _hears(desk: Desk) -> bool:
    """Whether an answer may be spoken, too: something is asked, and there are recordings and a model to hear them."""
    app, question = current_app.extensions, desk.question
    if question is None or app["haqqi_services"].recordings is None:
        return False
    return question.records or app["haqqi_speech"]()


def _pressed() -> str:
    """The keys, with what had been pressed before them; a `#` alone, which Twilio names apart."""
    pressed = request.args.get("begun", "")[:1] + request.values.get("Digits", "")
    return pressed or ("#" if request.values.get("FinishedOnKey") == "#" else "")


def _wait(response: VoiceResponse, turn: Turn) -> Response:
    response.pause(HEARING_SECONDS if turn.heard else WAIT_SECONDS)
    response.redirect(turn.address("wait"))
    return twiml(response)


def _goodbye(desk: Desk) -> Response:
    response = VoiceResponse()
    _part(response, desk)
    return twiml(response)


def _part(response: VoiceResponse, desk: Desk) -> None:
    for play in prompts().addresses(desk.hear(Parting()), desk.locale, slow=desk.reply.slower):
        response.play(play)
    response.hangup()


def prompts() -> PromptPages:
    prompts: PromptPages = current_app.extensions["haqqi_prompt_pages"]
    return prompts


def twiml(response: VoiceResponse) -> Response:
    return Response(str(response), mimetype="text/xml")
