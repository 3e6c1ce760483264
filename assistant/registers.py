"""Which register the settings name, and what it is reached with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.registry import EmbeddedRegistry, Person, Registry, differences
from assistant.scoring import Household, Scorer
from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    from assistant.registry.dci import DciConfig

SCORE_DECIMALS = 7
CONSENT = "The person asked about their own record"
"""What a register is told that the person agreed to; the code and the page are settings."""


def open_registry(settings: Settings) -> Registry:
    """The register that the settings name. Raises SettingsError."""
    return embedded_registry(settings) if settings.registry_embedded else _dci(settings)


def embedded_registry(settings: Settings) -> EmbeddedRegistry:
    """The invented register; what it calls a score is our own estimate of what it holds."""
    scorer = Scorer.load()

    def index(declared: Mapping[str, Any]) -> Decimal:
        return round(scorer.assess(Household.model_validate(declared)).score, SCORE_DECIMALS)

    return EmbeddedRegistry(settings.home / "registry.sqlite", index)


def wrongly_recorded(register: EmbeddedRegistry, person: Person) -> str:
    """What the record of an invented person's household has wrong, and its story; "" where it is right."""
    record = register.find_household(person.identifier)
    wrong = differences(record, register.truth(person.identifier)) if record else ()
    entries = ", ".join(f"{each.path} {each.registered}, really {each.declared}" for each in wrong)
    story = register.about(person.identifier)
    return f"{entries}. {story}" if story else entries


def _dci(settings: Settings) -> Registry:
    from assistant.registry.dci import ConfigError, DciRegistry

    needed = ("client_id", "client_secret", "sender_id", "receiver_id", "signing_key", "consent_uri")
    missing = [f"HAQQI_DCI_{name.upper()}" for name in needed if not getattr(settings, f"dci_{name}")]
    if missing:
        raise SettingsError(f"{', '.join(missing)}: not set; HAQQI_REGISTRY names a DCI register (docs/registry.md)")
    if settings.dci_async and settings.redis_url:
        raise SettingsError("HAQQI_DCI_ASYNC: its answers reach the web process only; unset it, or HAQQI_REDIS_URL")
    try:
        return DciRegistry(_dci_config(settings))
    except ConfigError as error:
        raise SettingsError(f"HAQQI_{error.setting}: {error}") from error


def _dci_config(settings: Settings) -> DciConfig:
    from assistant.registry.dci import Consent, DciConfig, signing_key, verify_key

    return DciConfig(
        base_url=settings.registry,
        client_id=settings.dci_client_id,
        client_secret=settings.dci_client_secret,
        sender_id=settings.dci_sender_id,
        receiver_id=settings.dci_receiver_id,
        signing_key=signing_key(settings.dci_signing_key),
        consent=Consent(CONSENT, settings.dci_consent_code, settings.dci_consent_uri),
        key_id=settings.dci_key_id,
        verify_key=verify_key(settings.dci_verify_key) if settings.dci_verify_key else None,
        digest=settings.dci_digest,
        require_signature=settings.dci_require_signature,
        callback_url=f"{settings.base_url}/registry/on-search" if settings.dci_async else "",
        first_digits=settings.dci_first_digits,
        score_type=settings.dci_score_type,
    )
