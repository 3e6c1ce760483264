"""Every setting, once. From the environment (prefix HAQQI_) or a `.env` file in HAQQI_HOME."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.handover import OpeningHours, ServiceCentre, operator_number

PACKAGE = Path(__file__).resolve().parent
SECRETS_FILE = "secrets.json"


class SettingsError(Exception):
    """A setting is wrong or missing: the service must not start. The text says what to set."""


def _shipped(folder: str) -> Path:
    """The folder beside the package in a checkout, or inside it in an installed wheel."""
    beside = PACKAGE.parent / folder
    return beside if beside.is_dir() else PACKAGE / "_bundled" / folder


class Settings(BaseSettings):
    """What CONTRACT names, typed. Secrets are filled in by `load_settings`."""

    model_config = SettingsConfigDict(env_prefix="HAQQI_", extra="ignore", frozen=True)

    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = ""
    calls_host: str = ""
    calls_port: int = Field(default=0, ge=0, le=65535)
    calls_url: str = ""
    audiosocket_host: str = "127.0.0.1"
    audiosocket_port: int = Field(default=0, ge=0, le=65535)
    secret_key: str = ""
    data_keys: str = ""
    database_url: str = ""
    redis_url: str = ""
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_number: str = ""
    twilio_api_base: str = ""
    twilio_streams: bool = True
    operator_number: str = ""
    operator_hours: str = "mo-fr 09:00-17:00"
    asterisk_ari: str = ""
    asterisk_endpoint: str = "PJSIP/{number}@trunk"
    asterisk_number: str = ""
    call_back: bool = False
    call_backs_a_day: int = Field(default=200, ge=0)
    kannel_sendsms_url: str = ""
    sms_price: Decimal | None = Field(default=None, ge=0)
    registry: str = "embedded"
    dci_client_id: str = ""
    dci_client_secret: str = ""
    dci_sender_id: str = ""
    dci_receiver_id: str = ""
    dci_signing_key: str = ""
    dci_key_id: str = Field(default="haqqi-1", pattern=r'^[^|"]+$')
    dci_verify_key: str = ""
    dci_require_signature: bool = False
    dci_digest: Literal["BLAKE-512", "SHA-256"] = "BLAKE-512"
    dci_consent_code: str = "own-record"
    dci_consent_uri: str = ""
    dci_async: bool = False
    dci_first_digits: str = Field(default="23456789", pattern=r"^[0-9]+$")
    dci_score_type: str = "ISE"
    speech_model: str = ""
    flows_dir: Path = Field(default_factory=lambda: _shipped("flows"))
    locales_dir: Path = Field(default_factory=lambda: _shipped("locales"))
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("asterisk_ari")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme in ("http", "https") and parts.hostname and parts.username and parts.password):
            raise ValueError("write it as http://USER:PASSWORD@127.0.0.1:8088")
        return url

    @field_validator("asterisk_endpoint")
    @classmethod
    def _names_a_number(cls, endpoint: str) -> str:
        if "{number}" not in endpoint:
            raise ValueError("say where the number goes: PJSIP/{number}@trunk")
        return endpoint

    @field_validator("operator_number")
    @classmethod
    def _can_be_dialled(cls, number: str) -> str:
        return operator_number(number) if number.strip() else ""

    @field_validator("operator_hours")
    @classmethod
    def _are_hours(cls, hours: str) -> str:
        OpeningHours.parse(hours)
        return hours

    @model_validator(mode="after")
    def _operators_are_elsewhere(self) -> Settings:
        if self.operator_number and self.operator_number == self.twilio_number:
            raise ValueError("HAQQI_OPERATOR_NUMBER is HAQQI_TWILIO_NUMBER: the line would call itself")
        return self

    @property
    def service_centre(self) -> ServiceCentre | None:
        """Where a call is put through to a person, and when; None where no number is named."""
        if not self.operator_number:
            return None
        return ServiceCentre(self.operator_number, OpeningHours.parse(self.operator_hours))

    @property
    def embedded(self) -> bool:
        """Whether this machine is all there is: no database server is named."""
        return not self.database_url

    @property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home.resolve() / 'haqqi.sqlite'}"

    @property
    def base_url(self) -> str:
        """The address by which providers reach us, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def socket_port(self) -> int:
        """The port of the calls' WebSocket: the one after the web server's, unless another is named."""
        return self.calls_port or self.port + 1

    @property
    def asterisk_port(self) -> int:
        """The port of AudioSocket: the second after the web server's, unless another is named."""
        return self.audiosocket_port or self.port + 2

    @property
    def media_url(self) -> str:
        """Where a telephone provider opens its audio sockets. Behind TLS the proxy brings them to their port; without,
        they are reached there."""
        if self.calls_url:
            return self.calls_url
        scheme, _, rest = self.base_url.partition("://")
        if scheme == "https":
            return f"wss://{rest}/twilio/media"
        return f"ws://{rest.partition('/')[0].rpartition(':')[0] or rest}:{self.socket_port}/twilio/media"

    @property
    def encryption_keys(self) -> tuple[str, ...]:
        return tuple(key.strip() for key in self.data_keys.split(",") if key.strip())

    @property
    def registry_embedded(self) -> bool:
        """Whether the register is the invented one; else `registry` is a DCI address."""
        return self.registry == "embedded"

    @property
    def phone_on_screen(self) -> bool:
        """The browser phone stands in for Twilio where no account is set and nothing else is named."""
        return self.embedded and not self.twilio_account_sid


def load_settings(**given: Any) -> Settings:
    """The settings, secrets included; raises SettingsError saying what to set.

    A missing secret is made once and kept in HAQQI_HOME (mode 600) with the embedded default only.
    """
    home = Path(str(given.get("home") or os.environ.get("HAQQI_HOME") or "var"))
    try:
        settings = Settings(_env_file=home / ".env", **given)  # type: ignore[call-arg]
    except ValidationError as error:
        fault = error.errors()[0]
        name = "HAQQI_" + "_".join(str(part) for part in fault["loc"]).upper() + ": " if fault["loc"] else ""
        raise SettingsError(name + fault["msg"].removeprefix("Value error, ")) from error
    missing = [name for name in ("secret_key", "data_keys", "twilio_auth_token") if not getattr(settings, name)]
    if not missing:
        return settings
    if not settings.embedded:
        return _without(settings, missing)
    kept = _kept_secrets(settings.home)
    return settings.model_copy(update={name: kept[name] for name in missing})


def _without(settings: Settings, missing: list[str]) -> Settings:
    needed = [name for name in missing if name != "twilio_auth_token" or settings.twilio_account_sid]
    if needed:
        names = ", ".join(f"HAQQI_{name.upper()}" for name in needed)
        raise SettingsError(f"{names}: not set; with HAQQI_DATABASE_URL no secret is made up for you")
    return settings


def _kept_secrets(home: Path) -> Mapping[str, str]:
    """The secrets in HAQQI_HOME, made on the first start; of two processes that start at once the first wins."""
    path = home / SECRETS_FILE
    if not path.exists():
        _make_secrets(path)
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _make_secrets(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = {
        "secret_key": secrets.token_urlsafe(32),
        "data_keys": Fernet.generate_key().decode(),
        "twilio_auth_token": secrets.token_hex(16),
    }
    draft = path.with_name(f".{SECRETS_FILE}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(made), encoding="utf-8")
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)  # unlike a rename, a link never replaces what another process has just made
    draft.unlink()
