"""Loading: a definition from a file or another's JSON, with a clear word on everything that is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from graph.definition import SCHEMA_VERSION, Definition
from graph.errors import InvalidInput

MOST_NODES = 10_000
MOST_EDGES = 50_000
LONGEST_TEXT = 50_000_000  # characters


def parse_text(text: str | bytes) -> Definition:
    """The definition that a JSON text holds; raises InvalidInput, which says where the text breaks off."""
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"The definition is longer than {LONGEST_TEXT:,} characters")
    try:
        values = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise InvalidInput(f"Not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    except UnicodeDecodeError as error:
        raise InvalidInput("Not JSON: the text is not UTF-8") from error
    except (RecursionError, ValueError) as error:
        raise InvalidInput(f"Not JSON that can be read: {error}") from error
    return parse_values(values)


def parse_values(values: Any) -> Definition:
    """The definition that JSON values hold; raises InvalidInput, which names the node and the field."""
    if not isinstance(values, dict):
        raise InvalidInput("A definition is an object with nodes and edges")
    for key, most in (("nodes", MOST_NODES), ("edges", MOST_EDGES)):
        part = values.get(key, [])
        if not isinstance(part, list):
            raise InvalidInput(f"{key}: a list is needed here", field=key)
        if len(part) > most:
            raise InvalidInput(
                f"{len(part):,} {key} are too many: a definition has at most {most:,}", field=key
            )
    version = values.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise InvalidInput(
            f"schema_version {version} is newer than this installation, which knows {SCHEMA_VERSION}",
            field="schema_version",
        )
    try:
        return Definition.model_validate(values)
    except ValidationError as error:
        raise _refusal(values, error) from error


def _refusal(values: dict[str, Any], error: ValidationError) -> InvalidInput:
    faults = error.errors(include_url=False)
    loc = faults[0]["loc"]
    field = ".".join(str(part) for part in loc)
    place = field
    if len(loc) > 1 and loc[0] in ("nodes", "edges") and isinstance(loc[1], int):
        part = values[str(loc[0])][loc[1]]
        name = part.get("id") if isinstance(part, dict) else None
        rest = ".".join(str(each) for each in loc[2:])
        if isinstance(name, str):
            place = f"{str(loc[0])[:-1]} {name[:100]!r}{f', {rest}' if rest else ''}"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return InvalidInput(f"{place}: {faults[0]['msg']}{more}", field=field)


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")
