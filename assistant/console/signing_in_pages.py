"""The page on which operators sign in, and the way out."""

from __future__ import annotations

import secrets

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.console.desk import desk
from assistant.console.errors import ConsoleError
from assistant.console.signing_in import sign_in as open_session
from assistant.console.signing_in import sign_out as close_session
from assistant.console.web import (
    blueprint,
    check_csrf_of,
    cookie,
    keep_session,
    locale,
    me,
    needs,
    say,
    set_cookie,
    token_of,
)
from assistant.console.words import LOCALES

KNOCK = "haqqi-console-knock"
"""The cookie to which the form belongs that has no session yet."""
KNOCK_SECONDS = 3600


@blueprint.get("/sign-in")
def sign_in_form() -> ResponseReturnValue:
    return _form()


@blueprint.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    check_csrf_of(request.cookies.get(KNOCK, ""))
    given = request.form
    try:
        operator, token = open_session(
            desk().database,
            given.get("login", ""),
            given.get("password", ""),
            given.get("code", ""),
            desk().now(),
        )
    except ConsoleError as error:
        return _form(say(error.word)), 403
    wanted = request.args.get("lang", "")
    if wanted in LOCALES and wanted != operator.locale:
        with desk().database.begin() as tx:
            tx.operators.set_locale(operator.id, wanted)
    response = redirect(_where())
    keep_session(response, token)
    return response


@blueprint.post("/sign-out")
@needs("own")
def sign_out() -> ResponseReturnValue:
    with desk().database.begin() as tx:
        close_session(tx, request.cookies.get(cookie(), ""), me(), desk().now())
    response = redirect(url_for("console.sign_in_form", lang=me().locale))
    response.delete_cookie(cookie(), path="/", secure=desk().secure, httponly=True, samesite="Strict")
    return response


@blueprint.post("/language")
@needs("own")
def language() -> ResponseReturnValue:
    """The other language, for this operator, from now on."""
    wanted = request.form.get("lang", "")
    if wanted in LOCALES:
        with desk().database.begin() as tx:
            tx.operators.set_locale(me().id, wanted)
    return redirect(_where())


def _form(fault: str = "") -> Response:
    knock = request.cookies.get(KNOCK) or secrets.token_urlsafe(24)
    page = render_template(
        "console/sign_in.html",
        fault=fault,
        token=token_of(knock),
        login=request.form.get("login", ""),
        next=_where(),
        other=next(other for other in LOCALES if other != locale()),
    )
    response = make_response(page)
    set_cookie(response, KNOCK, knock, KNOCK_SECONDS)
    return response


def _where() -> str:
    """Where to go on: a page of the console, never an address of somebody else's."""
    wanted = request.values.get("next", "")
    inside = wanted.startswith("/console") and "//" not in wanted and "\\" not in wanted
    return wanted if inside else url_for("console.queue")
