"""From a JSON schema to the fields of a form; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ui.components.schema_form.values import show_value

Schema = Mapping[str, Any]
_JOINTS = ("$ref", "anyOf", "oneOf", "allOf")
OFF: Final = object()  # the value of a field whose switch is off: neither a value nor none
_LONG_FORMATS = {"textarea", "multiline", "markdown", "html"}


class Kind(StrEnum):
    """What a field looks like."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    MAP = "map"  # names to values
    OBJECT = "object"  # known properties
    LIST = "list"  # a numbered grid
    VALUE = "value"  # anything: JSON or text


_SCALARS = {
    "string": Kind.TEXT,
    "number": Kind.NUMBER,
    "integer": Kind.INTEGER,
    "boolean": Kind.BOOLEAN,
}


@dataclass(frozen=True)
class FieldSpec:
    """One field; `item` describes a map's values or a list's entries, `fields` an object's properties.

    A number with a `switch` (its name) can be OFF.
    """

    key: str
    title: str
    kind: Kind
    help: str = ""
    required: bool = False
    default: Any = None
    options: tuple[Any, ...] = ()
    unit: str = ""
    placeholder: str = ""
    switch: str = ""
    expressions: bool = True
    item: FieldSpec | None = None
    fields: tuple[FieldSpec, ...] = ()

    @property
    def columns(self) -> tuple[FieldSpec, ...]:
        """The columns of a list's grid: the properties of its items, or the item itself."""
        if self.item is None:
            return ()
        return self.item.fields if self.item.kind is Kind.OBJECT else (self.item,)


def fields_of(schema: Schema, *, expressions: bool = True) -> tuple[FieldSpec, ...]:
    """The fields of an object schema, in its order."""
    return _Reader(schema, expressions=expressions).properties(schema)


class _Reader:
    """Reads one schema document; its `$defs` are looked up here."""

    def __init__(self, root: Schema, *, expressions: bool) -> None:
        self._root = root
        self._expressions = expressions

    def properties(self, schema: Schema, depth: int = 0) -> tuple[FieldSpec, ...]:
        required = schema.get("required") or ()
        properties = schema.get("properties")
        if not isinstance(properties, Mapping):
            return ()
        return tuple(
            self.field(key, inner, required=key in required, depth=depth) for key, inner in properties.items()
        )

    def field(self, key: str, schema: Any, *, required: bool = False, depth: int = 0) -> FieldSpec:
        given = schema if isinstance(schema, Mapping) else {}
        resolved = self._resolved(given)
        kind = _kind(resolved, depth)
        default = resolved.get("default")
        return FieldSpec(
            key=key,
            title=_title(key, given.get("title") or resolved.get("title")),
            kind=kind,
            help=str(given.get("description") or resolved.get("description") or ""),
            required=required,
            default=default,
            options=_options(resolved) if kind is Kind.CHOICE else (),
            unit=str(resolved.get("unit") or ""),
            placeholder=_placeholder(resolved, default),
            expressions=self._expressions and not resolved.get("literal"),
            item=self._item(kind, resolved, depth),
            fields=self.properties(resolved, depth + 1) if kind is Kind.OBJECT else (),
        )

    def _item(self, kind: Kind, schema: Schema, depth: int) -> FieldSpec | None:
        if kind is Kind.MAP:
            return self.field("value", schema.get("additionalProperties"), depth=depth + 1)
        if kind is Kind.LIST:
            return self.field("item", schema.get("items"), depth=depth + 1)
        return None

    def _resolved(self, schema: Schema) -> dict[str, Any]:
        """The schema with its reference followed and "or null" taken off; what it says itself wins."""
        merged = dict(schema)
        for _ in range(20):  # a reference may lead to a reference, and a careless schema in a circle
            parts = [part for part in _alternatives(merged) if part.get("type") != "null"]
            inner = (
                self._target(merged["$ref"]) if "$ref" in merged else parts[0] if len(parts) == 1 else None
            )
            if inner is None:
                return merged
            own = {
                key: value for key, value in merged.items() if key not in ("$ref", "anyOf", "oneOf", "allOf")
            }
            merged = {**inner, **own}
        return merged

    def _target(self, reference: Any) -> Schema:
        target: Any = self._root
        for part in str(reference).removeprefix("#/").split("/"):
            target = target.get(part, {}) if isinstance(target, Mapping) else {}
        return target if isinstance(target, Mapping) else {}


def _alternatives(schema: Schema) -> list[Schema]:
    parts = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf") or ()
    return [part for part in parts if isinstance(part, Mapping)] if isinstance(parts, Iterable) else []


def _kind(schema: Schema, depth: int) -> Kind:
    if _options(schema):
        return Kind.CHOICE
    types = schema.get("type")
    named = [types] if isinstance(types, str) else [each for each in types or () if each != "null"]
    if len(named) != 1:
        return Kind.VALUE
    # A form within a form within a form is no help: deeper values are JSON.
    if named == ["object"] and schema.get("properties") and depth <= 1:
        return Kind.OBJECT
    if named == ["object"] and depth == 0:
        return Kind.MAP
    if named == ["array"] and depth == 0:
        return Kind.LIST
    long = named == ["string"] and schema.get("format") in _LONG_FORMATS
    return Kind.LONG_TEXT if long else _SCALARS.get(named[0], Kind.VALUE)


def _options(schema: Schema) -> tuple[Any, ...]:
    if "const" in schema:
        return (schema["const"],)
    values = schema.get("enum")
    return tuple(value for value in values if value is not None) if isinstance(values, list) else ()


def _placeholder(schema: Schema, default: Any) -> str:
    if default not in (None, "", [], {}):
        return show_value(default)
    examples = schema.get("examples")
    return f"e.g. {show_value(examples[0])}" if isinstance(examples, list) and examples else ""


def _title(key: str, given: Any) -> str:
    # Pydantic Makes Titles Like This out of names; ours are sentences.
    made = key.replace("_", " ").title()
    return str(given) if given and given != made else _words(key)


def _words(key: str) -> str:
    return key.replace("_", " ").strip().capitalize() or key
