"""The operators' number and hours, as whoever runs the service writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.handover import HandoverError, operator_number
from assistant.settings import SettingsError, load_settings


def test_without_a_number_nobody_is_rung(tmp_path: Path) -> None:
    assert load_settings(home=tmp_path).service_centre is None


def test_a_number_is_dialled_as_it_is_and_has_office_hours(tmp_path: Path) -> None:
    centre = load_settings(home=tmp_path, operator_number="+212 522 12 34 56").service_centre
    assert centre is not None
    assert centre.number == "+212522123456"
    assert [bool(spans) for spans in centre.hours.week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    "number", ["0522123456", "+2125", "212522123456", "call me", "+999123456789", "+212522123456,,1"]
)
def test_what_nobody_can_be_dialled_by_is_refused(number: str) -> None:
    with pytest.raises(HandoverError, match="no telephone number"):
        operator_number(number)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"operator_number": "0522123456"}, "HAQQI_OPERATOR_NUMBER: '0522123456' is no telephone number; write it"),
        ({"operator_hours": "9 to 5"}, "HAQQI_OPERATOR_HOURS: '9 to 5' is no opening hours; write them as in"),
        ({"operator_hours": "lundi 09:00-17:00"}, "HAQQI_OPERATOR_HOURS: 'lundi' is no day; the days are mo tu"),
        (
            {"operator_number": "+212522123456", "twilio_number": "+212522123456"},
            "HAQQI_OPERATOR_NUMBER is HAQQI_TWILIO_NUMBER: the line would call itself",
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(home=tmp_path, **given)
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)
