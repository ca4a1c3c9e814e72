"""docs/definition.schema.json: what the models say, and what the product's own templates are."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from graph.templates import TEMPLATES
from tools.definition_schema import FILE, definition_schema

SCHEMA = json.loads(Path(FILE).read_text("utf-8"))


def faults(definition):
    return [
        ".".join(str(part) for part in error.absolute_path)
        for error in Draft202012Validator(SCHEMA).iter_errors(definition)
    ]


def test_the_file_agrees_with_the_models():
    assert definition_schema() == SCHEMA, "run tools/definition_schema.py"


@pytest.mark.parametrize("key", TEMPLATES)
def test_templates_fit(key):
    assert faults(TEMPLATES[key].definition.to_json()) == []


def one(type, config):
    return {"nodes": [{"id": "a", "type": type, "data": {"config": config}}]}


@pytest.mark.parametrize(
    ("definition", "place"),
    [
        ({"nodes": [{"id": "a", "type": "teleport"}]}, "nodes.0.type"),
        ({"nodes": [{"id": "a/b", "type": "merge"}]}, "nodes.0.id"),
        ({"nodes": [{"id": "a", "type": "condition"}]}, "nodes.0"),
        (one("condition", {}), "nodes.0.data.config"),
        (one("transform", {"fields": 5}), "nodes.0.data.config.fields"),
        (one("variable", {"name": "x", "operation": "drop"}), "nodes.0.data.config.operation"),
        (one("switch", {"cases": [{"name": "x"}]}), "nodes.0.data.config.cases.0"),
        (one("merge", {"x": 1}), "nodes.0.data.config"),
    ],
)
def test_a_fault_is_found_at_its_place(definition, place):
    assert faults(definition) == [place]


def test_expressions_are_allowed_for_values_of_any_type():
    assert faults(one("transform", {"fields": "{{ input }}"})) == []
    assert faults(one("delay", {"duration": "{{ input.wait }}"})) == []
