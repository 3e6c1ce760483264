"""Operators' accounts, for administrators."""

from __future__ import annotations

import re

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.console import passwords
from assistant.console.desk import desk
from assistant.console.errors import ConsoleError, NotFoundError
from assistant.console.roles import ROLES
from assistant.console.web import blueprint, me, needs, say
from assistant.console.words import LOCALES
from assistant.storage import Operator, Transaction

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_NAME = 80


@blueprint.get("/operators")
@needs("accounts")
def operators() -> str:
    return _page()


@blueprint.post("/operators")
@needs("accounts")
def add_operator() -> ResponseReturnValue:
    """A new account with a password that is shown once."""
    given, password = request.form, passwords.made_up()
    login, role = given.get("login", "").strip().lower(), given.get("role", "")
    name = given.get("name", "").strip()[:LONGEST_NAME] or login
    locale = given.get("lang", "") if given.get("lang", "") in LOCALES else LOCALES[0]
    if not LOGIN.fullmatch(login) or role not in ROLES:
        return _page(fault=say("operator-login")), 400
    now = desk().now()
    with desk().database.begin() as tx:
        added = tx.operators.add(login, name, role, locale, passwords.hashed(password), now)
        if added is not None:
            tx.audit.add(now, me().login, "add_operator", f"operator:{login}", role=role)
    if added is None:
        return _page(fault=say("operator-taken", login=login)), 409
    return _page(told=say("operator-password", login=login), password=password)


@blueprint.post("/operators/<login>/<action>")
@needs("accounts")
def change_operator(login: str, action: str) -> ResponseReturnValue:
    """Disable, enable, change the role, give a new password or take the one-time codes away. Nobody shuts themselves
    out."""
    change = _CHANGES.get(action)
    if change is None:
        raise NotFoundError("not-found")
    if login == me().login:
        return _page(fault=say("operator-self")), 400
    now, password = desk().now(), passwords.made_up()
    with desk().database.begin() as tx:
        operator = tx.operators.get(login)
        if operator is None:
            raise NotFoundError("not-found")
        change(tx, operator, password)
        tx.audit.add(now, me().login, f"operator_{action}", f"operator:{login}")
    if action == "password":
        return _page(told=say("operator-password", login=login), password=password)
    return redirect(url_for("console.operators"))


def _disable(tx: Transaction, operator: Operator, _: str) -> None:
    tx.operators.disable(operator.id, desk().now())
    tx.leases.release_all(operator.login)


def _enable(tx: Transaction, operator: Operator, _: str) -> None:
    tx.operators.enable(operator.id)


def _role(tx: Transaction, operator: Operator, _: str) -> None:
    role = request.form.get("role", "")
    if role not in ROLES:
        raise ConsoleError("operator-login")
    tx.operators.set_role(operator.id, role)


def _password(tx: Transaction, operator: Operator, password: str) -> None:
    tx.operators.set_password(operator.id, passwords.hashed(password))
    tx.operators.end_sessions(operator.id)


def _no_totp(tx: Transaction, operator: Operator, _: str) -> None:
    tx.operators.set_totp(operator.id, None)
    tx.operators.end_sessions(operator.id)


_CHANGES = {"disable": _disable, "enable": _enable, "role": _role, "password": _password, "no-totp": _no_totp}


def _page(fault: str = "", told: str = "", password: str = "") -> str:
    with desk().database.read() as tx:
        known = tx.operators.all()
    return render_template(
        "console/operators.html",
        operators=known,
        roles=ROLES,
        locales=LOCALES,
        fault=fault,
        told=told,
        password=password,
    )
