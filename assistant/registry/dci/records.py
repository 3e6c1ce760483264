"""The standard's Member and Group records, read into the port's types (facts 7.1).

What cannot be read is refused with the field's name; what a register leaves out is unknown.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import phonenumbers
from pydantic import ValidationError

from assistant.registry.dci.envelope import Json, wrong
from assistant.registry.dci.shapes import GroupRecord, Identified, MemberRecord, Part
from assistant.registry.declaration import told
from assistant.registry.errors import RegistryAnswerError
from assistant.registry.port import Household, Member, Person, Value

UIN = "UIN"
HEAD = frozenset({"head", "self"})
"""Words of a member who is the head, where the record does not name it (`group_head_info`)."""
PLAIN = (str, int, bool, Decimal)
PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
MOST_ITEMS = 200
DECIMALS = Decimal("1E-7")
"""As the RSU prints its index (facts 2)."""
Kind = TypeVar("Kind", bound=Part)
COUNTRY = "MA"


def person(record: Json, cnie: str, birth_date: date) -> Person | None:
    """The Member record as the person with this card, or None where the birth date is another.

    A phone is in no field that the facts name; the standard's Person sample has `phone_number`, which is read.
    """
    member = _read(MemberRecord, record)
    about = member.demographic_info
    if about.birth_date != birth_date:
        return None
    identifier = _identifier((*about.identifier, *member.member_identifier), UIN)
    if not identifier:
        raise wrong("format", "no UIN")
    return Person(identifier, cnie, birth_date, about.name.full, _phone(about.phone_number))


def household(record: Json, score_type: str) -> Household:
    """The Group record; its score only where it is an index of `score_type`."""
    group = _read(GroupRecord, record)
    members = _members(group)
    kind = group.poverty_score_type
    known = kind is not None and kind.casefold() == score_type.casefold()
    as_of = group.last_update or group.last_updated or group.registration_date
    size = group.group_size or (len(members) or None)
    return Household(
        members=members,
        size=size,
        score=_with_decimals(group.poverty_score) if known else None,
        score_type=kind,
        as_of=as_of,
        declared=told(members, size, as_of, _items(group.additional_attributes)),
    )


def _with_decimals(score: Decimal | None) -> Decimal | None:
    """At least seven: JSON drops the zeros at a number's end."""
    if score is None:
        return None
    padded = score.quantize(DECIMALS)
    return padded if padded == score else score


def _read(kind: type[Kind], record: Json) -> Kind:
    try:
        return kind.model_validate(record)
    except ValidationError as error:
        raise _unreadable(error) from None  # the cause would show the value


def _unreadable(error: ValidationError) -> RegistryAnswerError:
    fault = error.errors(include_input=False, include_context=False, include_url=False)[0]
    return wrong("format", ".".join(part if isinstance(part, str) else str(int(part)) for part in fault["loc"]))


def _members(group: GroupRecord) -> tuple[Member, ...]:
    head = _own_identifier(group.group_head_info) if group.group_head_info else ""
    return tuple(_member(record, head) for record in group.member_list)


def _member(record: MemberRecord, head: str) -> Member:
    identifier = _own_identifier(record)
    relationship = (record.relationship_head or "").casefold()
    return Member(
        identifier=identifier,
        birth_date=record.demographic_info.birth_date,
        is_head=identifier == head if head else relationship in HEAD,
        relationship=record.relationship_head,
        is_disabled=record.is_disabled,
        marital_status=record.marital_status,
        employment_status=record.employment_status,
        education_level=record.education_level,
    )


def _own_identifier(record: MemberRecord) -> str:
    """The UIN where one is named as such, else the first number given: registers name types in their own way."""
    given = (*record.demographic_info.identifier, *record.member_identifier)
    return _identifier(given, UIN) or next((each.identifier_value for each in given if each.identifier_value), "")


def _identifier(given: Iterable[Identified], kind: str) -> str:
    return next((each.identifier_value for each in given if each.identifier_type == kind and each.identifier_value), "")


def _items(attributes: Iterable[object]) -> Mapping[str, Value]:
    """The standard's name and value pairs whose names are a declaration's paths (an agreement with the agency)."""
    pairs = itertools.chain.from_iterable(_pairs(attribute) for attribute in attributes)
    known = ((name, value) for name, value in pairs if isinstance(name, str) and PATH.fullmatch(name))
    return dict(itertools.islice(((name, value) for name, value in known if isinstance(value, PLAIN)), MOST_ITEMS))


def _pairs(attribute: object) -> Iterable[tuple[object, Any]]:
    if not isinstance(attribute, dict):
        return ()
    return ((attribute["name"], attribute.get("value")),) if "name" in attribute else tuple(attribute.items())


def _phone(text: str | None) -> str | None:
    """E.164, or None for what can be no number."""
    if text is None:
        return None
    try:
        number = phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if possible else None
