"""The page of one person: what was said, where they stand, and what can be done for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.console import helping
from assistant.console.case import Case, read_case
from assistant.console.desk import desk
from assistant.console.errors import ConsoleError, NotFoundError
from assistant.console.templates_for import Template, templates_in
from assistant.console.web import blueprint, locale, me, needs, say
from assistant.language import morocco, segments
from assistant.language.sms import alphabet
from assistant.stalled import CLOSINGS
from assistant.storage import Operator

REASONS_TO_SEE = ("verify", "correct", "call", "office", "asked")
"""Why an operator may see all in the clear: a list, so that nothing personal gets into the audit log."""


@blueprint.get("/person/<int:contact_id>")
@needs("see")
def person(contact_id: int) -> str:
    return _page(contact_id, "view")


@blueprint.get("/person/<int:contact_id>/talk")
@needs("see")
def talk(contact_id: int) -> str:
    """The part of the page that changes."""
    case, operators = _read(contact_id, "view_live")
    return render_template("console/_talk.html", **_shown(case, operators))


@blueprint.get("/live/person/<int:contact_id>")
@needs("see")
def talk_stream(contact_id: int) -> Response:
    known = request.headers.get("Last-Event-ID") or request.args.get("known", "")
    stream = desk().streams.tell(desk().database, lambda tx: tx.transcript.version(contact_id), known)
    return Response(stream, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


@blueprint.post("/person/<int:contact_id>/here")
@needs("help")
def here(contact_id: int) -> ResponseReturnValue:
    """The page is open and somebody is at it."""
    now = desk().now()
    with desk().database.begin() as tx:
        kept = helping.stay(tx, me(), contact_id, now)
    return "", 204 if kept else 409


@blueprint.post("/person/<int:contact_id>/unmask")
@needs("help")
def unmask(contact_id: int) -> str:
    """The page with numbers and answers in the clear, once, for a reason that is noted."""
    reason = request.form.get("reason", "")
    if reason not in REASONS_TO_SEE:
        raise ConsoleError("unmask-why-none")
    return _page(contact_id, "unmask", unmasked=True, reason=reason)


@blueprint.post("/person/<int:contact_id>/take")
@needs("help")
def take(contact_id: int) -> ResponseReturnValue:
    return _done(contact_id, lambda: helping.take(desk(), me(), contact_id), "done-take")


@blueprint.post("/person/<int:contact_id>/answer")
@needs("help")
def answer(contact_id: int) -> ResponseReturnValue:
    text = request.form.get("text", "")
    return _done(contact_id, lambda: helping.answer(desk(), me(), contact_id, text), "done-answer")


@blueprint.post("/person/<int:contact_id>/take-over")
@needs("help")
def take_over(contact_id: int) -> ResponseReturnValue:
    return _done(contact_id, lambda: helping.take_over(desk(), me(), contact_id), "done-take-over")


@blueprint.post("/person/<int:contact_id>/hand-back")
@needs("help")
def hand_back(contact_id: int) -> ResponseReturnValue:
    return _done(contact_id, lambda: helping.hand_back(desk(), me(), contact_id), "done-hand-back")


@blueprint.post("/person/<int:contact_id>/amend")
@needs("help")
def amend(contact_id: int) -> ResponseReturnValue:
    step, text = request.form.get("step", ""), request.form.get("text", "")
    return _done(contact_id, lambda: helping.amend(desk(), me(), contact_id, step, text), "done-amend")


@blueprint.post("/person/<int:contact_id>/move")
@needs("help")
def move(contact_id: int) -> ResponseReturnValue:
    to = request.form.get("to", "")
    return _done(contact_id, lambda: helping.move(desk(), me(), contact_id, to), "done-move")


@blueprint.post("/person/<int:contact_id>/note")
@needs("help")
def note(contact_id: int) -> ResponseReturnValue:
    text = request.form.get("text", "")
    return _done(contact_id, lambda: helping.note(desk(), me(), contact_id, text), "done-note")


@blueprint.post("/person/<int:contact_id>/call")
@needs("help")
def call(contact_id: int) -> ResponseReturnValue:
    due, text = _when(request.form.get("when", "")), request.form.get("text", "")
    return _done(contact_id, lambda: helping.promise_call(desk(), me(), contact_id, due, text), "done-call")


@blueprint.post("/person/<int:contact_id>/call-made")
@needs("help")
def call_made(contact_id: int) -> ResponseReturnValue:
    call_id = request.form.get("call", 0, int)
    return _done(contact_id, lambda: helping.call_made(desk(), me(), contact_id, call_id), "done-call-made")


@blueprint.post("/person/<int:contact_id>/transfer")
@needs("help")
def transfer(contact_id: int) -> ResponseReturnValue:
    to, text = request.form.get("to", ""), request.form.get("text", "")
    helping.transfer(desk(), me(), contact_id, to, text)
    return redirect(url_for("console.queue"))


@blueprint.post("/person/<int:contact_id>/leave")
@needs("help")
def leave(contact_id: int) -> ResponseReturnValue:
    helping.leave(desk(), me(), contact_id)
    return redirect(url_for("console.queue"))


@blueprint.post("/person/<int:contact_id>/close")
@needs("help")
def close(contact_id: int) -> ResponseReturnValue:
    helping.close(desk(), me(), contact_id, request.form.get("closing", ""))
    return redirect(url_for("console.queue"))


def _done(contact_id: int, action: Callable[[], None], word: str) -> ResponseReturnValue:
    """Do it and show the page again; what was wrong is told on the page, with what was written still in its field."""
    try:
        action()
    except ConsoleError as error:
        if error.status in (403, 404):
            raise
        return _page(contact_id, "view", fault=say(error.word, **error.details)), error.status
    return redirect(url_for("console.person", contact_id=contact_id, done=word))


def _page(contact_id: int, action: str, *, unmasked: bool = False, fault: str = "", **detail: str) -> str:
    case, operators = _read(contact_id, action, unmasked=unmasked, **detail)
    done = request.args.get("done", "")
    return render_template(
        "console/conversation.html",
        **_shown(case, operators, unmasked=unmasked),
        fault=fault,
        done=say(done) if done.startswith("done-") and not fault else "",
    )


def _read(contact_id: int, action: str, *, unmasked: bool = False, **detail: str) -> tuple[Case, list[Operator]]:
    """The case, and the look at it noted. Whoever helps the person keeps them for longer."""
    now = desk().now()
    with desk().database.begin() as tx:
        if tx.contacts.by_id(contact_id) is None:
            raise NotFoundError("person-gone")
        tx.audit.add(now, me().login, action, f"contact:{contact_id}", **detail)
        if action != "view_live":
            helping.stay(tx, me(), contact_id, now)
    with desk().database.read() as tx:
        case = read_case(desk(), tx, contact_id, locale(), now, unmasked=unmasked)
        operators = [other for other in tx.operators.all() if other.disabled_at is None and other.login != me().login]
    return case, operators


def _shown(case: Case, operators: list[Operator], *, unmasked: bool = False) -> dict[str, object]:
    mine = case.lease is not None and case.lease.holder == me().login
    person_locale = (case.talk.locale if case.talk else "") or case.contact.locale or "ary-Arab"
    known = templates_in(desk(), person_locale)
    basic, extension = alphabet()
    return {
        "case": case,
        "mine": mine,
        "others": case.lease.holder if case.lease and not mine else "",
        "person_locale": person_locale,
        "operators": operators,
        "closings": CLOSINGS,
        "reasons_to_see": REASONS_TO_SEE,
        "unmasked": unmasked,
        "templates": known,
        "draft": _draft(known),
        "size": segments,
        "now": desk().now(),
        "gsm_basic": basic,
        "gsm_extension": extension,
        "call_at": (desk().now() + timedelta(hours=1)).astimezone(morocco()).strftime("%Y-%m-%dT%H:00"),
    }


def _draft(known: tuple[Template, ...]) -> str:
    """What stands in the field: what was written and not sent, else the template that was asked for."""
    written = request.form.get("text", "") if (request.endpoint or "").endswith(".answer") else ""
    wanted = request.args.get("template", "")
    return written or next((template.text for template in known if template.name == wanted), "")


def _when(given: str) -> datetime:
    """A moment on a Moroccan clock, as browsers write it; raises ConsoleError for anything else."""
    try:
        return datetime.fromisoformat(given).replace(tzinfo=morocco())
    except ValueError as error:
        raise ConsoleError("call-when") from error
