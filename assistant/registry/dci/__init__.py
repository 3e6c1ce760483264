"""A social registry reached by the DCI standard (facts 7.1): OAuth2, signed messages, sync and async search."""

from assistant.registry.dci.advice import ADVICE
from assistant.registry.dci.client import DciRegistry
from assistant.registry.dci.config import ConfigError, Consent, DciConfig, signing_key, verify_key

__all__ = [
    "ADVICE",
    "ConfigError",
    "Consent",
    "DciConfig",
    "DciRegistry",
    "signing_key",
    "verify_key",
]
