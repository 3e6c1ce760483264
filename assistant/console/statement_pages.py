"""A statement in the person's own voice: listened to for a reason that is noted, and written down by hand."""

from __future__ import annotations

from base64 import b64encode

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.console.conversation_pages import REASONS_TO_SEE
from assistant.console.desk import desk
from assistant.console.errors import ConsoleError, NotFoundError
from assistant.console.web import POLICY, blueprint, me, needs
from assistant.storage import Statement, StoredAppeal, Transaction

LONGEST = 1600
"""Characters that an appeal's words may have, as those of an SMS."""


@blueprint.post("/appeals/<int:appeal_id>/statement")
@needs("help")
def listen(appeal_id: int) -> Response:
    """The page on which it is heard, once: the sound is in the page, so that no request for it goes unnoted."""
    reason = request.form.get("reason", "")
    if reason not in REASONS_TO_SEE:
        raise ConsoleError("unmask-why-none")
    with desk().database.begin() as tx:
        appeal, statement = _statement(tx, appeal_id)
        audio = tx.statements.audio(statement.id) or b""
        tx.audit.add(desk().now(), me().login, "listen", f"appeal:{appeal_id}", reason=reason)
    sound = f"data:audio/flac;base64,{b64encode(audio).decode()}"
    page = render_template("console/statement.html", appeal=appeal, statement=statement, sound=sound, longest=LONGEST)
    return Response(page, headers={"Content-Security-Policy": f"{POLICY}; media-src data:"})


@blueprint.post("/appeals/<int:appeal_id>/words")
@needs("help")
def write_down(appeal_id: int) -> ResponseReturnValue:
    """What was heard, as the words of the appeal; they go into the letter."""
    words = request.form.get("words", "").strip()[:LONGEST]
    if not words:
        raise ConsoleError("note-empty")
    with desk().database.begin() as tx:
        _statement(tx, appeal_id)
        tx.appeals.write_words(appeal_id, words)
        tx.audit.add(desk().now(), me().login, "write_down", f"appeal:{appeal_id}")
    return redirect(url_for("console.appeal", appeal_id=appeal_id, done="done-appeal-words"))


def _statement(tx: Transaction, appeal_id: int) -> tuple[StoredAppeal, Statement]:
    appeal, statement = tx.appeals.get(appeal_id), tx.statements.of_appeal(appeal_id)
    if appeal is None or statement is None:
        raise NotFoundError("not-found")
    return appeal, statement
