"""What leaves this house: the standard's envelope, signed, with the consent and nothing that was not needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.registry import EmbeddedRegistry, RegistryAnswerError
from assistant.registry.dci import DciRegistry
from assistant.registry.dci.config import Digest
from assistant.registry.dci.signature import Signer, Verifier
from tests.registry.mock_dci import MockDci
from tests.registry.mock_records import THEM, US

Client = Callable[..., DciRegistry]
KEY = Ed25519PrivateKey.generate()
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def asked(dci: MockDci) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and the one search of the last request."""
    message = dci.seen[-1]["message"]
    (request,) = message["search_request"]
    return dci.seen[-1]["header"], request["search_criteria"]


def test_a_household_is_asked_for_by_its_members_uin(dci: MockDci, client: Client, embedded: EmbeddedRegistry) -> None:
    person = embedded.people(1)[0]
    client().find_household(person.identifier)
    header, criteria = asked(dci)
    assert (header["version"], header["action"], header["total_count"]) == ("1.0.0", "search", 1)
    assert (header["sender_id"], header["receiver_id"], header["is_msg_encrypted"]) == (US, THEM, False)
    assert "sender_uri" not in header
    assert criteria["query"] == {"type": "UIN", "value": person.identifier}
    assert (criteria["query_type"], criteria["response_entity"]) == ("idtype-value", "Group")
    assert criteria["reg_type"] == "ns:org:RegistryType:Social"


def test_a_person_is_asked_for_by_card_alone(dci: MockDci, client: Client, embedded: EmbeddedRegistry) -> None:
    """The birth date stays with us: it checks the answer."""
    person = embedded.people(1)[0]
    client().find_person(person.cnie, person.birth_date)
    _, criteria = asked(dci)
    assert criteria["query"] == {"type": "NIN", "value": person.cnie}
    assert criteria["response_entity"] == "Member"
    assert person.birth_date.isoformat() not in json.dumps(dci.seen)


def test_each_request_says_that_the_person_agreed(dci: MockDci, client: Client) -> None:
    client().find_household("0000000000")
    _, criteria = asked(dci)
    consent = criteria["consent"]
    assert consent["purpose"] == {
        "text": "The person asked",
        "code": "own-record",
        "ref_uri": "https://haqqi.example.org/consent",
    }
    assert datetime.fromisoformat(consent["ts"]).tzinfo is not None


def test_ids_are_new_and_within_the_standards_limits(dci: MockDci, client: Client) -> None:
    registry = client()
    for _ in range(3):
        registry.find_household("0000000000")
    requests = [seen["message"]["search_request"][0] for seen in dci.seen]
    ids = [
        *(seen["header"]["message_id"] for seen in dci.seen),
        *(seen["message"]["transaction_id"] for seen in dci.seen),
        *(request["reference_id"] for request in requests),
    ]
    assert len(set(ids)) == 9
    assert all(0 < len(each) <= 99 for each in ids)


def verifier(key: Ed25519PrivateKey = KEY, digest: Digest = "BLAKE-512", sender: str = US) -> Verifier:
    return Verifier(sender, digest, {"key-1": key.public_key()}.get)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["BLAKE-512", "SHA-256"]))
def test_what_is_signed_is_verified(content: bytes, digest: Digest) -> None:
    text = Signer(US, "key-1", KEY, digest).sign(content, NOW)
    verifier(digest=digest).verify(text, content, NOW)


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=100), st.integers(0, 99), st.integers(1, 255))
def test_any_changed_byte_is_noticed(content: bytes, place: int, change: int) -> None:
    text = Signer(US, "key-1", KEY, "BLAKE-512").sign(content, NOW)
    changed = bytearray(content)
    changed[place % len(content)] ^= change
    with pytest.raises(RegistryAnswerError, match="invalid"):
        verifier().verify(text, bytes(changed), NOW)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_other_text_is_no_signature(text: str) -> None:
    with pytest.raises(RegistryAnswerError):
        verifier().verify(text, b"content", NOW)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda text: text.replace(US, "somebody.else"), "signature.invalid"),
        (lambda text: text.replace("|ed25519", "|rsa"), "signature.invalid"),
        (lambda text: text.replace("(created) (expires) digest", "(created)"), "signature.invalid"),
        (lambda text: text.replace("key-1", "key-2"), "signature.key"),
        (lambda text: text.replace('signature="', 'signature="é'), "signature.invalid"),
        (lambda text: text.replace('created="1', 'created="9'), "signature.expired"),
        (lambda text: text.replace('expires="1', 'expires="x'), "signature.invalid"),
        (lambda text: text.replace('expires="', 'expires="9'), "signature.invalid"),  # a longer life than was signed
    ],
)
def test_every_field_counts(changed: Callable[[str], str], code: str) -> None:
    text = Signer(US, "key-1", KEY, "BLAKE-512").sign(b"content", NOW)
    with pytest.raises(RegistryAnswerError) as told:
        verifier().verify(changed(text), b"content", NOW)
    assert told.value.code == code


@pytest.mark.parametrize(("minutes", "good"), [(-3, False), (-1, True), (6, True), (8, False)])
def test_a_signature_is_of_now(minutes: int, good: bool) -> None:
    """It lives five minutes, and two more for clocks that differ."""
    text = Signer(US, "key-1", KEY, "BLAKE-512").sign(b"content", NOW)
    later = NOW + timedelta(minutes=minutes)
    if good:
        verifier().verify(text, b"content", later)
    else:
        with pytest.raises(RegistryAnswerError, match="expired"):
            verifier().verify(text, b"content", later)
