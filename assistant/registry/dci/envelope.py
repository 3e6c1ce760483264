"""The envelope {signature, header, message}: what we send, and what may be believed of what comes back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from assistant.registry.dci.advice import line, refusal
from assistant.registry.dci.config import DciConfig
from assistant.registry.dci.signature import Signer, Verifier
from assistant.registry.errors import RegistryAnswerError, RegistryUnavailableError

VERSION = "1.0.0"
REG_TYPE = "ns:org:RegistryType:Social"
LONGEST_ID = 99
"""Characters of a transaction or correlation id (facts 7.1)."""
Json = Mapping[str, Any]
_AS_WRITTEN = msgspec.json.Decoder(float_hook=Decimal)


class Sealed(msgspec.Struct):
    """An envelope whose header and message are still the bytes that were signed."""

    header: msgspec.Raw
    message: msgspec.Raw
    signature: str | None = None

    @property
    def content(self) -> bytes:
        return bytes(self.header) + bytes(self.message)


def new_id() -> str:
    """For messages, transactions and references: 32 characters, never twice."""
    return uuid.uuid4().hex


def search(config: DciConfig, transaction: str, query: Json, entity: str, now: datetime) -> tuple[Json, Json]:
    """Header and message of a search for one identifier; every try has a message and a reference of its own."""
    at = now.isoformat(timespec="milliseconds")
    header = {
        "version": VERSION,
        "message_id": new_id(),
        "message_ts": at,
        "action": "search",
        "sender_id": config.sender_id,
        "receiver_id": config.receiver_id,
        "total_count": 1,
        "is_msg_encrypted": False,
    }
    if config.callback_url:
        header["sender_uri"] = config.callback_url
    consent = config.consent
    criteria = {
        "version": VERSION,
        "reg_type": REG_TYPE,
        "reg_record_type": entity,
        "query_type": "idtype-value",
        "response_entity": entity,
        "query": query,
        "consent": {"ts": at, "purpose": {"text": consent.text, "code": consent.code, "ref_uri": consent.uri}},
    }
    request = {"reference_id": new_id(), "timestamp": at, "search_criteria": criteria}
    return header, {"transaction_id": transaction, "search_request": [request]}


def seal(header: Json, message: Json, signer: Signer, now: datetime) -> bytes:
    """The body to send."""
    first, second = msgspec.json.encode(header), msgspec.json.encode(message)
    signature = signer.sign(first + second, now)
    return msgspec.json.encode({"signature": signature, "header": msgspec.Raw(first), "message": msgspec.Raw(second)})


def read(body: bytes) -> Json:
    """Any JSON object, numbers as they were written. Raises RegistryAnswerError."""
    try:
        found = _AS_WRITTEN.decode(body)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        raise wrong("format", "no JSON") from None
    return _object(found, "the answer")


def open_sealed(body: bytes, verifier: Verifier, now: datetime, *, signed: bool) -> tuple[Json, Json]:
    """Header and message of an answer; with `signed` one without a signature is refused. Raises RegistryAnswerError."""
    try:
        sealed = msgspec.json.decode(body, type=Sealed)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise wrong("format", "no envelope") from None
    if sealed.signature:
        verifier.verify(sealed.signature, sealed.content, now)
    elif signed:
        raise wrong("signature.missing")
    header = read(bytes(sealed.header))
    if header.get("is_msg_encrypted") is True:
        raise wrong("encrypted")
    return header, read(bytes(sealed.message))


def transaction_of(message: Json) -> str:
    """Raises RegistryAnswerError where the ids are missing or longer than the standard allows."""
    for name in ("transaction_id", "correlation_id"):
        value = message.get(name)
        if not isinstance(value, str) or not value or len(value) > LONGEST_ID:
            raise wrong("format", name)
    return str(message["transaction_id"])


def records(header: Json, message: Json) -> list[Json]:
    """The records that an answer holds; none where nobody was found. Raises RegistryError for a refusal."""
    _accepted(header)
    answers = message.get("search_response")
    if not isinstance(answers, list) or not answers:
        raise wrong("format", "search_response")
    answer = _object(answers[0], "search_response")
    _accepted(answer)
    data = answer.get("data")
    found = _object(data, "data").get("reg_records") if data else []
    rows = found if isinstance(found, list) else [found]  # some registers give the one record itself (DCIC's report)
    return [_object(row, "reg_records") for row in rows if row]


def check_ack(body: bytes) -> None:
    """Whether the register took an asynchronous search. Raises RegistryError."""
    message = _object(read(body).get("message"), "message")
    if message.get("ack_status") != "ACK":
        raise refusal(_error_code(message))


def check_no_refusal(body: bytes) -> None:
    """Raises RegistryError for an answer that is no envelope but a refusal: an ERR acknowledgement."""
    answer = read(body)
    message = answer.get("message")
    if isinstance(message, dict) and message.get("ack_status") in ("ERR", "NACK"):
        raise refusal(_error_code(message))


def error_code(body: bytes) -> str | None:
    """The code in the body of an HTTP error, where there is one."""
    try:
        answer = read(body)
    except RegistryAnswerError:
        return None
    errors = answer.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else answer.get("message")
    if not isinstance(first, dict):
        return None
    code = first.get("code", _error_code(first))
    return code if isinstance(code, str) else None


def wrong(code: str, what: str = "") -> RegistryAnswerError:
    """An answer of which nothing is used; `what` names a field, never a value."""
    return RegistryAnswerError(f"{line(code)} ({what})" if what else line(code), code)


def _accepted(part: Json) -> None:
    """`status` of a header or of one answer in it."""
    status = part.get("status")
    if status in ("rcvd", "pdng"):
        raise RegistryUnavailableError(line("not_ready"), "not_ready", again=False)
    if status != "succ":
        raise refusal(part.get("status_reason_code")) if status == "rjct" else wrong("format", "status")


def _error_code(message: Json) -> object:
    error = message.get("error")
    return error.get("code") if isinstance(error, dict) else None


def _object(value: object, what: str) -> Json:
    if not isinstance(value, dict):
        raise wrong("format", what)
    return value
