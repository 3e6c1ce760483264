"""The shapes of the standard's Member and Group records, as its own samples write them.

The samples write one thing in several ways: identifiers as a list, an object or a text, names with or without a
prefix, "" for nothing. All of these are read; fields that the port has no use for are left out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

BOUND = 10**9
"""No score is beyond this."""


def _none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _list(value: object) -> object:
    """A list, whatever one thing or nothing was written as."""
    if _none(value) is None:
        return []
    return value if isinstance(value, list) else [value]


def _day(value: object) -> object:
    """The day of an ISO date or date and time."""
    return value[:10] if isinstance(value, str) and value.strip() else None if value == "" else value


def _flag(value: object) -> object:
    """Yes or no where it is plainly one; the standard's samples also hold codes, which are left unknown."""
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(str(value).casefold())


def _word(value: object) -> object:
    return None if isinstance(value, (dict, list)) or _none(value) is None else str(value)


def _number(value: object) -> object:
    return "no number" if isinstance(value, bool) else _none(value)


Day = Annotated[date | None, BeforeValidator(_day)]
Flag = Annotated[bool | None, BeforeValidator(_flag)]
Word = Annotated[str | None, BeforeValidator(_word)]
Score = Annotated[Annotated[Decimal, Field(ge=-BOUND, le=BOUND)] | None, BeforeValidator(_number)]
Size = Annotated[Annotated[int, Field(ge=1, le=200)] | None, BeforeValidator(_number)]


class Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_prefixes(cls, data: object) -> object:
        """`spdci:identifier` is `identifier`."""
        return {str(key).rpartition(":")[2]: value for key, value in data.items()} if isinstance(data, dict) else data


class Identified(Part):
    identifier_type: Word = None
    identifier_value: Word = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"identifier_value": data} if isinstance(data, (str, int)) else data


Identifiers = Annotated[tuple[Identified, ...], BeforeValidator(_list)]


class NameRecord(Part):
    given_name: Word = None
    second_name: Word = None
    surname: Word = None

    @property
    def full(self) -> str:
        return " ".join(name for name in (self.given_name, self.second_name, self.surname) if name)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"given_name": data} if isinstance(data, str) else data or {}


class Demographic(Part):
    identifier: Identifiers = ()
    name: NameRecord = NameRecord()
    birth_date: Day = None
    phone_number: Word = None

    @model_validator(mode="before")
    @classmethod
    def _from_nothing(cls, data: object) -> object:
        return data or {}


class MemberRecord(Part):
    member_identifier: Identifiers = ()
    demographic_info: Demographic = Demographic()
    relationship_head: Word = None
    is_disabled: Flag = None
    marital_status: Word = None
    employment_status: Word = None
    education_level: Word = None


class GroupRecord(Part):
    group_size: Size = None
    poverty_score: Score = None
    poverty_score_type: Word = None
    group_head_info: MemberRecord | None = None
    member_list: Annotated[tuple[MemberRecord, ...], BeforeValidator(_list)] = ()
    registration_date: Day = None
    last_update: Day = None
    last_updated: Day = None
    additional_attributes: Annotated[tuple[Any, ...], BeforeValidator(_list)] = ()
