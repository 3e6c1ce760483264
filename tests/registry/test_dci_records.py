"""Reading records: whatever a register sends is read, or refused with the field's name; nothing else ever happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.registry import Household, Person, RegistryAnswerError, RegistryError
from assistant.registry.dci import ADVICE, envelope, records

BORN = date(1985, 5, 20)
FIELDS = [
    "group_size", "poverty_score", "poverty_score_type", "group_head_info", "member_list", "member_identifier",
    "demographic_info", "identifier", "identifier_type", "identifier_value", "name", "birth_date", "phone_number",
    "relationship_head", "is_disabled", "last_update", "additional_attributes", "value", "goods.mobiles", "spdci:name",
    "header", "message", "signature", "status", "search_response", "data", "reg_records", "transaction_id",
    "correlation_id", "status_reason_code", "errors", "code", "error", "ack_status",
]  # fmt: skip
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), st.decimals(allow_nan=False),
    st.sampled_from(["UIN", "succ", "rjct", "ISE", "1985-05-20T00:00:00Z", "1985-05-20", "0612345678", "rcvd"]),
)  # fmt: skip
names = st.one_of(st.sampled_from(FIELDS), st.text(max_size=10))
json_values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=6)),
    max_leaves=25,
)
json_objects = st.dictionaries(names, json_values, max_size=8)


Read = TypeVar("Read")


def read_or_refused(read: Callable[[], Read]) -> Read | None:
    """What is read; None for a refusal in our own words. Everything else is a failure."""
    try:
        return read()
    except RegistryError as error:
        return None if error.code in ADVICE else pytest.fail(f"no advice for {error.code}")


@settings(max_examples=200, deadline=None)
@given(json_objects)
def test_any_record_is_a_household_or_refused(record: dict[str, Any]) -> None:
    found = read_or_refused(lambda: records.household(record, "ISE"))
    assert found is None or isinstance(found, Household)


@settings(max_examples=200, deadline=None)
@given(json_objects)
def test_any_record_is_a_person_or_nobody_or_refused(record: dict[str, Any]) -> None:
    found = read_or_refused(lambda: records.person(record, "AB123456", BORN))
    assert found is None or isinstance(found, Person)


@settings(max_examples=200, deadline=None)
@given(json_objects, json_objects)
def test_any_answer_has_records_or_is_refused(header: dict[str, Any], message: dict[str, Any]) -> None:
    for given_header in (header, {**header, "status": "succ"}):
        found = read_or_refused(lambda head=given_header: envelope.records(head, message))
        assert found is None or all(isinstance(record, dict) for record in found)
    transaction = read_or_refused(lambda: envelope.transaction_of(message))
    assert transaction is None or 0 < len(transaction) <= 99


bodies = json_values.map(msgspec.json.encode)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), bodies))
def test_any_bytes_are_an_answer_or_refused(body: bytes) -> None:
    found = read_or_refused(lambda: envelope.read(body))
    assert found is None or isinstance(found, dict)
    assert read_or_refused(lambda: envelope.check_ack(body)) is None
    assert read_or_refused(lambda: envelope.check_no_refusal(body)) is None
    code = envelope.error_code(body)
    assert code is None or isinstance(code, str)


def group(**changes: Any) -> Household:
    return records.household({"poverty_score": Decimal("9.1234567"), "poverty_score_type": "ISE", **changes}, "ISE")


def member(**changes: Any) -> dict[str, Any]:
    about = {
        "identifier": [{"identifier_type": "UIN", "identifier_value": "3594257801"}],
        "birth_date": "1985-05-20T00:00:00Z",
    }
    return {"demographic_info": {**about, **changes}}


@pytest.mark.parametrize("kind", ["income-based", "", None])
def test_a_score_of_another_kind_is_not_told_as_the_index(kind: str | None) -> None:
    """Thresholds are meant for the index; another number would be told as if it were one."""
    household = group(poverty_score=Decimal("45.2"), poverty_score_type=kind)
    assert household.score is None
    assert household.score_type == (kind or None)


@pytest.mark.parametrize(
    ("written", "shown"),
    [("9.1234567", "9.1234567"), ("9.5", "9.5000000"), (9, "9.0000000"), ("9.12345678", "9.12345678")],
)
def test_a_score_keeps_every_digit_and_its_zeros(written: Any, shown: str) -> None:
    assert str(group(poverty_score=written).score) == shown


@pytest.mark.parametrize("written", ["nine", "9,32", True, [], "NaN", "1e99"])
def test_a_score_that_is_no_number_is_refused(written: Any) -> None:
    with pytest.raises(RegistryAnswerError, match="poverty_score"):
        group(poverty_score=written)


def test_a_household_without_a_score() -> None:
    assert group(poverty_score=None).score is None
    assert group(poverty_score="").score is None


@pytest.mark.parametrize(
    "written",
    [
        [{"identifier_type": "UIN", "identifier_value": "3594257801"}],
        {"identifier_type": "UIN", "identifier_value": "3594257801"},
        "3594257801",
        [{"@type": "Identifier", "spdci:identifier_type": "NationalID", "identifier_value": 3594257801}],
    ],
)
def test_identifiers_are_read_however_they_are_written(written: Any) -> None:
    """The standard's own samples write them in all of these ways."""
    (found,) = group(member_list=[{"member_identifier": written}]).members
    assert found.identifier == "3594257801"


