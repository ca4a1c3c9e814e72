"""An execution's input: what the trigger asks for, and whether a value is that."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from graph.definition import Definition
from graph.errors import InvalidInput
from graph.node_types import NODE_TYPES

Schema = Mapping[str, Any]


def input_schema_of(definition: Definition) -> dict[str, Any] | None:
    """The schema of the first trigger that has one; None where any JSON will do."""
    for node in definition.nodes:
        node_type = NODE_TYPES.get(node.type)
        schema = node.data.config.get("input_schema")
        if node_type is not None and node_type.is_trigger and isinstance(schema, dict) and schema:
            return dict(schema)
    return None


def validate_input(schema: Schema | None, value: Any) -> Any:
    """The value with the schema's defaults filled in; raises InvalidInput that names the field."""
    if schema is None:
        return value
    filled = with_defaults(schema, value)
    errors = sorted(
        Draft202012Validator(dict(schema)).iter_errors(filled), key=lambda error: list(error.absolute_path)
    )
    if errors:
        first = errors[0]
        field = _field(first)
        raise InvalidInput(f"{field}: {_sentence(first)}" if field else _sentence(first), field=field or None)
    return filled


def with_defaults(schema: Schema, value: Any) -> Any:
    """The value, with what an object of this schema leaves out set to the schema's defaults."""
    if value is None and schema.get("type") == "object":
        value = {}
    if not isinstance(value, dict):
        return value
    filled = dict(value)
    properties = schema.get("properties")
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        if not isinstance(inner, dict):
            continue
        if name in filled:
            filled[name] = with_defaults(inner, filled[name])
        elif "default" in inner:
            filled[name] = copy.deepcopy(inner["default"])
    return filled


def _field(error: ValidationError) -> str:
    path = [str(part) for part in error.absolute_path]
    if error.validator == "required":
        missing = next((name for name in error.validator_value if name not in error.instance), None)
        path += [missing] if missing else []
    return ".".join(path)


def _sentence(error: ValidationError) -> str:
    match error.validator:
        case "required":
            return "a value is needed"
        case "type":
            wanted = error.validator_value
            names = wanted if isinstance(wanted, list) else [wanted]
            return f"must be {' or '.join(_KINDS.get(name, name) for name in names)}"
        case _:
            return error.message


_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "empty",
}
