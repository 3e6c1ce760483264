"""For whoever watches the service: alive, ready, and figures."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

blueprint = Blueprint("probes", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The process can do its work. Without Redis it still can, and answers are kept; without a model that hears,
    calls go on by keys: that is said, not failed."""
    services = current_app.extensions["haqqi_services"]
    parts = {"database": _answers(services.database.ping), "queue": services.queue.answers()}
    parts["speech"] = current_app.extensions["haqqi_speech"]()
    return jsonify(status="ready" if parts["database"] else "not ready", **parts), 200 if parts["database"] else 503


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """What waits in the outbox and for operators, in Prometheus' words."""
    registry = CollectorRegistry()
    gauge = Gauge("haqqi_waiting", "Rows that wait, by what for", ["what"], registry=registry)
    with current_app.extensions["haqqi_services"].database.read() as tx:
        for what, count in tx.outbox.waiting().items():
            gauge.labels(what).set(count)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _answers(ping: object) -> bool:
    try:
        ping()  # type: ignore[operator]
    except Exception:
        return False
    return True
