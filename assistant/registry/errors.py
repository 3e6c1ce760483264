"""What this room raises. Each kind has somebody who does something different about it."""

from __future__ import annotations


class RegistryError(Exception):
    """Base of what this room raises. `code` is the standard's word for it, or ours; no text is about a person."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class RegistryUnavailableError(RegistryError):
    """The register does not answer: a job tries again later. `again`: a try at once may help."""

    def __init__(self, message: str, code: str = "", *, again: bool = True) -> None:
        super().__init__(message, code)
        self.again = again


class RegistryRefusedError(RegistryError):
    """The register answers and says no to us: whoever runs the service must change something."""


class RegistryAnswerError(RegistryError):
    """The answer is not genuine or not readable: nothing of it is used, and the agency must mend it."""
