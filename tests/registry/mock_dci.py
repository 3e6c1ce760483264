"""A social registry that speaks DCI on loopback: it serves the invented people, checks what we send, and can fail.

It is written from the facts (7.1), not from the client: token, jwks, synchronous search, asynchronous search with a
callback in a thread of its own. `fault` makes the next answers go wrong.
"""

from __future__ import annotations

import base64
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
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assistant.registry import EmbeddedRegistry
from assistant.registry.dci import Consent, DciConfig
from tests.registry.mock_records import KEY_ID, OUR_KEY_ID, THEM, US, Record, group_of, is_signed, member_of, sign

CLIENT, SECRET = "haqqi-client", "a-very-secret-word"
NAMESPACE = "/sr/v1.0.0"
SLOW = 2.5
"""Seconds: longer than a client waits that is set up for it."""


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
    jwks_read: int = 0

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
        self.jwks_read = 0
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
            "connect_seconds": 3.0,
            "read_seconds": 6.0,
            "callback_seconds": 10.0,
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
        self.jwks_read += 1
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


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
