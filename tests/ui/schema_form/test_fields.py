"""A form is made from a JSON schema: which fields, in which order, of which kind."""

from enum import StrEnum
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from ui.components.schema_form.fields import Kind, fields_of


class Carrier(StrEnum):
    NORTHLINE = "northline"
    QUAI = "quai"


class Parcel(BaseModel):
    tracking_id: str
    carrier: Carrier = Carrier.QUAI
    weight: float = 1


class Settings(BaseModel):
    url: str = Field(title="URL", description="Where to ask")
    body: str = Field(default="", json_schema_extra={"format": "textarea"})
    tries: int = 3
    share: float | None = None
    follow: bool = True
    method: Literal["GET", "POST"] = "GET"
    carrier: Carrier = Carrier.QUAI
    headers: dict[str, str] = {}
    parcel: Parcel | None = None
    parcels: list[Parcel] = []
    tags: list[str] = []
    anything: Any = None
    duration: str | float | None = None
    fixed: str = Field(default="", json_schema_extra={"literal": True})


FIELDS = {field.key: field for field in fields_of(Settings.model_json_schema())}


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("url", Kind.TEXT),
        ("body", Kind.LONG_TEXT),
        ("tries", Kind.INTEGER),
        ("share", Kind.NUMBER),
        ("follow", Kind.BOOLEAN),
        ("method", Kind.CHOICE),
        ("carrier", Kind.CHOICE),
        ("headers", Kind.MAP),
        ("parcel", Kind.OBJECT),
        ("parcels", Kind.LIST),
        ("tags", Kind.LIST),
        ("anything", Kind.VALUE),
        ("duration", Kind.VALUE),
    ],
)
def test_every_property_gets_the_field_that_fits_its_type(key, kind):
    assert FIELDS[key].kind is kind


def test_fields_stand_in_the_order_of_the_schema():
    assert list(FIELDS) == list(Settings.model_fields)


def test_titles_help_and_requirement_come_from_the_schema():
    url = FIELDS["url"]
    assert (url.title, url.help, url.required) == ("URL", "Where to ask", True)
    assert not FIELDS["tries"].required
    assert FIELDS["tries"].placeholder == "3"


def test_a_property_without_a_title_is_called_by_its_name_in_words():
    (field,) = fields_of({"properties": {"tracking_id": {"type": "string"}}})
    assert field.title == "Tracking id"


def test_choices_are_the_values_of_the_enumeration():
    assert FIELDS["method"].options == ("GET", "POST")
    assert FIELDS["carrier"].options == ("northline", "quai")
    assert FIELDS["carrier"].default == "quai"


def test_the_columns_of_a_list_are_the_properties_of_its_items():
    assert [column.key for column in FIELDS["parcels"].columns] == ["tracking_id", "carrier", "weight"]
    assert [column.kind for column in FIELDS["tags"].columns] == [Kind.TEXT]


def test_a_literal_property_takes_no_expression():
    assert not FIELDS["fixed"].expressions
    assert FIELDS["url"].expressions


def test_no_field_of_an_input_form_takes_an_expression():
    assert not any(field.expressions for field in fields_of(Settings.model_json_schema(), expressions=False))


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"properties": None},
        {"properties": {"a": True}},
        {"properties": {"a": {"$ref": "#/$defs/gone"}}},
        {"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"properties": {"a": {"type": ["string", "integer"]}}},
        {"properties": {"a": {"type": "array"}}},
        {"properties": {"a": {"enum": []}}},
    ],
)
def test_a_careless_schema_still_makes_a_form(schema):
    assert all(isinstance(field.kind, Kind) for field in fields_of(schema))


def test_a_schema_that_contains_itself_ends_in_json():
    schema = {"properties": {"tree": {"$ref": "#/$defs/tree"}}}
    schema["$defs"] = {"tree": {"type": "object", "properties": {"child": {"$ref": "#/$defs/tree"}}}}
    (tree,) = fields_of(schema)
    assert tree.fields[0].fields[0].kind is Kind.VALUE
