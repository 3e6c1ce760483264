"""Where a DCI register calls us back after an asynchronous search, and finds our public key.

The paths are the standard's. Nothing of a callback is believed before its signature is right; whether we wait for
its transaction is told to nobody.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from assistant.registry import RegistryAnswerError, RegistryUnavailableError
from assistant.registry.dci import DciRegistry

ERRORS = {"signature.missing": "err.signature.missing", "encrypted": "err.encryption.invalid"}
"""Our reasons in the standard's words; the other reasons about signatures are `err.signature.invalid`."""

blueprint = Blueprint("dci_callback", __name__)


@blueprint.post("/registry/on-search")
def on_search() -> ResponseReturnValue:
    """One callback; acknowledged with ACK, or ERR and why. 503 where the register's keys cannot be read now."""
    registry: DciRegistry = current_app.extensions["haqqi_dci"]
    try:
        correlation = registry.receive(request.get_data())
    except RegistryAnswerError as error:
        unsigned = error.code.startswith("signature.")
        code = ERRORS.get(error.code, "err.signature.invalid" if unsigned else "err.request.bad")
        return _ack("ERR", code=code), HTTPStatus.UNAUTHORIZED if unsigned else HTTPStatus.BAD_REQUEST
    except RegistryUnavailableError:
        return _ack("ERR", code="err.service.unavailable"), HTTPStatus.SERVICE_UNAVAILABLE
    return _ack("ACK", correlation)


@blueprint.get("/.well-known/jwks.json")
def jwks() -> ResponseReturnValue:
    """Our public key."""
    registry: DciRegistry = current_app.extensions["haqqi_dci"]
    return jsonify(registry.jwks)


def _ack(status: str, correlation: str = "", code: str = "") -> Response:
    message: dict[str, Any] = {
        "ack_status": status,
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        "correlation_id": correlation,
    }
    if code:
        message["error"] = {"code": code, "message": ""}
    return jsonify(message=message)
