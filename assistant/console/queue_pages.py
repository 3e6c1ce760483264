"""The queue: who waits, the most urgent first, live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.console.desk import desk
from assistant.console.helping import take_next
from assistant.console.labels import region_name, step_words
from assistant.console.web import blueprint, locale, me, needs, say
from assistant.storage import Waiting, Wanted

PAGE = 40
"""People on one page of the queue."""
LONGEST_REFERENCE = 12
"""Digits."""
AGES = (30, 120, 480, 1440)
"""Minutes of waiting by which the queue can be filtered."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the queue, as shown."""

    waiting: Waiting
    minutes: int
    step: str
    region: str


@blueprint.get("")
@needs("see")
def queue() -> str:
    return render_template("console/queue.html", **_shown())


@blueprint.get("/rows")
@needs("see")
def rows() -> str:
    """The part of the page that changes."""
    return render_template("console/_rows.html", **_shown())


@blueprint.get("/live/queue")
@needs("see")
def queue_stream() -> Response:
    known = request.headers.get("Last-Event-ID") or request.args.get("known", "")
    clock = desk().now
    stream = desk().streams.tell(desk().database, lambda tx: tx.queue.version(clock()), known)
    return Response(stream, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


@blueprint.post("/next")
@needs("help")
def take_the_next() -> ResponseReturnValue:
    """Help whoever is first among those that the filters show."""
    taken = take_next(desk(), me(), _wanted())
    if taken is None:
        return redirect(url_for("console.queue", empty=1, **_filters()))
    return redirect(url_for("console.person", contact_id=taken))


@blueprint.get("/calls")
@needs("help")
def calls() -> str:
    """The calls that were promised and are still to be made."""
    with desk().database.read() as tx:
        waiting = tx.notes.calls_to_make()
    return render_template("console/calls.html", calls=waiting, now=desk().now())


@blueprint.get("/reference")
@needs("see")
def reference() -> ResponseReturnValue:
    """The person whose request has the number that an operator heard before a call was put through."""
    number = "".join(request.args.get("number", "").split())
    contact_id = None
    if number.isascii() and number.isdigit() and len(number) <= LONGEST_REFERENCE:
        with desk().database.read() as tx:
            contact_id = tx.tickets.whose(int(number))
    if contact_id is None:
        return redirect(url_for("console.queue", unknown=1))
    return redirect(url_for("console.person", contact_id=contact_id))


def _filters() -> dict[str, Any]:
    names = ("reason", "locale", "channel", "region", "age")
    return {name: value for name in names if (value := request.values.get(name, ""))}


def _wanted() -> Wanted:
    given = _filters().get
    age = given("age", "")
    before = desk().now() - timedelta(minutes=int(age)) if age in map(str, AGES) else None
    return Wanted(given("reason", ""), given("locale", ""), given("channel", ""), given("region", ""), before)


def _shown() -> Mapping[str, object]:
    wanted, now = _wanted(), desk().now()
    page = max(request.args.get("page", 1, int), 1)
    with desk().database.read() as tx:
        waiting = tx.queue.page(wanted, now, PAGE, (page - 1) * PAGE)
        total = tx.queue.count(wanted)
        choices = tx.queue.choices()
        version = tx.queue.version(now)
        mine = tx.leases.held_by(me().login, now)
        calls = tx.notes.count_calls(now)
    return {
        "rows": [_row(each) for each in waiting],
        "total": total,
        "page": page,
        "pages": max(-(-total // PAGE), 1),
        "choices": choices,
        "chosen": _filters(),
        "ages": AGES,
        "version": version,
        "mine": mine,
        "calls": calls,
        "notice": _notice(),
        "region_name": lambda region: region_name(desk(), locale(), region),
    }


def _notice() -> str:
    if request.args.get("unknown"):
        return say("reference-unknown")
    return say("queue-empty-now") if request.args.get("empty") else ""


def _row(waiting: Waiting) -> Row:
    minutes = int((desk().now() - waiting.opened_at).total_seconds() // 60)
    step = step_words(desk(), locale(), waiting.step)
    return Row(waiting, minutes, step, region_name(desk(), locale(), waiting.region))
