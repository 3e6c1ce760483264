"""A social registry that speaks DCI on loopback: it serves the invented people, checks what we send, and can fail.

It is written from the facts (7.1), not from the client: token, jwks, synchronous search, asynchronous search with a
callback in a thread of its own. `fault` makes the next answers go wrong.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assistant.registry import EmbeddedRegistry, Household, Member, Person
from assistant.registry.dci import Consent, DciConfig

CLIENT, SECRET = "haqqi-client", "a-very-secret-word"
US, THEM = "haqqi.example.org", "register.example.org"
KEY_ID, OUR_KEY_ID = "register-2026", "haqqi-1"
NAMESPACE = "/sr/v1.0.0"
SLOW = 1.0
"""Seconds: longer than the tests' client waits."""

Record = dict[str, Any]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that goes away is part of the game."""


@dataclass
class MockDci:
    """The server and its switches. `fault(path)` gives a fault's name for a request, or ""."""

    people: EmbeddedRegistry
    fault: Callable[[str], str] = lambda path: ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    tokens_given: list[str] = field(default_factory=list)
    valid_token: str = ""
    message_ids: set[str] = field(default_factory=set)
    callbacks: list[requests.Response] = field(default_factory=list)
    calling: list[threading.Thread] = field(default_factory=list)
    callbacks_each: int = 1
    signs: bool = True
    told_life: int = 3600

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.our_key = Ed25519PrivateKey.generate()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.serve(self, b"")

            def do_POST(self) -> None:
                outer.serve(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *args: object) -> None:
                pass

        self.http = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}{NAMESPACE}"

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def calm(self) -> None:
        """No faults, no memory, and no callback still on its way."""
        for thread in self.calling:
            thread.join(10)
        self.calling.clear()
        self.fault, self.valid_token, self.callbacks_each, self.signs, self.told_life = (
            lambda path: "",
            "",
            1,
            True,
            3600,
        )
        for kept in (self.seen, self.tokens_given, self.message_ids, self.callbacks):
            kept.clear()

    def fail(self, *faults: str, path: str = "search") -> None:
        """The next answers at paths with this ending go wrong in turn; then all is well."""
        waiting = list(faults)
        self.fault = lambda asked: waiting.pop(0) if waiting and asked.endswith(path) else ""

    def fail_always(self, fault: str, path: str = "search") -> None:
        self.fault = lambda asked: fault if asked.endswith(path) else ""

    def config(self, **changes: Any) -> DciConfig:
        """What a client of this server is set up with."""
        given: dict[str, Any] = {
            "base_url": self.url,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "sender_id": US,
            "receiver_id": THEM,
            "signing_key": self.our_key,
            "consent": Consent("The person asked", "own-record", "https://haqqi.example.org/consent"),
            "key_id": OUR_KEY_ID,
            "first_digits": "01",
            "connect_seconds": 0.5,
            "read_seconds": 0.5,
            "callback_seconds": 2.0,
        }
        return DciConfig(**{**given, **changes})

    def serve(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        path = request.path.removeprefix(NAMESPACE)
        fault = self.fault(path)
        if fault == "slow":
            time.sleep(SLOW)
        if fault in ("slow", "closed"):
            request.close_connection = True
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        status, answer, headers = self.answer(path, request, body, fault)
        request.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(answer)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(answer)

    def answer(
        self, path: str, request: BaseHTTPRequestHandler, body: bytes, fault: str
    ) -> tuple[int, bytes, dict[str, str]]:
        if fault.isdigit():
            code = "err.from.a.proxy <script>"
            headers = {"Location": "http://127.0.0.1:1/"} if fault.startswith("3") else {}
            return int(fault), json.dumps({"errors": [{"code": code, "message": "0612345678"}]}).encode(), headers
        if fault == "bad json":
            return 200, b'{"header": {"status": "succ"', {}
        if fault == "html":
            return 502, b"<html>Bad gateway</html>", {}
        if fault == "huge":
            return 200, b"[" + b"1," * 1_000_000 + b"1]", {}
        if path == "/oauth2/client/token":
            return self.give_token(body)
        if path == "/.well-known/jwks.json":
            return 200, json.dumps(self.jwks()).encode(), {}
        envelope = json.loads(body)
        self.seen.append(envelope)
        if request.headers.get("Authorization") != f"Bearer {self.valid_token}" or fault == "expired":
            self.valid_token = "" if fault == "expired" else self.valid_token
            return 401, json.dumps({"errors": [{"code": "err.request.unauthorized", "message": ""}]}).encode(), {}
        if refusal := self.refusal(envelope, body):
            return 200, json.dumps(self.ack("ERR", refusal)).encode(), {}
        if fault.startswith("err."):
            return 200, json.dumps(self.ack("ERR", fault)).encode(), {}
        if path == "/registry/sync/search":
            return 200, self.sealed(envelope, fault), {}
        if path == "/registry/search":
            self.calling.append(threading.Thread(target=self.call_back, args=(envelope, fault), daemon=True))
            self.calling[-1].start()
            return 200, json.dumps(self.ack("ACK")).encode(), {}
        return 404, b"{}", {}

    def give_token(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if form != {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET}:
            return 401, b'{"error": "invalid_client"}', {}
        self.valid_token = f"token-{uuid.uuid4().hex}"
        self.tokens_given.append(self.valid_token)
        answer = {"access_token": self.valid_token, "token_type": "Bearer", "expires_in": self.told_life}
        return 200, json.dumps(answer).encode(), {}

    def jwks(self) -> Record:
        x = base64.urlsafe_b64encode(self.key.public_key().public_bytes_raw()).decode().rstrip("=")
        other = {"kty": "RSA", "kid": "old", "use": "sig", "alg": "RS256", "n": "AQAB", "e": "AQAB"}
        key = {"kty": "OKP", "crv": "Ed25519", "kid": KEY_ID, "use": "sig", "alg": "EdDSA", "x": x}
        return {"keys": [other, key]}

    def refusal(self, envelope: Record, body: bytes) -> str:
        """What a strict register says to a request that is not as the standard wants it."""
        header, message = envelope["header"], envelope["message"]
        criteria = message["search_request"][0]["search_criteria"]
        consent = criteria["consent"]
        wrong = {
            "err.sender_id.invalid": header["sender_id"] != US,
            "err.receiver_id.invalid": header["receiver_id"] != THEM,
            "err.signature.invalid": not is_signed(envelope["signature"], body, self.our_key.public_key()),
            "rjct.message_id.duplicate": header["message_id"] in self.message_ids,
            "rjct.total_count.invalid": header["total_count"] != len(message["search_request"]),
            "rjct.action.invalid": header["action"] != "search",
            "err.request.bad": not (
                len(message["transaction_id"]) <= 99
                and criteria["query_type"] == "idtype-value"
                and criteria["response_entity"] in ("Group", "Member")
                and set(consent) == {"ts", "purpose"}
                and set(consent["purpose"]) == {"text", "code", "ref_uri"}
            ),
        }
        self.message_ids.add(header["message_id"])
        return next((code for code, is_so in wrong.items() if is_so), "")

    def sealed(self, envelope: Record, fault: str) -> bytes:
        """The answer to a search, signed over its very bytes; written with spaces, as other libraries do."""
        header, message = self.found(envelope, fault)
        if fault == "too long an id":
            message["correlation_id"] = "c" * 100
        if fault == "another":
            message["transaction_id"] = "somebody-elses"
        first, second = json.dumps(header).encode(), json.dumps(message).encode()
        signature = sign(first + second, self.key, age=3600 if fault == "old signature" else 0)
        if fault == "wrong signature":
            second = second.replace(b"succ", b"succ ")
        if fault == "stranger":
            signature = sign(first + second, Ed25519PrivateKey.generate())
        if fault == "unknown key":
            signature = signature.replace(KEY_ID, "nobody")
        if fault == "unsigned" or not self.signs:
            signature = ""
        return b'{"signature": %b, "header": %b, "message": %b}' % (json.dumps(signature).encode(), first, second)

    def found(self, envelope: Record, fault: str) -> tuple[Record, Record]:
        request = envelope["message"]["search_request"][0]
        header = {
            "version": "1.0.0",
            "message_id": uuid.uuid4().hex,
            "message_ts": now(),
            "action": "on-search",
            "status": "succ",
            "total_count": 1,
            "completed_count": 1,
            "sender_id": THEM,
            "receiver_id": envelope["header"]["sender_id"],
            "is_msg_encrypted": fault == "encrypted",
        }
        answer: Record = {"reference_id": request["reference_id"], "timestamp": now(), "status": "succ"}
        if fault == "rjct header":
            header |= {"status": "rjct", "status_reason_code": "rjct.version.invalid"}
        elif fault.startswith("rjct."):
            answer |= {"status": "rjct", "status_reason_code": fault, "status_reason_message": "Alami, ZX900000"}
        elif fault in ("pdng", "rcvd"):
            answer["status"] = fault
        else:
            records = self.records(request["search_criteria"])
            records = records * 2 if fault == "twice" else records
            if fault == "unreadable":
                records = [record | {"poverty_score": "ninety", "demographic_info": 7} for record in records]
            answer["data"] = {"reg_type": "ns:org:RegistryType:Social", "reg_records": records}
        message = {
            "transaction_id": envelope["message"]["transaction_id"],
            "correlation_id": uuid.uuid4().hex,
            "search_response": [answer],
        }
        return header, message

    def records(self, criteria: Record) -> list[Record]:
        query = criteria["query"]
        if criteria["response_entity"] == "Member":
            return [member_of(person) for person in self.people.people(10_000) if person.cnie == query["value"]]
        household = self.people.find_household(query["value"]) if query["type"] == "UIN" else None
        return [group_of(household)] if household else []

    def call_back(self, envelope: Record, fault: str) -> None:
        if fault == "no callback":
            return
        body = self.sealed(envelope, fault)
        for _ in range(self.callbacks_each):
            uri = envelope["header"]["sender_uri"]
            self.callbacks.append(
                requests.post(uri, data=body, headers={"Content-Type": "application/json"}, timeout=5)
            )

    def called_back(self, times: int) -> list[requests.Response]:
        """What our endpoint said to so many callbacks, once they are over."""
        for thread in self.calling:
            thread.join(10)
        assert len(self.callbacks) == times
        return list(self.callbacks)

    def ack(self, status: str, code: str = "") -> Record:
        message: Record = {"ack_status": status, "timestamp": now(), "correlation_id": uuid.uuid4().hex}
        return {"message": message | ({"error": {"code": code, "message": "no"}} if code else {})}


def member_of(person: Person) -> Record:
    """A Member record, as the standard's samples write one; the phone as the standard's Person sample has it."""
    given, _, surname = person.name.partition(" ")
    return {
        "@type": "Member",
        "member_identifier": [{"identifier_type": "UIN", "identifier_value": person.identifier}],
        "demographic_info": {
            "@type": "SRPerson",
            "spdci:identifier": [
                {"identifier_type": "NIN", "identifier_value": person.cnie},
                {"identifier_type": "UIN", "identifier_value": person.identifier},
            ],
            "name": {"@type": "Name", "surname": surname, "given_name": given, "prefix": "", "suffix": ""},
            "birth_date": f"{person.birth_date.isoformat()}T00:00:00Z",
            "phone_number": person.phone or "",
        },
    }


def group_of(household: Household) -> Record:
    """A Group record; what the standard has no field for travels as its name and value pairs."""
    derived = ("size", "members.disabled")
    items = {name: value for name, value in household.declared.items() if name not in derived}
    return {
        "@type": "Group",
        "group_type": "household",
        "poverty_score": float(household.score) if household.score else None,
        "poverty_score_type": household.score_type,
        "group_size": household.size,
        "group_head_info": next((_in_group(member) for member in household.members if member.is_head), None),
        "member_list": [_in_group(member) for member in household.members],
        "last_update": f"{household.as_of}T08:00:00Z",
        "additional_attributes": [{"name": name, "value": value} for name, value in items.items()],
    }


def _in_group(member: Member) -> Record:
    return {
        "member_identifier": [{"identifier_type": "UIN", "identifier_value": member.identifier}],
        "demographic_info": {"birth_date": f"{member.birth_date}T00:00:00Z", "name": ""},
        "relationship_head": member.relationship,
        "is_disabled": member.is_disabled,
        "employment_status": member.employment_status,
        "education_level": member.education_level,
    }


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def sign(content: bytes, key: Ed25519PrivateKey, sender: str = THEM, key_id: str = KEY_ID, age: int = 0) -> str:
    """The standard's signature over these bytes, made `age` seconds ago."""
    created = int(time.time()) - age
    value = key.sign(_signed(created, created + 300, content))
    return (
        f'Signature: namespace="spdci", kidId="{sender}|{key_id}|ed25519", algorithm="ed25519", created="{created}", '
        f'expires="{created + 300}", headers="(created) (expires) digest", signature="{base64.b64encode(value).decode()}"'
    )


def is_signed(signature: str, body: bytes, key: Ed25519PublicKey) -> bool:
    """Whether header and message, as they stand in the body, carry our signature."""
    fields = {part.split("=", 1)[0].split()[-1]: part.split('"')[1] for part in signature.split('", ')}
    header_at, message_at = body.index(b'"header":') + 9, body.index(b',"message":')
    content = body[header_at:message_at] + body[message_at + 11 : -1]
    try:
        key.verify(
            base64.b64decode(fields["signature"]), _signed(int(fields["created"]), int(fields["expires"]), content)
        )
    except Exception:
        return False
    return fields["kidId"] == f"{US}|{OUR_KEY_ID}|ed25519"


def _signed(created: int, expires: int, content: bytes) -> bytes:
    digest = base64.b64encode(hashlib.blake2b(content).digest()).decode()
    return f"(created): {created}\n(expires): {expires}\ndigest: BLAKE-512={digest}".encode()
