"""A household's declaration, in the words of a person. What is not known is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Count = Annotated[int, Field(ge=0, le=200)]
Dirhams = Annotated[Decimal, Field(ge=0, le=1_000_000)]
Milieu = Literal["urban", "rural"]
Work = Literal[
    "none", "employee", "employer", "senior_manager", "middle_manager", "operator", "craftsman", "farmer",
    "trader", "retired", "rentier", "other",
]  # fmt: skip
Education = Literal["none", "basic", "higher"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(Part):
    """The head of the household."""

    age: Annotated[int, Field(ge=15, le=120)] | None = None
    education: Education | None = None
    work: Work | None = Field(default=None, description="What the head lives from")


class Person(Part):
    """One member of the household."""

    age: Annotated[int, Field(ge=0, le=120)]
    relation: Literal["head", "spouse", "child", "grandchild", "parent", "other"] | None = Field(
        default=None, description="to the head of the household"
    )
    schooling: Literal["none", "public", "private"] | None = Field(default=None, description="the school attended now")
    school_level: Literal["primary", "college", "lycee"] | None = None
    education: Education | None = Field(default=None, description="the level that was reached")
    diploma: Literal["none", "technical", "higher", "other"] | None = Field(default=None, description="the highest one")
    literate: bool | None = Field(default=None, description="can read and write")
    work: Work | None = Field(default=None, description="what the member lives from")
    cover: Literal["none", "ramed_or_tadamon", "other"] | None = Field(default=None, description="health cover")
    disabled: bool | None = None
    fatherless: bool | None = Field(default=None, description="a child whose father has died")


class Members(Part):
    """The members one by one (`people`, or simply a list), or how many of them are …; or both, where they agree."""

    people: tuple[Person, ...] = ()
    children_public_school: Count | None = Field(default=None, description="6 to 14 years old, in a public school")
    children_private_school: Count | None = Field(default=None, description="6 to 14 years old, in a private school")
    no_diploma: Count | None = Field(default=None, description="15 or older, without any diploma")
    technical: Count | None = Field(default=None, description="15 or older, with a technical certificate or diploma")
    higher_diploma: Count | None = Field(default=None, description="15 or older, with a higher-education diploma")
    literate: Count | None = Field(default=None, description="15 or older, able to read and write")
    working: Count | None = Field(default=None, description="15 or older, in gainful work")
    operators: Count | None = Field(default=None, description="15 or older, working as operators of machines")
    trade: Count | None = Field(default=None, description="15 or older, working in trade")
    senior_managers: Count | None = Field(default=None, description="senior managers")
    aged_19_29: Count | None = None
    aged_30_59: Count | None = None
    aged_60: Count | None = Field(default=None, description="60 or older")

    @model_validator(mode="before")
    @classmethod
    def _people_alone(cls, given: Any) -> Any:
        return {"people": given} if isinstance(given, list | tuple) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(schema)
        people = handler.resolve_ref_schema(made)["properties"]["people"]["items"]
        return {"anyOf": [made, {"type": "array", "items": people}]}


class Dwelling(Part):
    """The dwelling and what belongs to it."""

    rooms: Annotated[int, Field(ge=1, le=50)] | None = None
    bath: bool | None = Field(default=None, description="a bath or shower")
    own_meter: bool | None = Field(default=None, description="an electricity meter of one's own")
    solid_house: bool | None = Field(
        default=None,
        description="a villa, apartment, traditional house, or rural house in dry stone or stone with clay",
    )
    second_home: bool | None = None
    garage: bool | None = None
    business_premises: bool | None = None


class Goods(Part):
    """What the household has."""

    mobiles: Count | None = Field(default=None, description="mobile telephones")
    cars: Count | None = None
    motorbikes: Count | None = None
    cows: Count | None = None
    computer: bool | None = None
    dish: bool | None = Field(default=None, description="an antenna or satellite dish")
    fixed_phone: bool | None = None
    irrigated_land: bool | None = Field(default=None, description="irrigated land, owned or worked")
    other_land: bool | None = Field(default=None, description="land that is not for farming")


class Spending(Part):
    """Dirhams a month, for the whole household."""

    gas: Dirhams | None = None
    water_electricity: Dirhams | None = None
    telecom: Dirhams | None = Field(default=None, description="telephone recharges and internet")


class Household(Part):
    """What a household declares."""

    milieu: Milieu
    region: str = Field(description="one of the twelve regions, such as beni-mellal-khenifra")
    size: Annotated[int, Field(ge=1, le=50)] = Field(description="people who live together, the head included")
    families: Literal["couple_or_alone", "one", "several"] | None = Field(
        default=None, description="one person or a couple without children; one family; or several"
    )
    head: Head = Head()
    members: Members = Members()
    dwelling: Dwelling = Dwelling()
    goods: Goods = Goods()
    spending: Spending = Spending()
    other_cover: bool | None = Field(
        default=None, description="a member has health cover other than RAMED or AMO Tadamon"
    )
    loan: bool | None = Field(default=None, description="a loan from a bank, a finance company or an employer")


def household_schema() -> dict[str, Any]:
    """The JSON Schema of a declaration."""
    made = Household.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
