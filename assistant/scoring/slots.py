"""The answers that the interview gathers, one by one.

This table is the one place that says which question feeds which part of the declaration; the flow `eligibility`
asks exactly these slots, and a test holds the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scalar = str | int | bool


@dataclass(frozen=True, slots=True)
class Slot:
    """One answer: the kind of question, whom it is asked, and where in the declaration it goes."""

    name: str
    kind: Literal["yesno", "count", "money", "menu", "region"]
    milieu: Literal["both", "urban", "rural"]
    path: str


SLOTS = (
    Slot("hh_milieu", "menu", "both", "milieu"),
    Slot("hh_region", "region", "both", "region"),
    Slot("hh_size", "count", "both", "size"),
    Slot("hh_families", "menu", "both", "families"),
    Slot("hh_head_age", "count", "urban", "head.age"),
    Slot("hh_head_education", "menu", "both", "head.education"),
    Slot("hh_head_work", "menu", "both", "head.work"),
    Slot("hh_children_public", "count", "urban", "members.children_public_school"),
    Slot("hh_children_private", "count", "urban", "members.children_private_school"),
    Slot("hh_no_diploma", "count", "urban", "members.no_diploma"),
    Slot("hh_technical", "count", "urban", "members.technical"),
    Slot("hh_working", "count", "urban", "members.working"),
    Slot("hh_operators", "count", "urban", "members.operators"),
    Slot("hh_senior_managers", "count", "urban", "members.senior_managers"),
    Slot("hh_literate", "count", "rural", "members.literate"),
    Slot("hh_higher_diploma", "count", "rural", "members.higher_diploma"),
    Slot("hh_trade", "count", "rural", "members.trade"),
    Slot("hh_aged_19_29", "count", "rural", "members.aged_19_29"),
    Slot("hh_aged_30_59", "count", "rural", "members.aged_30_59"),
    Slot("hh_aged_60", "count", "rural", "members.aged_60"),
    Slot("hh_rooms", "count", "both", "dwelling.rooms"),
    Slot("hh_bath", "yesno", "urban", "dwelling.bath"),
    Slot("hh_own_meter", "yesno", "urban", "dwelling.own_meter"),
    Slot("hh_solid_house", "yesno", "rural", "dwelling.solid_house"),
    Slot("hh_second_home", "yesno", "both", "dwelling.second_home"),
    Slot("hh_garage", "yesno", "urban", "dwelling.garage"),
    Slot("hh_business_premises", "yesno", "urban", "dwelling.business_premises"),
    Slot("hh_mobiles", "count", "urban", "goods.mobiles"),
    Slot("hh_cars", "count", "both", "goods.cars"),
    Slot("hh_motorbikes", "count", "both", "goods.motorbikes"),
    Slot("hh_cows", "count", "rural", "goods.cows"),
    Slot("hh_computer", "yesno", "urban", "goods.computer"),
    Slot("hh_dish", "yesno", "urban", "goods.dish"),
    Slot("hh_fixed_phone", "yesno", "urban", "goods.fixed_phone"),
    Slot("hh_irrigated_land", "yesno", "rural", "goods.irrigated_land"),
    Slot("hh_other_land", "yesno", "rural", "goods.other_land"),
    Slot("hh_gas", "money", "both", "spending.gas"),
    Slot("hh_water_electricity", "money", "both", "spending.water_electricity"),
    Slot("hh_telecom", "money", "both", "spending.telecom"),
    Slot("hh_other_cover", "yesno", "both", "other_cover"),
    Slot("hh_loan", "yesno", "urban", "loan"),
)
