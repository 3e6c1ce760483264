"""A register that fails: in every way that it can, the room raises its own errors and logs what to do, and no more."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import timedelta

import pytest
import structlog

from assistant.registry import (
    EmbeddedRegistry,
    Person,
    RegistryAnswerError,
    RegistryError,
    RegistryRefusedError,
    RegistryUnavailableError,
)
from assistant.registry.dci import ADVICE, DciRegistry
from tests.registry.conftest import Clock
from tests.registry.mock_dci import SECRET, MockDci

Client = Callable[..., DciRegistry]


@pytest.fixture
def person(embedded: EmbeddedRegistry) -> Person:
    return embedded.people(1)[0]


PASSING = ["slow", "closed", "500", "502", "503", "html", "err.service.unavailable"]


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_is_not_noticed(
    dci: MockDci, client: Client, clock: Clock, person: Person, fault: str
) -> None:
    """Reading twice harms nobody, so it is asked again, after a pause, with a new message id."""
    dci.fail(fault)
    assert client(read_seconds=1.0).find_household(person.identifier) is not None
    assert len(clock.slept) == 1
    assert len(dci.message_ids) == len(dci.seen)


@pytest.mark.parametrize(
    "fault", [*PASSING, "err.request.timeout", "err.request.too_many_requests", "429", "408", "pdng", "rcvd"]
)
def test_a_fault_that_stays_is_told_as_unavailable(dci: MockDci, client: Client, person: Person, fault: str) -> None:
    dci.fail_always(fault)
    with pytest.raises(RegistryUnavailableError):
        client(read_seconds=1.0).find_household(person.identifier)


@pytest.mark.parametrize("fault", ["429", "err.request.too_many_requests", "pdng"])
def test_a_busy_register_is_not_asked_again_at_once(
    dci: MockDci, client: Client, clock: Clock, person: Person, fault: str
) -> None:
    dci.fail(fault)
    with pytest.raises(RegistryUnavailableError):
        client().find_household(person.identifier)
    assert clock.slept == []


REFUSALS = sorted(
    code
    for code in ADVICE
    if code.startswith(("err.", "rjct."))
    and code not in ("err.request.timeout", "err.request.too_many_requests", "err.service.unavailable")
)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_of_the_standard_says_what_to_do(dci: MockDci, client: Client, person: Person, code: str) -> None:
    """Not asked again: the same question gets the same answer."""
    dci.fail_always(code)
    with pytest.raises(RegistryRefusedError) as told:
        client().find_person(person.cnie, person.birth_date)
    assert told.value.code == code
    assert str(told.value) == f"{code}: {ADVICE[code]}"
    assert len(dci.seen) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("400", "err.request.bad"),
        ("403", "err.request.forbidden"),
        ("404", "err.request.not_found"),
        ("301", "redirect"),
        ("307", "redirect"),
        ("418", "refused"),
        ("rjct header", "rjct.version.invalid"),
        ("rjct.something.of.its.own", "refused"),
        ("err.something.of.its.own", "refused"),
        ("twice", "rjct.search.too_many_records_found"),
    ],
)
def test_other_refusals(dci: MockDci, client: Client, person: Person, fault: str, code: str) -> None:
    dci.fail_always(fault)
    with pytest.raises(RegistryRefusedError) as told:
        client().find_household(person.identifier)
    assert told.value.code == code


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("bad json", "format"),
        ("unreadable", "format"),
        ("too long an id", "format"),
        ("encrypted", "encrypted"),
        ("another", "another"),
        ("wrong signature", "signature.invalid"),
        ("stranger", "signature.invalid"),
        ("old signature", "signature.expired"),
        ("unknown key", "signature.key"),
    ],
)
def test_an_answer_that_cannot_be_believed_is_not_used(
    dci: MockDci, client: Client, person: Person, fault: str, code: str
) -> None:
    dci.fail_always(fault)
    with pytest.raises(RegistryAnswerError) as told:
        client().find_household(person.identifier)
    assert told.value.code == code


def test_an_endless_answer_is_not_read_to_its_end(dci: MockDci, client: Client, person: Person) -> None:
    dci.fail_always("huge")
    with pytest.raises(RegistryUnavailableError, match="too_large"):
        client().find_household(person.identifier)


def test_a_register_that_does_not_sign_is_believed_unless_it_must(dci: MockDci, client: Client, person: Person) -> None:
    """TLS says who answers; an operator may demand the signature besides."""
    dci.signs = False
    assert client().find_household(person.identifier) is not None
    with pytest.raises(RegistryAnswerError, match=r"signature\.missing"):
        client(require_signature=True).find_household(person.identifier)


def test_the_registers_key_may_come_from_a_setting(dci: MockDci, client: Client, person: Person) -> None:
    dci.fail_always("500", path="jwks.json")
    assert client(verify_key=dci.key.public_key()).find_household(person.identifier) is not None
    with pytest.raises(RegistryAnswerError, match=r"signature\.invalid"):
        client(verify_key=dci.our_key.public_key()).find_household(person.identifier)


def test_a_changed_key_is_found_and_a_wrong_one_is_not_looked_for_again_and_again(
    dci: MockDci, client: Client, clock: Clock, person: Person
) -> None:
    """An unknown key id makes us read the register's keys anew, once a minute at most."""
    registry = client()
    assert registry.find_household(person.identifier) is not None
    dci.fail_always("unknown key")
    for minutes in (0, 0, 0, 2, 2, 2):
        clock.ahead = timedelta(minutes=minutes)
        with pytest.raises(RegistryAnswerError):
            registry.find_household(person.identifier)
    assert dci.jwks_read == 2


