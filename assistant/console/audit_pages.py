"""The audit log, to read."""

from __future__ import annotations

from flask import render_template, request

from assistant.console.desk import desk
from assistant.console.web import blueprint, me, needs

PAGE = 100


@blueprint.get("/audit")
@needs("audit")
def audit() -> str:
    """Who looked at whom and did what; reading the log is noted in it as well."""
    given = {name: request.args.get(name, "").strip() for name in ("subject", "actor")}
    before = request.args.get("before", 0, int) or None
    with desk().database.begin() as tx:
        filtered = sorted(name for name, value in given.items() if value)
        tx.audit.add(desk().now(), me().login, "view_audit", "audit", filtered_by=filtered)
        entries = tx.audit.list(**given, before=before, limit=PAGE)
    return render_template("console/audit.html", entries=entries, given=given, more=len(entries) == PAGE)
