"""The port to population and social registers, and the rules of the identifiers that they give."""

from assistant.registry.codes import CODE_LIFE, LOCK, MAX_TRIES, hash_code, new_code, same_code
from assistant.registry.differences import Difference, differences
from assistant.registry.embedded import EmbeddedRegistry
from assistant.registry.errors import (
    RegistryAnswerError,
    RegistryError,
    RegistryRefusedError,
    RegistryUnavailableError,
)
from assistant.registry.identifiers import Cnie, Identifier, IdentifierProblem, check_identifier, hints
from assistant.registry.port import Household, Member, Person, Registry, Value

__all__ = [
    "CODE_LIFE",
    "LOCK",
    "MAX_TRIES",
    "Cnie",
    "Difference",
    "EmbeddedRegistry",
    "Household",
    "Identifier",
    "IdentifierProblem",
    "Member",
    "Person",
    "Registry",
    "RegistryAnswerError",
    "RegistryError",
    "RegistryRefusedError",
    "RegistryUnavailableError",
    "Value",
    "check_identifier",
    "differences",
    "hash_code",
    "hints",
    "new_code",
    "same_code",
]
