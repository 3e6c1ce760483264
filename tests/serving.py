"""An application on a real socket of loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


@contextmanager
def served(app: Flask, port: int = 0, handler: type[WSGIRequestHandler] | None = None) -> Iterator[int]:
    """Gives the port (0: a free one). Neither the server nor a thread that does the application's jobs is left."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        app.extensions.get("haqqi_end_jobs", lambda: None)()
