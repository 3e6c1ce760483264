"""The port to population and social registers, and the rules of the identifiers that they give."""

from assistant.registry.codes import CODE_LIFE, LOCK, MAX_TRIES, hash_code, new_code, same_code
from assistant.registry.embedded import EmbeddedRegistry
from assistant.registry.identifiers import Cnie, Identifier, IdentifierProblem, check_identifier, hints
from assistant.registry.port import Household, Person, Registry, RegistryError, RegistryUnavailableError

__all__ = [
    "CODE_LIFE",
    "LOCK",
    "MAX_TRIES",
    "Cnie",
    "EmbeddedRegistry",
    "Household",
    "Identifier",
    "IdentifierProblem",
    "Person",
    "Registry",
    "RegistryError",
    "RegistryUnavailableError",
    "check_identifier",
    "hash_code",
    "hints",
    "new_code",
    "same_code",
]
