"""The blueprint, and what holds for every page: who is there, what they may do, and what a browser is told.

A view that names no right is refused; every POST needs the session's token; nothing is cached or framed, and no page
loads anything but this room's own files.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from assistant.console import words
from assistant.console.desk import desk
from assistant.console.errors import ConsoleError, NotAllowedError
from assistant.console.roles import Right, may
from assistant.console.signing_in import LONGEST, TOUCH_EVERY, running
from assistant.storage import Operator, OperatorSession

P = ParamSpec("P")
R = TypeVar("R")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LARGEST_FORM = 64 * 1024
"""Bytes of a form; the longest field is a message of 1600 characters."""
QUIET = frozenset({"console.queue_stream", "console.talk_stream", "console.rows", "console.talk", "console.here"})
"""What pages call by themselves: it keeps no session alive."""
PAGES: tuple[tuple[Right, str, str], ...] = (
    ("see", "console.queue", "queue"),
    ("help", "console.calls", "calls"),
    ("help", "console.appeals", "appeals"),
    ("figures", "console.figures", "figures"),
    ("voices", "console.voices", "voices"),
    ("accounts", "console.operators", "operators"),
    ("audit", "console.audit", "audit"),
)
"""What the head of every page leads to: the right, the view, and the id of its name."""
OPEN = frozenset({"console.static", "console.sign_in_form", "console.sign_in"})

blueprint = Blueprint("console", __name__, url_prefix="/console", template_folder="templates", static_folder="static")


def needs(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Marks a view with the right that it needs."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.right = right  # type: ignore[attr-defined]
        return view

    return mark


def me() -> Operator:
    """The operator who is signed in."""
    session: OperatorSession = g.session
    return session.operator


def locale() -> str:
    """The language of the page: the operator's, or before they sign in, the one they chose in the address."""
    session: OperatorSession | None = g.get("session")
    wanted = session.operator.locale if session else request.args.get("lang", "")
    return wanted if wanted in words.LOCALES else words.LOCALES[0]


def say(id: str, **args: object) -> str:
    """A sentence of the console in the page's language."""
    return words.say(desk().words, locale(), id, **args)


def cookie() -> str:
    """The name of the session's cookie; with TLS one that no other host or path can set."""
    return "__Host-haqqi-console" if desk().secure else "haqqi-console"


def set_cookie(response: BaseResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", secure=desk().secure, httponly=True, samesite="Strict")


def csrf() -> str:
    """What a form of this session must bring along."""
    return _token_for(request.cookies.get(cookie(), ""))


def keep_session(response: BaseResponse, token: str) -> None:
    set_cookie(response, cookie(), token, int(LONGEST.total_seconds()))


@blueprint.before_request
def _guard() -> ResponseReturnValue | None:
    request.max_content_length = LARGEST_FORM
    g.session = None
    if request.endpoint in OPEN:
        return None
    g.session = _session()
    if g.session is None:
        return _to_sign_in()
    view: Any = current_app.view_functions[request.endpoint or ""]
    if not may(me().role, getattr(view, "right", "")):
        raise NotAllowedError("not-allowed")
    if request.method == "POST":
        _check_csrf(csrf())
    return None


def _session() -> OperatorSession | None:
    token, now = request.cookies.get(cookie(), ""), desk().now()
    if not token:
        return None
    with desk().database.read() as tx:
        session = running(tx, token, now)
    if session and request.endpoint not in QUIET and now - session.seen_at >= TOUCH_EVERY:
        with desk().database.begin() as tx:
            tx.operators.see_session(session.id, now)
    return session


def _to_sign_in() -> ResponseReturnValue:
    """A page that calls by itself is told so; a person is shown where to sign in, and comes back to where they were."""
    if request.endpoint in QUIET:
        return "", 401
    here = request.path if request.method == "GET" else None
    return redirect(url_for("console.sign_in_form", next=here))


def check_csrf_of(cookie_value: str) -> None:
    """For the form that has no session yet: a token that belongs to a cookie of its own."""
    _check_csrf(_token_for(cookie_value))


def token_of(cookie_value: str) -> str:
    return _token_for(cookie_value)


def _check_csrf(expected: str) -> None:
    given = request.form.get("csrf", "") or request.headers.get("X-CSRF", "")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        abort(403)


def _token_for(value: str) -> str:
    """Nobody who cannot read the cookie can make it."""
    return hmac.digest(value.encode(), b"haqqi-console-form", hashlib.sha256).hex() if value else ""


@blueprint.after_request
def _contained(response: Response) -> Response:
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if request.endpoint == "console.static":
        headers["Cache-Control"] = "private, max-age=3600"
    else:
        headers["Cache-Control"] = "no-store"
    if desk().secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response


@blueprint.errorhandler(ConsoleError)
def _told(error: ConsoleError) -> ResponseReturnValue:
    return render_template("console/error.html", sentence=say(error.word, **error.details)), error.status


@blueprint.errorhandler(HTTPException)
def _refused(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    word = {403: "form-expired", 404: "not-found", 413: "too-large"}.get(status, "went-wrong")
    return render_template("console/error.html", sentence=say(word)), status


@blueprint.context_processor
def _for_templates() -> dict[str, object]:
    session: OperatorSession | None = g.get("session")
    return {
        "t": say,
        "locale": locale(),
        "dir": words.DIRECTIONS[locale()],
        "direction": words.direction,
        "moment": words.moment,
        "clock": words.clock,
        "lasted": lasted,
        "without_numbers": words.without_numbers,
        "named": named,
        "csrf_field": _csrf_field,
        "csrf_value": csrf,
        "head": PAGES,
        "operator": session.operator if session else None,
        "may": lambda right: session is not None and may(session.operator.role, right),
    }


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(escape(csrf()))


def named(what: str, code: str) -> str:
    """What a code is called (`why-exact`); the code itself where nobody has named it."""
    id = f"{what}-{code.partition(':')[0]}"
    told = say(id)
    return code if told == id else told


def lasted(minutes: int) -> str:
    """A length of time in words."""
    unit, number = words.lasted(max(minutes, 0))
    return say(f"lasted-{unit}", n=number)
