"""Asynchronous search: the register calls back, and nothing is believed but what it signed and we asked for."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import requests

from assistant.registry import (
    EmbeddedRegistry,
    Person,
    RegistryAnswerError,
    RegistryRefusedError,
    RegistryUnavailableError,
)
from assistant.registry.dci import DciRegistry
from assistant.registry.dci.waiting import MOST, WaitingInMemory
from tests.registry.conftest import CallbackHost, Clock
from tests.registry.mock_dci import MockDci
from tests.registry.mock_records import OUR_KEY_ID, sign

Client = Callable[..., DciRegistry]


@pytest.fixture
def person(embedded: EmbeddedRegistry) -> Person:
    return embedded.people(1)[0]


def call_back(host: CallbackHost, body: bytes) -> tuple[int, dict[str, str]]:
    answer = requests.post(host.url, data=body, timeout=5)
    return answer.status_code, answer.json()["message"]


def a_callback(dci: MockDci, transaction: str) -> bytes:
    """A well-signed callback for a transaction, that finds nobody."""
    criteria = {"query": {"type": "UIN", "value": "0"}, "response_entity": "Group"}
    search = [{"reference_id": "r", "search_criteria": criteria}]
    request = {"header": {"sender_id": "us"}, "message": {"transaction_id": transaction, "search_request": search}}
    return dci.sealed(request, "")


def test_the_request_says_where_to_call_back(
    dci: MockDci, async_client: DciRegistry, callback_server: CallbackHost, person: Person
) -> None:
    assert async_client.find_household(person.identifier) is not None
    assert dci.seen[-1]["header"]["sender_uri"] == callback_server.url
    assert [(each.status_code, each.json()["message"]["ack_status"]) for each in dci.called_back(1)] == [(200, "ACK")]


def test_a_callback_that_comes_three_times_has_one_effect(
    dci: MockDci, async_client: DciRegistry, person: Person
) -> None:
    """Each is acknowledged, so that the register stops repeating it; the answer is taken once."""
    dci.callbacks_each = 3
    first = async_client.find_person(person.cnie, person.birth_date)
    second = async_client.find_household(person.identifier)
    assert first == person
    assert second is not None
    assert [each.status_code for each in dci.called_back(6)] == [200] * 6


def test_a_callback_for_nobody_is_ignored(
    dci: MockDci, async_client: DciRegistry, callback_server: CallbackHost, person: Person
) -> None:
    """The answer is the same as for a transaction that we wait for: a stranger learns nothing."""
    status, ack = call_back(callback_server, a_callback(dci, "never-asked"))
    assert (status, ack["ack_status"]) == (200, "ACK")
    assert async_client.find_household(person.identifier) is not None


@pytest.mark.parametrize("fault", ["wrong signature", "stranger", "unsigned", "old signature", "unknown key"])
def test_a_callback_that_is_not_the_registers_is_refused(
    dci: MockDci, client: Client, callback_server: CallbackHost, person: Person, fault: str
) -> None:
    """It is answered 401, and whoever waits goes on waiting: a forger cannot end a search either."""
    registry = callback_server.serve(client(callback_url=callback_server.url, callback_seconds=0.7))
    dci.fail_always(fault)
    with pytest.raises(RegistryUnavailableError, match="no_callback"):
        registry.find_household(person.identifier)
    (answer,) = dci.called_back(1)
    assert answer.status_code == 401
    assert answer.json()["message"]["ack_status"] == "ERR"
    assert answer.json()["message"]["error"]["code"].startswith("err.signature.")


@pytest.mark.parametrize("body", [b"", b"{}", b"[1, 2]", b"\xff\xfe", b"[" * 50_000, b'{"header": {}, "message": {}}'])
def test_rubbish_is_answered_and_harms_nobody(
    async_client: DciRegistry, callback_server: CallbackHost, body: bytes
) -> None:
    status, ack = call_back(callback_server, body)
    assert status in (400, 401)
    assert ack["ack_status"] == "ERR"


def test_our_own_signature_is_not_the_registers(
    dci: MockDci, async_client: DciRegistry, callback_server: CallbackHost
) -> None:
    """A request of ours that is sent back to us is no answer."""
    first, second = b'{"status": "succ"}', b'{"transaction_id": "t", "correlation_id": "c"}'
    signature = json.dumps(sign(first + second, dci.our_key, sender="haqqi.example.org", key_id=OUR_KEY_ID)).encode()
    status, _ = call_back(
        callback_server, b'{"signature": %b, "header": %b, "message": %b}' % (signature, first, second)
    )
    assert status == 401


def test_keys_that_cannot_be_read_now_ask_for_another_callback(
    dci: MockDci, async_client: DciRegistry, callback_server: CallbackHost
) -> None:
    """503, so that the register comes again."""
    dci.fail_always("closed", path="jwks.json")
    status, ack = call_back(callback_server, a_callback(dci, "any"))
    assert (status, ack["ack_status"]) == (503, "ERR")


def test_a_refusal_comes_back_as_the_callers_error(dci: MockDci, async_client: DciRegistry, person: Person) -> None:
    dci.fail_always("rjct.search_criteria.invalid")
    with pytest.raises(RegistryRefusedError, match="idtype-value"):
        async_client.find_household(person.identifier)


def test_an_unreadable_record_comes_back_as_the_callers_error(
    dci: MockDci, async_client: DciRegistry, person: Person
) -> None:
    dci.fail_always("unreadable")
    with pytest.raises(RegistryAnswerError, match="format"):
        async_client.find_household(person.identifier)


def test_a_search_that_is_not_taken(dci: MockDci, async_client: DciRegistry, person: Person) -> None:
    dci.fail_always("err.sender_uri.invalid")
    with pytest.raises(RegistryRefusedError, match="HAQQI_PUBLIC_URL"):
        async_client.find_household(person.identifier)


def test_no_callback_is_told_as_unavailable(
    dci: MockDci, client: Client, callback_server: CallbackHost, person: Person
) -> None:
    registry = callback_server.serve(client(callback_url=callback_server.url, callback_seconds=0.2))
    dci.fail_always("no callback")
    with pytest.raises(RegistryUnavailableError, match="HAQQI_PUBLIC_URL"):
        registry.find_household(person.identifier)


def test_what_may_have_arrived_is_not_sent_again(
    dci: MockDci, client: Client, callback_server: CallbackHost, clock: Clock, person: Person
) -> None:
    """A search that the register may have taken already would be answered twice."""
    dci.fail("slow")
    with pytest.raises(RegistryUnavailableError, match="timeout"):
        client(callback_url=callback_server.url, read_seconds=1.0).find_household(person.identifier)
    assert clock.slept == []


def test_our_public_key_can_be_fetched(dci: MockDci, async_client: DciRegistry, callback_server: CallbackHost) -> None:
    (key,) = requests.get(
        callback_server.url.replace("/registry/on-search", "/.well-known/jwks.json"), timeout=5
    ).json()["keys"]
    assert (key["kty"], key["crv"], key["kid"]) == ("OKP", "Ed25519", OUR_KEY_ID)
    assert "d" not in key


def test_waiting_remembers_a_bounded_number() -> None:
    """The oldest search is forgotten first; an answer is collected once."""
    waiting = WaitingInMemory()
    for number in range(MOST + 1):
        waiting.expect(str(number))
    assert not waiting.deliver("0", [])
    assert waiting.deliver("1", [{"found": True}])
    assert not waiting.deliver("1", [{"found": False}])
    assert waiting.collect("1", 0) == [{"found": True}]
    assert waiting.collect("1", 0) is None