def test_the_head_is_whom_the_record_names() -> None:
    household = group(
        group_head_info=member(),
        member_list=[member(), {**member(identifier="7437586982"), "relationship_head": "head"}],
    )
    assert [each.is_head for each in household.members] == [True, False]


def test_without_a_named_head_the_relationship_tells() -> None:
    household = group(
        member_list=[
            {**member(), "relationship_head": "spouse"},
            {**member(identifier="7437586982"), "relationship_head": "Self"},
        ]
    )
    assert [each.is_head for each in household.members] == [False, True]


@pytest.mark.parametrize(
    ("written", "read"), [(True, True), ("no", False), ("1", True), (0, False), (2, None), ("", None), ("d132", None)]
)
def test_only_a_plain_yes_or_no_says_whether_somebody_is_disabled(written: Any, read: bool | None) -> None:
    """The standard's samples also hold codes whose meaning it does not give."""
    (found,) = group(member_list=[{**member(), "is_disabled": written}]).members
    assert found.is_disabled is read


def test_items_beyond_the_standard_are_read_by_their_paths() -> None:
    """As name and value, or as the object of the standard's sample; what is no path or no plain value is left out."""
    household = group(
        additional_attributes=[
            {"name": "goods.mobiles", "value": 3},
            {"spending.gas": "50", "services": "receives_subsidy"},
            {"name": "Goods!", "value": 1},
            {"name": "goods.cars", "value": {"how": "many"}},
            "rubbish",
        ]
    )
    assert household.declared == {"goods.mobiles": 3, "spending.gas": "50", "services": "receives_subsidy"}


def test_counts_follow_from_the_members_on_the_day_of_the_record() -> None:
    household = group(
        member_list=[member(), member(birth_date="2000-01-01")], last_update="2026-01-15T08:00:00Z", group_size=2
    )
    assert household.as_of == date(2026, 1, 15)
    assert (household.declared["members.aged_19_29"], household.declared["members.aged_30_59"]) == (1, 1)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("+212612345678", "+212612345678"),
        ("06 12 34 56 78", "+212612345678"),
        ("", None),
        (None, None),
        ("ask her son", None),
        ("12", None),
    ],
)
def test_a_phone_is_read_where_the_record_has_one(written: Any, read: str | None) -> None:
    found = records.person(member(phone_number=written), "AB123456", BORN)
    assert found is not None
    assert found.phone == read


def test_somebody_born_on_another_day_is_not_the_person() -> None:
    assert records.person(member(birth_date="1985-05-21"), "AB123456", BORN) is None
    assert records.person(member(birth_date=None), "AB123456", BORN) is None


def test_somebody_without_an_identifier_is_refused() -> None:
    with pytest.raises(RegistryAnswerError, match="no UIN"):
        records.person(member(identifier=[]), "AB123456", BORN)


def test_a_refusal_names_the_field_and_not_its_value() -> None:
    with pytest.raises(RegistryAnswerError, match=r"member_list\.0\.demographic_info\.birth_date") as told:
        group(member_list=[member(birth_date="the day of Khadija's wedding")])
    assert "Khadija" not in f"{told.value!r} {told.value.__cause__}"
