"""The appeals desk: what is contested, the papers, the way an appeal has come, its letter, and checking receipts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.appeals import (
    AppealError,
    MovedMeanwhileError,
    MoveNotAllowedError,
    Receipt,
    Standing,
    State,
    allowed,
    escalate,
    evidence_for,
    find_receipt,
    public_key,
    standing_of,
)
from assistant.appeals import letter as write_letter
from assistant.appeals import move as move_appeal
from assistant.appeals.letter_words import Say, say_in
from assistant.console.conversation_pages import REASONS_TO_SEE
from assistant.console.desk import desk
from assistant.console.errors import ConsoleError, NotFoundError
from assistant.console.web import blueprint, locale, me, needs, say
from assistant.console.words import LOCALES, without_numbers
from assistant.dialogue import Begin
from assistant.language import local_day
from assistant.storage import AppealMove, EvidencePaper, Statement, StoredAppeal, Transaction

PAGE = 50
STATES: tuple[str, ...] = get_args(State)
ENDED = frozenset({"upheld", "withdrawn", "rejected", "partly_upheld"})
LONGEST_NOTE = 500
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox allow-modals"
)
"""A letter is one file with its style in it; nothing in it may run or call anywhere."""


@dataclass(frozen=True)
class Matter:
    """An appeal as the desk shows it; `papers` are those worth bringing, with who has seen each."""

    appeal: StoredAppeal
    standing: Standing
    papers: tuple[tuple[str, EvidencePaper | None], ...]
    history: tuple[AppealMove, ...]
    moves: tuple[str, ...]
    days_left: int | None
    statement: Statement | None = None

    @property
    def words(self) -> str:
        return without_numbers(self.appeal.filing.text)


@blueprint.get("/appeals")
@needs("help")
def appeals() -> str:
    state = request.args.get("state", "")
    states = (state,) if state in STATES else tuple(each for each in STATES if each not in ENDED)
    page = max(request.args.get("page", 1, int), 1)
    today = local_day(desk().now())
    with desk().database.read() as tx:
        found = tx.appeals.most_pressing(states, PAGE + 1, (page - 1) * PAGE)
        standings = [standing_of(tx, appeal, today) for appeal in found[:PAGE]]
    return render_template(
        "console/appeals.html",
        standings=standings,
        today=today,
        states=STATES,
        state=state,
        page=page,
        more=len(found) > PAGE,
        w=_letter_words(),
    )


@blueprint.get("/appeals/<int:appeal_id>")
@needs("help")
def appeal(appeal_id: int) -> str:
    return _page(appeal_id)


@blueprint.post("/appeals/<int:appeal_id>/move")
@needs("help")
def change_state(appeal_id: int) -> ResponseReturnValue:
    """Bring the appeal into another state, as it was when the page was drawn."""
    state, now = request.form.get("state", ""), desk().now()
    note = request.form.get("note", "").strip()[:LONGEST_NOTE] or None

    def change(tx: Transaction, matter: Matter) -> None:
        if str(matter.appeal.revision) != request.form.get("revision"):
            raise MovedMeanwhileError("the page is older than the appeal")
        if state == "escalated":
            escalate(tx, matter.standing, "operator", now)
        else:
            move_appeal(tx, matter.appeal, state, "operator", now, note)  # type: ignore[arg-type]
        told = request.form.get("tell") == "yes" and _tell(tx, matter.appeal, now)
        tx.audit.add(now, me().login, "appeal_move", f"appeal:{appeal_id}", state=state, told=told)

    return _change(appeal_id, change, "done-appeal-move")


@blueprint.post("/appeals/<int:appeal_id>/paper")
@needs("help")
def paper(appeal_id: int) -> ResponseReturnValue:
    """Tick a paper off, or take the tick back."""
    name, seen, now = request.form.get("paper", ""), request.form.get("seen") == "yes", desk().now()

    def change(tx: Transaction, matter: Matter) -> None:
        if name not in {known for known, _ in matter.papers}:
            raise ConsoleError("not-found")
        if seen:
            tx.appeals.paper_seen(appeal_id, name, me().login, now)
        else:
            tx.appeals.paper_missing(appeal_id, name)
        tx.audit.add(now, me().login, "appeal_paper", f"appeal:{appeal_id}", paper=name, seen=seen)

    return _change(appeal_id, change, "done-appeal-paper")


@blueprint.get("/appeals/<int:appeal_id>/letter")
@needs("help")
def letter(appeal_id: int) -> Response:
    """The letter to the office, to be printed: all that the person wrote is in it, so the look is noted."""
    wanted = request.args.get("lang", locale())
    with desk().database.begin() as tx:
        matter = _matter(tx, appeal_id)
        tx.audit.add(desk().now(), me().login, "letter", f"appeal:{appeal_id}")
    try:
        used = wanted if wanted in LOCALES else LOCALES[0]
        text = write_letter(matter.appeal, used, desk().base_url, matter.history, spoken=matter.statement is not None)
    except AppealError as error:
        raise NotFoundError("person-gone") from error
    response = Response(text, mimetype="text/html")
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


@blueprint.post("/appeals/receipt")
@needs("help")
def check_receipt() -> str:
    """Whether a receipt is ours, and which appeal it is of."""
    found = find_receipt(request.form.get("receipt", "")[:4000])
    told = Receipt.verify(found, public_key(desk().receipts_key)) if found else None
    now = desk().now()
    with desk().database.begin() as tx:
        of_it = tx.appeals.get_by_reference(told.reference) if told else None
        tx.audit.add(now, me().login, "check_receipt", f"appeal:{of_it.id}" if of_it else "receipt", good=bool(told))
    return render_template("console/receipt.html", told=told, of_it=of_it, w=_letter_words())


def _tell(tx: Transaction, appeal: StoredAppeal, now: datetime) -> bool:
    """Have the flow `status` tell whoever filed it where it stands now; False where they are gone."""
    if appeal.contact_id is None:
        return False
    news = Begin("status", {"status_reference": appeal.filing.reference, "status_moved": True})
    desk().conversations.tell_within(tx, appeal.contact_id, news, now)
    return True


def _change(appeal_id: int, change: Callable[[Transaction, Matter], None], word: str) -> ResponseReturnValue:
    try:
        with desk().database.begin() as tx:
            change(tx, _matter(tx, appeal_id))
    except MovedMeanwhileError:
        return _page(appeal_id, say("appeal-moved-meanwhile")), 409
    except MoveNotAllowedError:
        return _page(appeal_id, say("appeal-move-not-allowed")), 400
    desk().conversations.wake()
    return redirect(url_for("console.appeal", appeal_id=appeal_id, done=word))


def _page(appeal_id: int, fault: str = "") -> str:
    with desk().database.begin() as tx:
        matter = _matter(tx, appeal_id)
        tx.audit.add(desk().now(), me().login, "view", f"appeal:{appeal_id}")
    done = request.args.get("done", "")
    return render_template(
        "console/appeal.html",
        matter=matter,
        reasons_to_see=REASONS_TO_SEE,
        fault=fault,
        done=say(done) if done.startswith("done-appeal-") and not fault else "",
        w=_letter_words(),
    )


def _matter(tx: Transaction, appeal_id: int) -> Matter:
    found = tx.appeals.get(appeal_id)
    if found is None:
        raise NotFoundError("not-found")
    today, filing = local_day(desk().now()), found.filing
    standing = standing_of(tx, found, today)
    item = str((filing.subject or {}).get("item", ""))
    seen = {each.paper: each for each in tx.appeals.papers(appeal_id)}
    papers = tuple((name, seen.get(name)) for name in evidence_for(filing.kind, filing.contested, item))
    moves = tuple(
        state
        for state in allowed(found.state, "operator")  # type: ignore[arg-type]
        if state != "escalated" or (standing.goes_on and standing.next_route)
    )
    left = (filing.deadline - today).days if filing.deadline else None
    said = tx.statements.of_appeal(appeal_id)
    return Matter(found, standing, papers, tx.appeals.history(appeal_id), moves, left, said)


def _letter_words() -> Say:
    """What kinds, reasons, items and papers are called, as the letter has it."""
    return say_in(locale())
