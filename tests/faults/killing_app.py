"""The product's web application, which dies after it has committed and before it answers: for the fault tests.

gunicorn loads `tests.faults.killing_app:application`. A request whose text is KILL is served to its end, and then
the process is killed with the answer still in its hands.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from typing import Any

from assistant.app import create_app

KILL = "kill-after-commit"


def application_factory() -> Callable[..., Iterable[bytes]]:
    app = create_app()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = app(environ, start_response)
        if environ.get("HTTP_X_FAULT") == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return application


application = application_factory()
