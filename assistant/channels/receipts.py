"""The public page on which anybody checks a receipt. The receipt itself never reaches this server."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from assistant.appeals import check_page, public_key

blueprint = Blueprint("receipts", __name__, url_prefix="/receipts")


@blueprint.get("/check")
def check() -> Response:
    """One file in French and Arabic that checks receipts in the browser; it works when it is saved, too."""
    page = check_page(public_key(current_app.extensions["haqqi_services"].signing_key))
    response = Response(page.html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = page.policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
