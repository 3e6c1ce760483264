"""The recording of voices: how far it is, invitations to it, and erasing a voice for whoever brings its code."""

from __future__ import annotations

from datetime import timedelta

import segno
from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from assistant.console.desk import desk
from assistant.console.web import blueprint, me, needs, say
from assistant.recording import Invitation, InvitationError, Passes, Studio, TooManyError

MOST_PEOPLE, MOST_DAYS = 1000, 365
CALLS = "recording_calls"
"""The blueprint of recording by telephone, which is there where the line is Twilio's."""
WORDS_NAMED = 12
"""Words that nobody has said yet and that the page names."""


@blueprint.get("/voices")
@needs("voices")
def voices() -> str:
    return _page()


@blueprint.post("/voices/invite")
@needs("voices")
def invite_voices() -> ResponseReturnValue:
    """A link for a number of people; nothing of it is stored, so that it is shown this once."""
    people, days = (request.form.get(name, 0, int) for name in ("people", "days"))
    if not (1 <= people <= MOST_PEOPLE and 1 <= days <= MOST_DAYS):
        return _page(fault=say("voices-bounds", people=MOST_PEOPLE, days=MOST_DAYS)), 400
    try:
        invitation = Invitation.new(request.form.get("who", ""), people, _studio().clock() + timedelta(days=days))
    except InvitationError:
        return _page(fault=say("voices-who-missing")), 400
    with desk().database.begin() as tx:
        subject = f"recording:{invitation.id}"
        tx.audit.add(desk().now(), me().login, "invite_voices", subject, people=people, days=days)
    passes: Passes = current_app.extensions["haqqi_passes"]
    return _page(invitation=passes.invite(invitation))


@blueprint.post("/voices/erase")
@needs("voices")
def erase_voice() -> ResponseReturnValue:
    """Erase the voice with this code, whose owner asks for it."""
    code = "".join(request.form.get("code", "").split())
    try:
        erased = _studio().erase(code)
    except TooManyError:
        return _page(fault=say("voices-too-many")), 429
    if erased is None:
        return _page(fault=say("voices-no-code")), 404
    with desk().database.begin() as tx:
        tx.audit.add(desk().now(), me().login, "erase_voice", "recording")
    return _page(done=say("voices-erased"))


def _studio() -> Studio:
    studio: Studio = current_app.extensions["haqqi_studio"]
    return studio


def _page(fault: str = "", done: str = "", invitation: str = "") -> str:
    progress = _studio().progress()
    link = f"{desk().base_url}/recording/{invitation}"
    called = f"{desk().base_url}/twilio/recording/{invitation}" if CALLS in current_app.blueprints else ""
    return render_template(
        "console/voices.html",
        progress=progress,
        unsaid=progress.unsaid[:WORDS_NAMED],
        link=link if invitation else "",
        called=called if invitation else "",
        drawn=Markup(segno.make(link, micro=False).svg_inline(border=2, omitsize=True)),  # noqa: S704 - squares; the link is not in it
        fault=fault,
        done=done,
    )
