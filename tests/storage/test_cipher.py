"""Values are read only with their keys, and found without being read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from assistant.storage import Cipher, Database, WrongKeyError

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
SECRET = b"the secret of the blind indexes."
CIPHER = Cipher([KEY], SECRET)


@given(st.text(st.characters()))
def test_every_text_comes_back_as_it_was(value: str) -> None:
    """Lone surrogates and NUL, which no gateway should deliver, included."""
    assert CIPHER.decrypt(CIPHER.encrypt(value)) == value


@given(st.binary())
def test_every_byte_string_comes_back_as_it_was(value: bytes) -> None:
    assert CIPHER.decrypt_bytes(CIPHER.encrypt(value)) == value


def test_the_same_value_is_encrypted_differently_each_time() -> None:
    assert CIPHER.encrypt("0612345678") != CIPHER.encrypt("0612345678")


def test_a_wrong_key_is_an_error_and_never_the_bare_token() -> None:
    with pytest.raises(WrongKeyError, match="HAQQI_DATA_KEYS"):
        Cipher([OTHER_KEY], SECRET).decrypt(CIPHER.encrypt("x"))


@pytest.mark.parametrize("stored", ["plain text", "", "+212612345678", "gAAAAA=="])
def test_what_was_never_encrypted_is_an_error_too(stored: str) -> None:
    with pytest.raises(WrongKeyError):
        CIPHER.decrypt(stored)


@pytest.mark.parametrize("keys", [[], ["short"], [KEY, "short"], ["é" * 44]])
def test_missing_and_malformed_keys_are_refused(keys: list[str]) -> None:
    with pytest.raises(WrongKeyError, match="HAQQI_DATA_KEYS"):
        Cipher(keys, SECRET)


@pytest.mark.parametrize("secret", [b"", b"short"])
def test_a_guessable_index_secret_is_refused(secret: bytes) -> None:
    with pytest.raises(WrongKeyError, match="HAQQI_SECRET_KEY"):
        Cipher([KEY], secret)


def test_the_newest_key_writes_and_all_keys_read() -> None:
    old = CIPHER.encrypt("x")
    both = Cipher([OTHER_KEY, KEY], SECRET)
    assert both.decrypt(old) == "x"
    assert Cipher([OTHER_KEY], SECRET).decrypt(both.encrypt("y")) == "y"


def test_a_rotated_value_needs_the_newest_key_only() -> None:
    rotated = Cipher([OTHER_KEY, KEY], SECRET).rotate(CIPHER.encrypt("x"))
    assert Cipher([OTHER_KEY], SECRET).decrypt(rotated) == "x"


def test_an_index_is_the_same_for_the_same_value_whatever_the_data_keys() -> None:
    assert CIPHER.index("phone", "+212612345678") == Cipher([OTHER_KEY], SECRET).index("phone", "+212612345678")


def test_an_index_depends_on_value_purpose_and_secret() -> None:
    indexes = {
        CIPHER.index("phone", "+212612345678"),
        CIPHER.index("phone", "+212612345679"),
        CIPHER.index("rate", "+212612345678"),
        Cipher([KEY], b"another secret altogether").index("phone", "+212612345678"),
    }
    assert len(indexes) == 4
    assert all(re.fullmatch("[0-9a-f]{64}", index) for index in indexes)


def test_a_store_written_with_other_keys_does_not_open(
    database: Database, url: str, open_database: Callable[..., Database]
) -> None:
    with pytest.raises(WrongKeyError, match="HAQQI_DATA_KEYS"):
        open_database(url, Cipher([OTHER_KEY], SECRET)).migrate()


def test_a_store_made_with_another_index_secret_does_not_open(
    database: Database, url: str, key: str, open_database: Callable[..., Database]
) -> None:
    """With the wrong secret nobody would be found, and everybody greeted as new."""
    with pytest.raises(WrongKeyError, match="HAQQI_SECRET_KEY"):
        open_database(url, Cipher([key], b"another secret altogether")).migrate()
