"""Which register the settings name: each missing or wrong setting is told by its name, and never by its value."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from flask.testing import FlaskClient

from assistant.app import create_app
from assistant.registers import open_registry
from assistant.registry.dci import DciRegistry
from assistant.settings import Settings, SettingsError, load_settings

KEY = ed25519.Ed25519PrivateKey.generate()
SEED = base64.b64encode(KEY.private_bytes_raw()).decode()
GIVEN: dict[str, Any] = {
    "registry": "https://register.example.org/sr/v1.0.0",
    "dci_client_id": "haqqi",
    "dci_client_secret": "s3cr3t-word",
    "dci_sender_id": "haqqi.example.org",
    "dci_receiver_id": "register.example.org",
    "dci_signing_key": SEED,
    "dci_consent_uri": "https://haqqi.example.org/consent",
}


def opened(**changes: Any) -> DciRegistry:
    registry = open_registry(Settings(**{**GIVEN, **changes}))
    assert isinstance(registry, DciRegistry)
    return registry


def pem(key: Any) -> bytes:
    plain = serialization.NoEncryption()
    return bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))


def test_with_everything_set_it_opens_and_asks_nobody_yet() -> None:
    registry = opened()
    assert registry.name == "dci"
    assert registry.first_digits == "23456789"
    assert not registry.asynchronous


@pytest.mark.parametrize("name", sorted(set(GIVEN) - {"registry"}))
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=f"HAQQI_{name.upper()}: not set") as told:
        opened(**{name: ""})
    assert "s3cr3t" not in str(told.value)


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"registry": "http://register.example.org/v1.0.0"}, "HAQQI_REGISTRY"),
        ({"registry": "register.example.org"}, "HAQQI_REGISTRY"),
        ({"dci_signing_key": "not base64 at all"}, "HAQQI_DCI_SIGNING_KEY"),
        ({"dci_signing_key": base64.b64encode(b"short").decode()}, "HAQQI_DCI_SIGNING_KEY"),
        ({"dci_verify_key": "%%%"}, "HAQQI_DCI_VERIFY_KEY"),
        ({"dci_async": True, "redis_url": "redis://127.0.0.1:1"}, "HAQQI_DCI_ASYNC"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], setting: str) -> None:
    with pytest.raises(SettingsError, match=setting) as told:
        opened(**changes)
    assert "not base64" not in str(told.value)


def test_a_register_on_this_machine_needs_no_tls() -> None:
    assert opened(registry="http://127.0.0.1:3335/sr/v1.0.0")


def test_keys_may_be_files(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(pem(KEY))
    assert opened(dci_signing_key=str(path)).jwks == opened().jwks
    public = tmp_path / "public.pem"
    raw = KEY.public_key()
    public.write_bytes(raw.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    assert opened(dci_verify_key=str(public))
    assert opened(dci_verify_key=base64.urlsafe_b64encode(raw.public_bytes_raw()).decode().rstrip("="))


def test_a_key_of_another_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rsa.pem"
    path.write_bytes(pem(rsa.generate_private_key(65537, 2048)))
    with pytest.raises(SettingsError, match="ed25519"):
        opened(dci_signing_key=str(path))


def web(home: Path, **settings: Any) -> FlaskClient:
    return create_app(load_settings(home=home, redis_url="", database_url="", **settings), dispatch=False).test_client()


def test_a_service_with_a_dci_register_shows_its_key_and_takes_callbacks(tmp_path: Path) -> None:
    client = web(tmp_path, **GIVEN)
    assert client.get("/.well-known/jwks.json").get_json() == opened().jwks
    assert client.post("/registry/on-search", data=b"{}").status_code == 400


def test_a_service_with_invented_people_has_no_such_paths(tmp_path: Path) -> None:
    client = web(tmp_path)
    assert client.get("/.well-known/jwks.json").status_code == 404
    assert client.post("/registry/on-search", data=b"{}").status_code == 404
