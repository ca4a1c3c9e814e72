"""The node types: every module of this package that defines a `NodeType` registers it by being there."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeGuard, get_args

from graph.errors import NotFound
from graph.node_types.base import Group, NodeType


def _defined() -> Iterator[NodeType]:
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        for kind in vars(importlib.import_module(module.name)).values():
            if _is_node_type(kind) and kind.__module__ == module.name:
                yield kind()


def _is_node_type(value: Any) -> TypeGuard[type[NodeType]]:
    return inspect.isclass(value) and issubclass(value, NodeType) and not inspect.isabstract(value)


def _registered() -> Mapping[str, NodeType]:
    groups = get_args(Group)
    kinds: dict[str, NodeType] = {}
    for kind in sorted(_defined(), key=lambda kind: (groups.index(kind.group), kind.rank, kind.label)):
        if kind.type in kinds:
            raise TypeError(f"Two node types are called {kind.type}")
        kinds[kind.type] = kind
    return MappingProxyType(kinds)


NODE_TYPES: Mapping[str, NodeType] = _registered()


def node_type(name: str) -> NodeType:
    """The node type of this name; raises NotFound."""
    try:
        return NODE_TYPES[name]
    except KeyError:
        raise NotFound(f"There is no node type {name!r}; there are {', '.join(NODE_TYPES)}") from None


@cache
def config_schema(name: str) -> dict[str, Any]:
    """The JSON schema of a node type's config: not to be changed by the caller."""
    return node_type(name).config_model.model_json_schema()


def describe() -> list[dict[str, Any]]:
    """Everything that the palette, the canvas and the inspector show of the node types, as JSON values."""
    return [
        {
            "type": kind.type,
            "label": kind.label,
            "group": kind.group,
            "icon": kind.icon,
            "description": kind.description,
            "shape": kind.shape,
            "has_input": kind.has_input,
            "outputs": list(kind.outputs),
            "outputs_from": kind.outputs_from,
            "error_output": kind.error_output,
            "summary": kind.summary,
            "is_trigger": kind.is_trigger,
            "is_container": kind.is_container,
            "runs_activity": kind.runs_activity,
            "config": config_schema(kind.type),
        }
        for kind in NODE_TYPES.values()
    ]
