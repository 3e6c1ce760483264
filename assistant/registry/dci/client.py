"""The register behind a DCI address: the port's questions as the standard's searches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import structlog

from assistant.registry.dci import envelope, keys, records
from assistant.registry.dci.advice import ADVICE, line, refusal
from assistant.registry.dci.config import DciConfig
from assistant.registry.dci.envelope import Json
from assistant.registry.dci.patience import Patience
from assistant.registry.dci.signature import Signer, Verifier
from assistant.registry.dci.tokens import Tokens
from assistant.registry.dci.transport import Answer, Transport
from assistant.registry.dci.waiting import Waiting, WaitingInMemory
from assistant.registry.errors import RegistryAnswerError, RegistryError, RegistryRefusedError, RegistryUnavailableError
from assistant.registry.port import Household, Person

SYNC, ASYNC = "/registry/sync/search", "/registry/search"
GROUP, MEMBER = "Group", "Member"
UIN, NIN = "UIN", "NIN"
HTTP_CODES = {
    400: "err.request.bad",
    401: "err.request.unauthorized",
    403: "err.request.forbidden",
    404: "err.request.not_found",
    408: "err.request.timeout",
    429: "err.request.too_many_requests",
    503: "err.service.unavailable",
}
"""What an HTTP status means where its body says nothing."""

T = TypeVar("T")

log = structlog.get_logger()


def _now() -> datetime:
    return datetime.now(UTC)


class DciRegistry:
    """A register of another agency. Its records are read, never written."""

    name = "dci"

    def __init__(
        self,
        config: DciConfig,
        *,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], None] = time.sleep,
        waiting: Waiting | None = None,
    ) -> None:
        self.first_digits = config.first_digits
        self._config = config
        self._clock = clock
        self._transport = Transport(config)
        self._tokens = Tokens(config, self._transport, clock)
        self._signer = Signer(config.sender_id, config.key_id, config.signing_key, config.digest)
        found = keys.RegisterKeys(config.verify_key, self._transport, clock)
        self._verifier = Verifier(config.receiver_id, config.digest, found.find)
        self._patience = Patience(clock, sleep)
        self._waiting = waiting or WaitingInMemory()

    @property
    def jwks(self) -> Json:
        """Our public key, for the register to check our signatures with."""
        return keys.own_jwks(self._config.signing_key, self._config.key_id)

    @property
    def asynchronous(self) -> bool:
        return bool(self._config.callback_url)

    def find_person(self, cnie: str, birth_date: date) -> Person | None:
        """Searches by NIN, which carries the card's number, and keeps only whoever was born on that day."""
        with _told():
            found = [records.person(record, cnie, birth_date) for record in self._search(NIN, cnie, MEMBER)]
            people = {person.identifier: person for person in found if person is not None}
            return _only(list(people.values()))

    def find_household(self, identifier: str) -> Household | None:
        """Searches by UIN for the group in which the person lives."""
        with _told():
            record = _only(self._search(UIN, identifier, GROUP))
            return records.household(record, self._config.score_type) if record else None

    def ping(self) -> None:
        """Whether the register gives us a token. Raises RegistryError."""
        with _told():
            self._patience.call(self._tokens.get, twice=True)

    def receive(self, body: bytes) -> str:
        """Take a callback (`/registry/on-search`); gives its correlation id. The same one twice has one effect.

        A callback must be signed: unlike an answer, it comes over no connection of ours. Raises RegistryAnswerError.
        """
        header, message = envelope.open_sealed(body, self._verifier, self._clock(), signed=True)
        transaction = envelope.transaction_of(message)
        try:
            outcome: Sequence[Json] | RegistryError = envelope.records(header, message)
        except RegistryError as error:
            outcome = error
        taken = self._waiting.deliver(transaction, outcome)
        log.info("registry_callback", taken=taken)
        return str(message["correlation_id"])

    def _search(self, kind: str, value: str, entity: str) -> Sequence[Json]:
        query = {"type": kind, "value": value}
        transaction = envelope.new_id()
        begun = self._clock()
        if self.asynchronous:
            found = self._ask_and_wait(transaction, query, entity)
        else:
            found = self._patience.call(lambda: self._ask(transaction, query, entity), twice=True)
        took = (self._clock() - begun) // timedelta(milliseconds=1)
        log.info("registry_answer", entity=entity, records=len(found), ms=took)
        return found

    def _ask(self, transaction: str, query: Json, entity: str) -> Sequence[Json]:
        """One synchronous search."""
        answer = self._post(SYNC, transaction, query, entity)
        envelope.check_no_refusal(answer.body)
        signed = self._config.require_signature
        header, message = envelope.open_sealed(answer.body, self._verifier, self._clock(), signed=signed)
        found = envelope.records(header, message)
        if envelope.transaction_of(message) != transaction:
            raise envelope.wrong("another")
        return found

    def _ask_and_wait(self, transaction: str, query: Json, entity: str) -> Sequence[Json]:
        """One asynchronous search; its callback comes to `receive`, in this process."""
        self._waiting.expect(transaction)
        answer = self._patience.call(lambda: self._post(ASYNC, transaction, query, entity), twice=False)
        envelope.check_ack(answer.body)
        outcome = self._waiting.collect(transaction, self._config.callback_seconds)
        if outcome is None:
            raise RegistryUnavailableError(line("no_callback"), "no_callback", again=False)
        if isinstance(outcome, RegistryError):
            raise outcome
        return outcome

    def _post(self, path: str, transaction: str, query: Json, entity: str) -> Answer:
        """Send one search; a token that the register does not take any more is renewed once."""
        answer = self._send(path, transaction, query, entity)
        if answer.status == 401:
            answer = self._send(path, transaction, query, entity)
        _check_status(answer)
        return answer

    def _send(self, path: str, transaction: str, query: Json, entity: str) -> Answer:
        now = self._clock()
        token = self._tokens.get()
        header, message = envelope.search(self._config, transaction, query, entity, now)
        body = envelope.seal(header, message, self._signer, now)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        answer = self._transport.post(path, body, headers)
        if answer.status == 401:
            self._tokens.drop(token)
        return answer


def _check_status(answer: Answer) -> None:
    """Raises RegistryError for every status but 200."""
    if answer.status == 200:
        return
    if 300 <= answer.status < 400:
        raise RegistryRefusedError(line("redirect"), "redirect")
    given = envelope.error_code(answer.body)
    code = given if given in ADVICE else HTTP_CODES.get(answer.status)
    if code is None and answer.status >= 500:
        raise RegistryUnavailableError(line("server_error"), "server_error")
    raise refusal(code)


def _only(found: Sequence[T]) -> T | None:
    """The one that was found, if any: an identifier is one person's, so that more are none."""
    if len(found) > 1:
        raise refusal("rjct.search.too_many_records_found")
    return found[0] if found else None


@contextmanager
def _told() -> Iterator[None]:
    """Log the line for whoever runs the service; nothing in it is about a person."""
    try:
        yield
    except RegistryError as error:
        tell = log.error if isinstance(error, RegistryAnswerError) else log.warning
        tell("registry_failed", code=error.code, advice=str(error))
        raise
