"""One's own account: password and one-time codes."""

from __future__ import annotations

import segno
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from assistant.console import passwords
from assistant.console.desk import desk
from assistant.console.errors import ConsoleError
from assistant.console.signing_in import change_password
from assistant.console.web import blueprint, me, needs, say


@blueprint.get("/account")
@needs("own")
def account() -> str:
    return _page()


@blueprint.post("/account/password")
@needs("own")
def own_password() -> ResponseReturnValue:
    """A new password ends every session, this one too."""
    given = request.form
    try:
        if not passwords.matches(given.get("old", ""), me().password_hash):
            raise ConsoleError("password-old")
        if given.get("new", "") != given.get("again", ""):
            raise ConsoleError("password-differs")
        with desk().database.begin() as tx:
            change_password(tx, me(), given.get("new", ""), desk().now(), me().login)
    except ConsoleError as error:
        return _page(fault=say(error.word)), 400
    return redirect(url_for("console.sign_in_form", lang=me().locale))


@blueprint.post("/account/totp")
@needs("own")
def own_totp() -> ResponseReturnValue:
    """Ask for one-time codes from now on, once a code of the new secret was given."""
    secret, code, now = request.form.get("secret", ""), request.form.get("code", ""), desk().now()
    if not passwords.matches(request.form.get("old", ""), me().password_hash):
        return _page(secret, say("password-old")), 400
    step = passwords.totp_step(secret, code, now) if passwords.is_totp_secret(secret) else None
    if step is None:
        return _page(secret, say("totp-wrong")), 400
    with desk().database.begin() as tx:
        tx.operators.set_totp(me().id, secret)
        tx.operators.use_totp(me().id, step)
        tx.audit.add(now, me().login, "set_totp", f"operator:{me().login}")
    return redirect(url_for("console.account", done="totp"))


def _page(secret: str = "", fault: str = "") -> str:
    used = secret if passwords.is_totp_secret(secret) else passwords.new_totp_secret()
    code = segno.make(passwords.totp_address(used, me().login), micro=False)
    return render_template(
        "console/account.html",
        secret=used,
        drawn=Markup(code.svg_inline(border=2, omitsize=True)),  # noqa: S704 - segno draws squares; the address is not in it
        fault=fault,
        done=say("done-totp") if request.args.get("done") else "",
    )
