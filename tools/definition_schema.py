"""Writes docs/definition.schema.json from the models; `--check` says whether the file agrees with them."""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graph.definition import Definition
from graph.node_types import NODE_TYPES, config_schema

FILE = Path(__file__).resolve().parents[1] / "docs" / "definition.schema.json"
EXPRESSION = {"type": "string", "pattern": r"\{\{"}


def definition_schema() -> dict[str, Any]:
    """The JSON schema of a definition, every node type's config included."""
    schema = Definition.model_json_schema(by_alias=True)
    parts = schema.pop("$defs")
    parts["Expression"] = EXPRESSION | {"description": "A text with {{ an expression }} in it"}
    for name in NODE_TYPES:
        parts[f"config_{name}"] = _config(name, parts)
    parts["Node"]["properties"]["type"]["enum"] = list(NODE_TYPES)
    parts["Node"]["allOf"] = [_rule(name, parts[f"config_{name}"]) for name in NODE_TYPES]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Workflow definition, version 1",
        **{key: value for key, value in schema.items() if key != "title"},
        "$defs": dict(sorted(parts.items())),
    }


def _rule(name: str, config: dict[str, Any]) -> dict[str, Any]:
    then: dict[str, Any] = {
        "properties": {"data": {"properties": {"config": {"$ref": f"#/$defs/config_{name}"}}}}
    }
    if config.get("required"):
        then["required"] = ["data"]
        then["properties"]["data"]["required"] = ["config"]
    return {"if": {"properties": {"type": {"const": name}}}, "then": then}


def _config(name: str, parts: dict[str, Any]) -> dict[str, Any]:
    config = deepcopy(config_schema(name))
    for key, part in config.pop("$defs", {}).items():
        parts[key] = _with_expressions(part)
    return _with_expressions(config)


def _with_expressions(part: dict[str, Any]) -> dict[str, Any]:
    """The object's schema with an expression allowed for each value that is not marked as literal."""
    properties = part.get("properties", {})
    for key, value in properties.items():
        if value.pop("literal", False) or not _is_typed(value):
            continue
        notes = {note: value.pop(note) for note in ("title", "description", "default") if note in value}
        properties[key] = {**notes, "anyOf": [value, {"$ref": "#/$defs/Expression"}]}
    return part


def _is_typed(value: dict[str, Any]) -> bool:
    return any(key in value for key in ("type", "enum", "anyOf", "$ref", "const"))


def main() -> int:
    text = json.dumps(definition_schema(), indent=2, ensure_ascii=False) + "\n"
    if "--check" in sys.argv[1:]:
        agrees = FILE.exists() and FILE.read_text("utf-8") == text
        print(
            f"{FILE.name} agrees with the models"
            if agrees
            else f"{FILE.name} is stale: run tools/definition_schema.py"
        )
        return 0 if agrees else 1
    FILE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
