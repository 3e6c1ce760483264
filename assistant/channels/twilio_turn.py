"""Where a call without streams stands, as the address of its next request tells."""

from __future__ import annotations

import msgspec
from flask import request


class Turn(msgspec.Struct, frozen=True):
    """Where the call stands: how many turns it took, silences in a row, looks for a job's outcome, whether the caller
    has just asked to repeat, and whether what they said is being heard."""

    n: int = 0
    silent: int = 0
    waited: int = 0
    again: int = 0
    heard: int = 0

    @classmethod
    def of_request(cls) -> Turn:
        return cls(*(max(0, request.args.get(name, 0, int)) for name in cls.__struct_fields__))

    def address(self, page: str) -> str:
        told = "&".join(f"{name}={getattr(self, name)}" for name in self.__struct_fields__)
        return f"/twilio/voice/{page}?{told}"
