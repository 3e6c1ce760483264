"""Figures for supervisors: where people stop, how long they wait, what is sent, which words are not understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.console.desk import desk
from assistant.console.errors import ConsoleError, NotFoundError
from assistant.console.exports import csv_file, download
from assistant.console.labels import step_words
from assistant.console.phrases import LONGEST, Phrase, lists, most_missed, patch
from assistant.console.web import blueprint, locale, me, named, needs
from assistant.storage import Passage, Transaction

PERIODS = (1, 7, 30, 90)
"""Days that figures may cover."""
MOST_READ = 2000
"""Failed answers whose words are opened for the phrases."""
MOST_PHRASES = 40
FLOW = "eligibility"
"""The journey shown first."""

Table = tuple[Sequence[str], list[Sequence[object]]]


@blueprint.get("/figures")
@needs("figures")
def figures() -> str:
    since, flow = _since(), _flow()
    with desk().database.read() as tx:
        passages = tx.figures.passages(flow, since)
        waits = tx.figures.waits(since)
        sent = tx.figures.sent(since)
        stalled = tx.figures.stalled(since)
        phrases = _phrases(tx, since)
        proposals = tx.proposals.all()
    _note("view_phrases", "figures", phrases=len(phrases))
    segments = sum(each.segments for each in sent)
    return render_template(
        "console/figures.html",
        days=_days(),
        periods=PERIODS,
        flow=flow,
        flows=sorted(desk().conversations.book.flows),
        passages=_in_order(passages, flow),
        most=max((passage.reached for passage in passages), default=1),
        median=int(median(wait.total_seconds() for wait in waits) // 60) if waits else None,
        helped=len(waits),
        sent=sent,
        segments=segments,
        cost=_cost(segments),
        stalled=stalled,
        phrases=phrases,
        lists=sorted(lists()),
        proposals=proposals,
        step_words=lambda step: step_words(desk(), locale(), step),
    )


@blueprint.get("/figures/<table>.csv")
@needs("figures")
def figures_csv(table: str) -> Response:
    """One of the tables, for a spreadsheet."""
    made = _TABLES.get(table)
    if made is None:
        raise NotFoundError("not-found")
    with desk().database.read() as tx:
        head, rows = made(tx, _since())
    _note("export", f"figures:{table}", rows=len(rows))
    return csv_file(f"haqqi-{table}-{desk().now():%Y-%m-%d}.csv", head, rows)


@blueprint.post("/figures/propose")
@needs("figures")
def propose() -> ResponseReturnValue:
    """Propose a phrase for a list of the lexicon."""
    phrase = " ".join(request.form.get("phrase", "").split())
    to = request.form.get("list", "")
    if not phrase or len(phrase) > LONGEST or to not in lists():
        raise ConsoleError("proposal-unfit")
    now = desk().now()
    with desk().database.begin() as tx:
        tx.proposals.add(phrase, to, me().login, now)
        tx.audit.add(now, me().login, "propose", "lexicon", list=to)
    return redirect(url_for("console.figures", days=_days(), flow=_flow()) + "#phrases")


@blueprint.post("/figures/proposals/<int:proposal_id>/drop")
@needs("figures")
def drop_proposal(proposal_id: int) -> ResponseReturnValue:
    with desk().database.begin() as tx:
        tx.proposals.drop(proposal_id)
        tx.audit.add(desk().now(), me().login, "drop_proposal", "lexicon")
    return redirect(url_for("console.figures", days=_days(), flow=_flow()) + "#phrases")


@blueprint.get("/figures/lexicon.patch")
@needs("figures")
def lexicon_patch() -> Response:
    """The proposals as a patch for the lexicon's files."""
    with desk().database.read() as tx:
        proposals = tx.proposals.all()
    _note("export", "lexicon", proposals=len(proposals))
    return download("haqqi-lexicon.patch", "text/x-diff; charset=utf-8", patch(proposals))


def _note(action: str, subject: str, **detail: object) -> None:
    """In a transaction of its own: what is counted above takes long, and webhooks must be able to write meanwhile."""
    with desk().database.begin() as tx:
        tx.audit.add(desk().now(), me().login, action, subject, **detail)


def _days() -> int:
    given = request.values.get("days", 7, int)
    return given if given in PERIODS else 7


def _since() -> datetime:
    return desk().now() - timedelta(days=_days())


def _flow() -> str:
    given = request.values.get("flow", FLOW)
    return given if given in desk().conversations.book.flows else FLOW


def _in_order(passages: Sequence[Passage], flow: str) -> list[Passage]:
    """As the flow's file has the steps."""
    order = {f"{flow}.{step}": at for at, step in enumerate(desk().conversations.book.flows[flow].steps)}
    return sorted(passages, key=lambda passage: (order.get(passage.step, len(order)), passage.channel))


def _cost(segments: int) -> Decimal | None:
    price = desk().sms_price
    return None if price is None else segments * price


def _phrases(tx: Transaction, since: datetime) -> list[Phrase]:
    return most_missed(tx.figures.missed(since, MOST_READ), MOST_PHRASES)


def _funnel_table(tx: Transaction, since: datetime) -> Table:
    passages = _in_order(tx.figures.passages(_flow(), since), _flow())
    head = ("step", "channel", "reached", "answered", "failed", "standing")
    return head, [(p.step, p.channel, p.reached, p.answered, p.failed, p.standing) for p in passages]


def _reasons_table(tx: Transaction, since: datetime) -> Table:
    rows = tx.figures.stalled(since)
    return ("reason", "name", "opened", "open"), [
        (row.reason, named("reason", row.reason), row.opened, row.still_open) for row in rows
    ]


def _segments_table(tx: Transaction, since: datetime) -> Table:
    rows = tx.figures.sent(since)
    return ("channel", "messages", "segments", "cost"), [
        (row.channel, row.messages, row.segments, "" if (cost := _cost(row.segments)) is None else cost) for row in rows
    ]


def _phrases_table(tx: Transaction, since: datetime) -> Table:
    return ("phrase", "people", "times", "steps"), [
        (phrase.text, phrase.people, phrase.times, " ".join(phrase.steps)) for phrase in _phrases(tx, since)
    ]


_TABLES: dict[str, Callable[[Transaction, datetime], Table]] = {
    "funnel": _funnel_table,
    "reasons": _reasons_table,
    "segments": _segments_table,
    "phrases": _phrases_table,
}
