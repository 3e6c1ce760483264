"""The SMS webhook: latency and throughput of one web process, beside the same server's trivial endpoint.

    python -m tests.benchmarks.webhook

The requests are signed, each is a new message of one of many people, and each is committed (SQLite, WAL, FULL).
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from rich.console import Console
from rich.table import Table

from assistant.processes import end
from tests.journeys.conftest import start_service
from tests.journeys.provider import Person, RestApi

REQUESTS = 1500
CLIENTS = (1, 8)


def measure(call: Callable[[int], requests.Response], clients: int) -> tuple[float, float, float]:
    """Requests a second, and the median and 99th percentile of their latency in milliseconds."""

    def timed(index: int) -> float:
        begun = time.perf_counter()
        call(index).raise_for_status()
        return 1000 * (time.perf_counter() - begun)

    with ThreadPoolExecutor(clients) as pool:
        begun = time.perf_counter()
        latencies = list(pool.map(timed, range(REQUESTS)))
        seconds = time.perf_counter() - begun
    cuts = statistics.quantiles(latencies, n=100)
    return REQUESTS / seconds, cuts[49], cuts[98]


def main() -> None:
    api = RestApi()
    table = Table("endpoint", "clients", "requests/s", "p50 ms", "p99 ms", title="one web process, eight threads")
    with tempfile.TemporaryDirectory() as home:
        service = start_service(Path(home), api)
        people = [Person(service.base_url, api, f"+2126{index:08d}") for index in range(200)]
        calls: dict[str, Callable[[int], requests.Response]] = {
            "GET /healthz (trivial)": lambda _: requests.get(f"{service.base_url}/healthz", timeout=30),
            "POST /twilio/sms": lambda index: people[index % len(people)].post("salam"),
        }
        try:
            for name, call in calls.items():
                for clients in CLIENTS:
                    rate, p50, p99 = measure(call, clients)
                    table.add_row(name, str(clients), f"{rate:,.0f}", f"{p50:.1f}", f"{p99:.1f}")
        finally:
            end(service.process)
            api.close()
    Console().print(table)


if __name__ == "__main__":
    main()
