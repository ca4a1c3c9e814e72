"""Rules of a node's config: required fields and types; what an expression will give is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from pydantic import ValidationError as ConfigError

from graph.catalogue import Activities
from graph.definition import Node
from graph.expressions import is_expression
from graph.node_types import NODE_TYPES, config_schema
from graph.problems import Problem


class ConfigRules:
    """Checks configs against their node types and, of activities, against the activity's own schema."""

    def __init__(self, activities: Activities) -> None:
        self._activities = activities
        self._validators: dict[str, Draft202012Validator] = {}

    def problems(self, node: Node) -> Iterator[Problem]:
        schema = config_schema(node.type)
        yield from _config_problems(node, schema)
        for field, value in node.data.config.items():
            if _is_literal(schema, field) and is_expression(value):
                yield _problem("literal_field", node, f"config.{field}", "cannot be an expression", schema)
        if NODE_TYPES[node.type].runs_activity:
            yield from self._activity_problems(node)

    def _activity_problems(self, node: Node) -> Iterator[Problem]:
        name = node.data.config.get("activity")
        if not isinstance(name, str) or not name or is_expression(name):
            return
        if name not in self._activities:
            message = f"{node.label}: there is no activity {name!r}"
            yield Problem("unknown_activity", message, node_id=node.id, field="config.activity")
            return
        arguments = node.data.config.get("arguments", {})
        if not isinstance(arguments, dict):
            return
        schema = self._activities[name].input_schema
        for required in schema.get("required", ()):
            if arguments.get(required) in (None, ""):
                field = f"config.arguments.{required}"
                yield _problem("missing_field", node, field, "is missing", schema)
        for error in self._validator(name).iter_errors(arguments):
            if _counts(error):
                yield from _argument_problems(node, error, schema)

    def _validator(self, name: str) -> Draft202012Validator:
        if name not in self._validators:
            self._validators[name] = Draft202012Validator(self._activities[name].input_schema)
        return self._validators[name]


def _config_problems(node: Node, schema: Mapping[str, Any]) -> Iterator[Problem]:
    model = NODE_TYPES[node.type].config_model
    try:
        model.model_validate(node.data.config)
    except ConfigError as errors:
        for error in errors.errors(include_url=False):
            field = ".".join(["config", *(str(part) for part in error["loc"])])
            if error["type"] == "missing":
                yield _problem("missing_field", node, field, "is missing", schema)
            elif error["type"] == "extra_forbidden":
                yield _problem("unknown_field", node, field, f"is no setting of {node.type}", schema)
            elif error["type"].endswith("too_short") and not error["input"]:
                yield _problem("missing_field", node, field, "is missing", schema)
            elif not is_expression(error["input"]):
                said = error["msg"].removeprefix("Input ")
                yield _problem("invalid_field", node, field, said[:1].lower() + said[1:], schema)
    for field in schema.get("required", ()):
        if field in node.data.config and node.data.config[field] in (None, ""):
            yield _problem("missing_field", node, f"config.{field}", "is missing", schema)


def _counts(error: ValidationError) -> bool:
    """False for a fault of an expression, or of a choice that an expression keeps open."""
    if is_expression(error.instance):
        return False
    if error.validator in ("anyOf", "oneOf") and error.context:
        choices: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            choices.setdefault(inner.schema_path[0], []).append(inner)
        return all(any(_counts(inner) for inner in choice) for choice in choices.values())
    return True


def _argument_problems(node: Node, error: ValidationError, schema: Mapping[str, Any]) -> Iterator[Problem]:
    field = ".".join(["config", "arguments", *(str(part) for part in error.absolute_path)])
    if error.validator == "required":
        if error.absolute_path:  # those of the arguments themselves are named one by one
            yield _problem("missing_field", node, field, error.message, schema)
    elif error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        for name in (name for name in error.instance if name not in known):
            yield _problem(
                "unknown_field", node, f"{field}.{name}", "is no argument of this activity", schema
            )
    elif error.instance not in (None, ""):
        yield _problem("invalid_field", node, field, f"does not fit: {error.message[:200]}", schema)


def _is_literal(schema: Mapping[str, Any], field: str) -> bool:
    return bool(schema.get("properties", {}).get(field, {}).get("literal"))


def _problem(code: str, node: Node, field: str, words: str, schema: Mapping[str, Any]) -> Problem:
    name = field.removeprefix("config.").removeprefix("arguments.")
    described = schema.get("properties", {}).get(name)
    shown = described.get("title", name) if isinstance(described, Mapping) else name
    return Problem(code, f"{node.label}: {shown} {words}", node_id=node.id, field=field)
