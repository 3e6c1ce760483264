"""The invented people as the records and with the signatures of the standard; written from the facts (7.1)."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assistant.registry import Household, Member, Person

US, THEM = "haqqi.example.org", "register.example.org"
KEY_ID, OUR_KEY_ID = "register-2026", "haqqi-1"

Record = dict[str, Any]


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
