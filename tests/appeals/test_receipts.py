"""Receipts: whoever holds one proves what was filed and when; whoever changes one proves nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.appeals import KINDS, Receipt, find_receipt, key_text, public_key, read_key
from assistant.appeals.receipt import KIND_CODES
from assistant.language import segments

KEY = b"a key of this test"
PUBLIC = public_key(KEY)
ANY_CHARACTER = st.characters(exclude_categories=())
"""Lone surrogates too, as they come in with a broken form."""
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
RECEIPTS = st.builds(
    Receipt,
    st.integers(10_000_000, 99_999_999).map(str),
    st.sampled_from(KINDS),
    MOMENTS,
    st.none() | st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    st.none() | MOMENTS,
)


@given(RECEIPTS)
def test_what_was_signed_comes_back(receipt: Receipt) -> None:
    text = receipt.sign(KEY)
    assert Receipt.verify(text, PUBLIC) == receipt == Receipt.unchecked(text)


@given(RECEIPTS, st.data())
def test_a_receipt_with_any_letter_changed_is_not_ours(receipt: Receipt, data: Any) -> None:
    text = receipt.sign(KEY)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(ANY_CHARACTER.filter(lambda character: character != text[place]))
    assert Receipt.verify(text[:place] + other + text[place + 1 :], PUBLIC) is None


def test_every_other_last_letter_is_refused() -> None:
    """The last letter holds two bits that mean nothing: they too must be as we wrote them."""
    text = Receipt("12345670", "asd", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)).sign(KEY)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    right = [letter for letter in letters if Receipt.verify(text[:-1] + letter, PUBLIC)]
    assert right == [text[-1]]


@given(st.text(ANY_CHARACTER))
def test_what_never_was_a_receipt_is_refused_and_breaks_nothing(text: str) -> None:
    assert Receipt.verify(text, PUBLIC) is None
    assert find_receipt(text) is None
    assert Receipt.unchecked(text) is None


def test_another_key_signs_nothing_of_ours() -> None:
    text = Receipt("12345670", "asd", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)).sign(b"another key")
    assert Receipt.verify(text, PUBLIC) is None


def test_the_signing_key_is_not_the_key_of_one_time_codes() -> None:
    """Ed25519 signs with a key derived from the service's, which keys one-time codes as it stands."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = bytes(range(32))
    assert public_key(key) != Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


@given(RECEIPTS)
def test_one_sms_holds_a_receipt(receipt: Receipt) -> None:
    size = segments(receipt.sign(KEY))
    assert (size.encoding, size.count) == ("GSM-7", 1)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Haqqi. Récépissé: {} Gardez-le.",
        "https://haqqi.example/receipts/check#{}\n",
        "الوصل: {}",
    ],
)
@pytest.mark.parametrize("broken", [False, True])
def test_a_receipt_is_found_where_people_copy_it_from(around: str, broken: bool) -> None:
    """Words around it, an address, lines broken by a printer or a phone."""
    text = Receipt("12345670", "asd", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)).sign(KEY)
    shown = "\n".join(text[start : start + 40] for start in range(0, len(text), 40)) if broken else text
    assert find_receipt(around.format(shown)) == text


def test_every_kind_has_a_code_of_its_own() -> None:
    assert sorted(KIND_CODES.values()) == sorted(KINDS)


def test_a_printed_key_is_read_back() -> None:
    assert read_key(key_text(PUBLIC)) == PUBLIC


@given(st.text(ANY_CHARACTER))
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None
