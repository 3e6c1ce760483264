"""When to ask a register again, and when to leave it alone: a few quick tries, and a breaker over all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import pybreaker
import tenacity

from assistant.registry.dci.advice import line
from assistant.registry.errors import RegistryAnswerError, RegistryRefusedError, RegistryUnavailableError

TRIES = 3
SECONDS = 8.0
"""No further try begins after this: a job has 30 s in all."""
FAILURES = 5
"""In a row; then the register is left alone."""
REST = 30.0
"""Seconds of that; then one try decides."""

T = TypeVar("T")
Clock = Callable[[], datetime]


class _Opened(pybreaker.CircuitMemoryStorage):
    """Keeps the breaker's times by our clock; the library reads the machine's."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(pybreaker.STATE_CLOSED)
        self._clock = clock
        self._at: datetime | None = None

    @property
    def opened_at(self) -> datetime | None:
        """When it opened, moved so that the library sees as much time gone as our clock does."""
        return None if self._at is None else datetime.now(self._at.tzinfo) - (self._clock() - self._at)

    @opened_at.setter
    def opened_at(self, datetime: datetime) -> None:  # noqa: ARG002 - the library's own name for its own time
        self._at = self._clock()


class Patience:
    """Runs exchanges with one register; counts failures over all of them."""

    def __init__(self, clock: Clock, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=FAILURES,
            reset_timeout=REST,
            exclude=[RegistryRefusedError, RegistryAnswerError],  # it answers: leaving it alone would help nobody
            state_storage=_Opened(clock),
            throw_new_error_on_trip=False,
        )

    def call(self, exchange: Callable[[], T], *, twice: bool) -> T:
        """Run `exchange`, again after a failure where a try at once may help.

        Without `twice` only what never reached the register is tried again. Raises RegistryError.
        """
        tries = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(TRIES) | tenacity.stop_after_delay(SECONDS),
            wait=tenacity.wait_random_exponential(multiplier=0.2, max=2),
            retry=tenacity.retry_if_exception(lambda error: self._helps(error, twice=twice)),
            sleep=self._sleep,
            reraise=True,
        )
        found: T = tries(self._guarded, exchange)
        return found

    def _guarded(self, exchange: Callable[[], T]) -> T:
        try:
            return self._breaker.call(exchange)
        except pybreaker.CircuitBreakerError:
            raise RegistryUnavailableError(line("paused"), "paused", again=False) from None

    def _helps(self, error: BaseException, *, twice: bool) -> bool:
        """Not once the breaker has opened: the failure is told, not that we ask no more."""
        if self._breaker.current_state != pybreaker.STATE_CLOSED or not isinstance(error, RegistryUnavailableError):
            return False
        return error.again and (twice or error.code == "unreachable")
