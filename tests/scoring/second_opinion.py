"""The score once more, written from the facts file alone (sections 3.2 to 3.5), in fractions.

Nothing of the product is imported here and its tables are typed again. Where the facts leave a choice this takes what
they call the default: U35 0.000302, Marrakech-Safi 0.194, R4 beside R3, a rural car 0.187.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

TADAMON, ASD = Fraction("9.3264284"), Fraction("9.743001")

REGIONAL = """
    tanger-tetouan-al-hoceima 0.107 0.420
    oriental 0.196 0.230
    fes-meknes 0.123 0.296
    rabat-sale-kenitra 0.0555 0.302
    beni-mellal-khenifra 0 0.351
    casablanca-settat 0.220 0.464
    marrakech-safi 0.194 0.377
    draa-tafilalet 0 0
    souss-massa 0 0.221
    guelmim-oued-noun 0.285 0.318
    laayoune-sakia-el-hamra 0.285 0.318
    dakhla-oued-ed-dahab 0.285 0.318
"""
REGIONS = {
    name: (Fraction(urban), Fraction(rural))
    for name, urban, rural in (line.split() for line in REGIONAL.split("\n") if line.strip())
}

URBAN_TERMS = """
    U1 .103  U2 .035  U3 .0475  U4 .096  U5 .0466  U6 .0806  U7 .0782  U8 .110  U9 .182  U10 .0605  U11 .138  U12 .0873
    U13 .0532  U14 .151  U15 .135  U16 .173  U17 .117  U18 .111  U19 -.177  U20 .00533  U21 -.0104  U22 .0000771  U23 .105
    U24 -.0319  U25 -.0557  U26 .120  U27 .139  U28 .307  U29 .180  U30 .0516  U31 .226  U32 .0598  U33 .000422  U34 .00011
    U35 .000302
"""
RURAL_TERMS = """
    R1 .130  R2 .127  R3 .129  R4 .108  R5 .0569  R6 .154  R7 .196  R8 .125  R9 .0722  R10 .190  R11 .187  R12 .0635
    R13 .193  R14 .334  R15 .233  R16 .126  R17 -.138  R18 .00469  R19 .0523  R20 .0337  R21 .0781  R22 .128  R23 .344
    R24 .301  R25 .0257  R26 .000755  R27 .000145  R28 .00086
"""


def _typed(text: str) -> dict[str, Fraction]:
    words = text.split()
    return dict(zip(words[::2], map(Fraction, words[1::2]), strict=True))


PER_UNIT = {**_typed(URBAN_TERMS), **_typed(RURAL_TERMS)}


def from_terms(milieu: str, region: str, terms: Mapping[str, Any]) -> Fraction:
    town, country = REGIONS[region]
    start = Fraction("9.825") + town if milieu == "urban" else Fraction("8.695") + country
    return start + sum(PER_UNIT[name] * Fraction(value) for name, value in terms.items())


def from_declaration(household: Mapping[str, Any]) -> Fraction:
    terms = _town(household) if household["milieu"] == "urban" else _country(household)
    return from_terms(household["milieu"], household["region"], terms)


def _town(h: Mapping[str, Any]) -> dict[str, Fraction]:
    n, head, people, home, goods = Fraction(h["size"]), h["head"], h["members"], h["dwelling"], h["goods"]
    a, work = Fraction(head["age"]), head["work"]
    yes = {
        "U1": h["size"] == 1 or (h["size"] == 2 and h["families"] == "couple_or_alone"),
        "U2": h["size"] > 1 and h["families"] == "several",
        "U3": n / home["rooms"] <= 2,
        "U4": home["bath"],
        "U5": home["own_meter"],
        "U6": head["education"] == "higher",
        "U7": work == "senior_manager",
        "U8": work == "middle_manager",
        "U9": work == "employer",
        "U10": work in {"retired", "rentier"},
        "U11": goods["computer"],
        "U12": goods["dish"],
        "U13": goods["fixed_phone"],
        "U14": h["other_cover"],
        "U15": h["loan"],
        "U16": home["second_home"],
        "U17": home["garage"],
        "U18": home["business_premises"],
    }
    numbers = {
        "U19": n,
        "U20": n * n,
        "U21": a,
        "U22": a * a,
        "U23": people["children_private_school"],
        "U24": people["children_public_school"],
        "U25": people["no_diploma"] / n,
        "U26": people["technical"] / n,
        "U27": people["working"] / n,
        "U28": people["operators"] / n,
        "U29": people["senior_managers"] / n,
        "U30": goods["mobiles"],
        "U31": goods["cars"],
        "U32": goods["motorbikes"],
        **{f"U{number}": sum_ for number, sum_ in zip((33, 34, 35), _yearly_per_head(h), strict=True)},
    }
    return {
        **{name: Fraction(bool(held)) for name, held in yes.items()},
        **{name: Fraction(value) for name, value in numbers.items()},
    }


def _country(h: Mapping[str, Any]) -> dict[str, Fraction]:
    n, work, people, home, goods = Fraction(h["size"]), h["head"]["work"], h["members"], h["dwelling"], h["goods"]
    crowd = n / home["rooms"]
    yes = {
        "R1": h["size"] == 1 or (h["size"] == 2 and h["families"] == "couple_or_alone"),
        "R2": home["solid_house"],
        "R3": crowd <= 2,
        "R4": 2 < crowd <= 3,
        "R5": h["head"]["education"] == "basic",
        "R6": work == "senior_manager",
        "R7": work == "operator",
        "R8": work == "craftsman",
        "R9": work == "farmer",
        "R10": work == "employer",
        "R11": goods["cars"] > 0,
        "R12": goods["motorbikes"] > 0,
        "R13": h["other_cover"],
        "R14": home["second_home"],
        "R15": goods["other_land"],
        "R16": goods["irrigated_land"],
    }
    numbers = {
        "R17": n,
        "R18": n * n,
        "R19": people["aged_19_29"],
        "R20": people["aged_30_59"],
        "R21": people["aged_60"],
        "R22": people["literate"] / n,
        "R23": people["higher_diploma"] / n,
        "R24": people["trade"] / n,
        "R25": goods["cows"],
        **{f"R{number}": sum_ for number, sum_ in zip((26, 27, 28), _yearly_per_head(h), strict=True)},
    }
    return {
        **{name: Fraction(bool(held)) for name, held in yes.items()},
        **{name: Fraction(value) for name, value in numbers.items()},
    }


def _yearly_per_head(h: Mapping[str, Any]) -> list[Fraction]:
    return [Fraction(h["spending"][name]) * 12 / h["size"] for name in ("gas", "water_electricity", "telecom")]
