"""What whoever runs the service should do about each code of the standard, and about each failure of our own.

The standard's codes are those of facts 7.1; `docs/registry.md` shows the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.registry.errors import RegistryError, RegistryRefusedError, RegistryUnavailableError

ADVICE: Mapping[str, str] = {
    "err.request.bad": "the register cannot read our request: send the agency the time and this code",
    "err.request.unauthorized": "check HAQQI_DCI_CLIENT_ID and HAQQI_DCI_CLIENT_SECRET with the agency",
    "err.request.forbidden": "ask the agency to allow this client to search",
    "err.request.not_found": "check HAQQI_REGISTRY: the register has no such address",
    "err.request.timeout": "nothing to do: tried again later; tell the agency if it goes on",
    "err.request.too_many_requests": "tried again later; ask the agency for a higher limit if it goes on",
    "err.version.not_supported": "the register does not speak 1.0.0: ask the agency for an address that does",
    "err.sender_id.invalid": "check HAQQI_DCI_SENDER_ID: the agency registered us under another name",
    "err.sender_uri.invalid": "check HAQQI_PUBLIC_URL: the agency must be able to call us back there",
    "err.receiver_id.invalid": "check HAQQI_DCI_RECEIVER_ID: the register calls itself something else",
    "err.signature.missing": "the register got no signature: ask the agency whether a proxy changes our messages",
    "err.signature.invalid": "check HAQQI_DCI_SIGNING_KEY, HAQQI_DCI_KEY_ID and HAQQI_DCI_DIGEST with the agency",
    "err.encryption.invalid": "the register wants encrypted messages, which we do not send: ask for plain ones",
    "err.service.unavailable": "nothing to do: tried again later; tell the agency if it goes on",
    "rjct.reference_id.invalid": "tell the agency: our references are 32 letters and digits",
    "rjct.reference_id.duplicate": "tell the agency: each of our references is new",
    "rjct.timestamp.invalid": "check this machine's clock, then tell the agency",
    "rjct.search_criteria.invalid": "ask the agency whether it searches by UIN and NIN (idtype-value)",
    "rjct.filter.invalid": "ask the agency whether it searches by UIN and NIN (idtype-value)",
    "rjct.sort.invalid": "tell the agency: we ask for no order",
    "rjct.pagination.invalid": "tell the agency: we ask for no pages",
    "rjct.search.too_many_records_found": "tell the agency: one identifier found many records",
    "rjct.version.invalid": "the register does not speak 1.0.0: ask the agency for an address that does",
    "rjct.message_id.duplicate": "tell the agency: each of our messages has a new id",
    "rjct.message_ts.invalid": "check this machine's clock, then tell the agency",
    "rjct.action.invalid": "tell the agency: our action is `search`",
    "rjct.action.not_supported": "ask the agency to open the search; HAQQI_DCI_ASYNC chooses between its two kinds",
    "rjct.total_count.invalid": "tell the agency: each of our messages holds one request",
    "rjct.total_count.limit_exceeded": "tell the agency: each of our messages holds one request",
    "rjct.errors.too_many": "the register found too many faults in our message: ask the agency which",
    "unreachable": "check HAQQI_REGISTRY, the network and the register's certificate",
    "timeout": "nothing to do: tried again later; tell the agency if it goes on",
    "closed": "nothing to do: tried again later; tell the agency if it goes on",
    "server_error": "the register has a fault: tried again later; tell the agency if it goes on",
    "not_ready": "the register answers that it is still searching: tried again later",
    "no_callback": "the register took the search and did not call back: check HAQQI_PUBLIC_URL with the agency",
    "paused": "the register failed several times: left alone for half a minute, then tried again",
    "redirect": "check HAQQI_REGISTRY: the register sends us elsewhere, and we never follow",
    "token": "the register's token is none: ask the agency about /oauth2/client/token",
    "refused": "the register refuses with a code that the standard does not know: ask the agency what it means",
    "format": "the answer is not what the standard says: send the agency the time and the field named",
    "too_large": "the answer is longer than a household's: tell the agency",
    "encrypted": "the register encrypts its answers, which we cannot read: ask the agency for plain ones",
    "signature.missing": "the answer is not signed: ask the agency to sign, or see HAQQI_DCI_REQUIRE_SIGNATURE",
    "signature.invalid": "the answer's signature is wrong: take nothing from it and tell the agency at once",
    "signature.expired": "check this machine's clock, then tell the agency: its signature is not of now",
    "signature.key": "the answer is signed with an unknown key: see HAQQI_DCI_VERIFY_KEY, or its jwks.json",
    "another": "the answer is to another question: tell the agency",
}

LATER = frozenset({"err.request.timeout", "err.request.too_many_requests", "err.service.unavailable"})
"""Codes with which the same question may be answered later."""


def line(code: str) -> str:
    """The one line for a log or a terminal."""
    return f"{code}: {ADVICE[code]}"


def refusal(code: object) -> RegistryError:
    """The error for a code that the register gave. What is no known code is not repeated: it may be anything."""
    known = code if isinstance(code, str) and re.fullmatch(r"(err|rjct)\.[a-z_.]+", code) and code in ADVICE else ""
    if known in LATER:
        return RegistryUnavailableError(line(known), known, again=known == "err.service.unavailable")
    return RegistryRefusedError(line(known or "refused"), known or "refused")