def test_nobody_there(client: Client, person: Person) -> None:
    with pytest.raises(RegistryUnavailableError, match="HAQQI_REGISTRY"):
        client(base_url="http://127.0.0.1:1/sr/v1.0.0").find_household(person.identifier)


def test_a_token_is_used_until_shortly_before_it_ends(
    dci: MockDci, client: Client, clock: Clock, person: Person
) -> None:
    registry = client()
    for _ in range(3):
        registry.find_household(person.identifier)
    assert len(dci.tokens_given) == 1
    clock.ahead = timedelta(seconds=3600 - 29)
    registry.ping()
    assert len(dci.tokens_given) == 2


def test_a_token_that_is_not_taken_any_more_is_renewed_once(dci: MockDci, client: Client, person: Person) -> None:
    registry = client()
    registry.ping()
    dci.fail("expired")
    assert registry.find_household(person.identifier) is not None
    assert len(dci.tokens_given) == 2
    dci.fail_always("expired")
    with pytest.raises(RegistryRefusedError, match="HAQQI_DCI_CLIENT_ID"):
        registry.find_household(person.identifier)
    assert len(dci.tokens_given) == 3


def test_a_wrong_secret_names_the_setting(dci: MockDci, client: Client) -> None:
    with pytest.raises(RegistryRefusedError, match="HAQQI_DCI_CLIENT_SECRET") as told:
        client(client_secret="wrong").ping()
    assert "wrong" not in str(told.value)


@pytest.mark.parametrize("fault", ["bad json", "404", "301"])
def test_a_token_that_is_none(dci: MockDci, client: Client, fault: str) -> None:
    dci.fail_always(fault, path="token")
    with pytest.raises(RegistryRefusedError, match="token"):
        client().ping()


def test_a_token_service_with_a_fault_is_tried_again(dci: MockDci, client: Client, clock: Clock) -> None:
    dci.fail("500", "closed", path="token")
    client().ping()
    assert len(clock.slept) == 2


def test_the_breaker_opens_and_one_try_closes_it(dci: MockDci, client: Client, clock: Clock, person: Person) -> None:
    """After five failures in a row the register is left alone for half a minute; then one answer is enough."""
    registry = client()
    dci.fail_always("500")
    for _ in range(2):
        with pytest.raises(RegistryUnavailableError, match="fault"):
            registry.find_household(person.identifier)
    asked = len(dci.message_ids)
    for _ in range(5):
        with pytest.raises(RegistryUnavailableError, match="left alone"):
            registry.find_household(person.identifier)
    assert len(dci.message_ids) == asked
    dci.fail()
    clock.ahead += timedelta(seconds=29)
    with pytest.raises(RegistryUnavailableError, match="left alone"):
        registry.find_household(person.identifier)
    clock.ahead += timedelta(seconds=2)
    assert registry.find_household(person.identifier) is not None
    assert registry.find_household(person.identifier) is not None


def test_a_failed_try_leaves_it_alone_once_more(dci: MockDci, client: Client, clock: Clock, person: Person) -> None:
    registry = client()
    dci.fail_always("500")
    for _ in range(2):
        with pytest.raises(RegistryUnavailableError):
            registry.find_household(person.identifier)
    clock.ahead += timedelta(seconds=31)
    for expected in ("fault", "left alone"):
        with pytest.raises(RegistryUnavailableError, match=expected):
            registry.find_household(person.identifier)


def test_refusals_do_not_open_it(dci: MockDci, client: Client, person: Person) -> None:
    """A register that answers no is there: leaving it alone would keep everybody else out."""
    registry = client()
    dci.fail_always("err.request.forbidden")
    for _ in range(8):
        with pytest.raises(RegistryRefusedError):
            registry.find_household(person.identifier)
    dci.fail()
    assert registry.find_household(person.identifier) is not None


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """All that any library would write, at its chattiest."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    try:
        with redirect_stderr(written):
            yield written
    finally:
        structlog.reset_defaults()
        root.removeHandler(handler)
        root.setLevel(level)


FAULTS = [
    "",
    "500",
    "closed",
    "400",
    "bad json",
    "unreadable",
    "wrong signature",
    "rjct.timestamp.invalid",
    "expired",
    "twice",
    "encrypted",
]


def test_logs_say_what_to_do_and_nothing_of_anybody(dci: MockDci, client: Client, person: Person) -> None:
    """Neither secret nor token, neither card, identifier, name, phone nor score, whatever goes wrong."""
    with everything_logged() as written:
        for fault in FAULTS:
            registry = client()
            dci.fail_always(fault)
            for ask in (
                lambda r=registry: r.find_person(person.cnie, person.birth_date),
                lambda r=registry: r.find_household(person.identifier),
            ):
                try:
                    ask()
                except RegistryError as error:
                    written.write(f"{error} {error!r} {error.__cause__!r}\n")
    text = written.getvalue()
    assert "registry_failed" in text
    assert ADVICE["signature.invalid"] in text
    hidden = [
        SECRET,
        *dci.tokens_given,
        person.cnie,
        person.identifier,
        *person.name.split(),
        str(person.phone),
        "9.7756",
        "1985",
        "ninety",
        "<script>",
    ]
    assert [word for word in hidden if word in text] == []
