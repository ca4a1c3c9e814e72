"""An execution's input, checked against the input schema of its trigger and filled up with its defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError, best_match

from graph.definition import Definition
from graph.errors import InvalidInput
from graph.node_types import NODE_TYPES


def input_schema_of(definition: Definition) -> dict[str, Any] | None:
    """The input schema of the first trigger that has one."""
    for node in definition.nodes:
        kind = NODE_TYPES.get(node.type)
        schema = node.data.config.get("input_schema")
        if kind is not None and kind.is_trigger and isinstance(schema, dict) and schema:
            return schema
    return None


def validate_input(schema: Mapping[str, Any] | None, value: Any) -> Any:
    """The input with the schema's defaults put in; raises InvalidInput, which names the field."""
    if not schema:
        return value
    filled = _with_defaults(schema, value)
    try:
        Draft202012Validator.check_schema(schema)
        error = best_match(Draft202012Validator(schema).iter_errors(filled))
    except SchemaError as broken:
        raise InvalidInput(f"The trigger's input schema is no JSON schema: {broken.message}") from broken
    if error is not None:
        field = _field(error)
        raise InvalidInput(f"{field or 'The input'}: {_sentence(error)}", field=field or None)
    return filled


def _with_defaults(schema: Mapping[str, Any], value: Any) -> Any:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return value
    if value is None and schema.get("type") == "object":
        value = {}
    if not isinstance(value, dict):
        return value
    filled = dict(value)
    for name, inner in properties.items():
        if not isinstance(inner, Mapping):
            continue
        if name not in filled and "default" in inner:
            filled[name] = inner["default"]
        if name in filled:
            filled[name] = _with_defaults(inner, filled[name])
    return filled


def _field(error: ValidationError) -> str:
    path = [str(part) for part in error.absolute_path]
    if error.validator == "required" and isinstance(error.instance, dict):
        required: Any = error.validator_value
        path += [name for name in required if name not in error.instance][:1]
    return ".".join(path)


def _sentence(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    if error.validator == "required":
        return "a value is needed"
    if error.validator == "type":
        names = wanted if isinstance(wanted, list) else [wanted]
        return f"must be {' or '.join(_KINDS.get(str(name), str(name)) for name in names)}"
    return error.message[:300]


_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "empty",
}
