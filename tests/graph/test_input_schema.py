"""An execution's input against its trigger's schema."""

import pytest

from graph.errors import InvalidInput
from graph.input_schema import input_schema_of, validate_input
from tests.graph.build import graph, node

SCHEMA = {
    "type": "object",
    "required": ["ids"],
    "properties": {
        "ids": {"type": "array", "items": {"type": "string"}},
        "limit": {"type": "integer", "default": 20},
        "mail": {"type": "object", "properties": {"to": {"default": "x@y"}}, "default": {}},
    },
}


def test_defaults_are_put_in_and_the_input_given_stays_as_it_was():
    given = {"ids": []}
    assert validate_input(SCHEMA, given) == {"ids": [], "limit": 20, "mail": {"to": "x@y"}}
    assert given == {"ids": []}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, "ids"),
        ({}, "ids"),
        ({"ids": ["a", 5]}, "ids.1"),
        ({"ids": [], "limit": "x"}, "limit"),
        (5, None),
    ],
)
def test_a_wrong_input_is_refused_with_its_field(value, field):
    with pytest.raises(InvalidInput) as refused:
        validate_input(SCHEMA, value)
    assert refused.value.field == field


def test_a_broken_schema_is_said_to_be_broken():
    with pytest.raises(InvalidInput, match="no JSON schema"):
        validate_input({"type": "objekt"}, {})


def test_without_a_schema_every_input_is_fine():
    assert input_schema_of(graph({"go": "manual"})) is None
    assert validate_input(None, [1]) == [1]


def test_the_schema_is_the_first_triggers_that_has_one():
    drawn = graph({"a": "manual", "b": node("manual", {"input_schema": SCHEMA})})
    assert input_schema_of(drawn) == SCHEMA
