"""What differs between two definitions, node by node: what Deploy says before it makes a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from graph.definition import Definition, Edge, Node


@dataclass(frozen=True)
class Setting:
    """A setting that differs, e.g. `config.url`; None where it was or is not set."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One node that was added or removed, or whose settings differ; a node that only moved is the same."""

    kind: Literal["added", "removed", "changed"]
    node: Node
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True)
class Changes:
    nodes: tuple[Change, ...]
    edges_added: int
    edges_removed: int

    def __bool__(self) -> bool:
        return bool(self.nodes or self.edges_added or self.edges_removed)


def changes_between(before: Definition, after: Definition) -> Changes:
    """What was done to `before` to make `after`; changed nodes first, then added, then removed ones."""
    old = {node.id: node for node in before.nodes}
    new = {node.id: node for node in after.nodes}
    kept = [Change("changed", node, _settings(old[id], node)) for id, node in new.items() if id in old]
    changed = [change for change in kept if change.settings]
    added = [Change("added", node) for id, node in new.items() if id not in old]
    removed = [Change("removed", node) for id, node in old.items() if id not in new]
    edges_before = {_ends(edge) for edge in before.edges}
    edges_after = {_ends(edge) for edge in after.edges}
    return Changes(
        (*changed, *added, *removed), len(edges_after - edges_before), len(edges_before - edges_after)
    )


def _settings(before: Node, after: Node) -> tuple[Setting, ...]:
    old = {"type": before.type, **before.data.model_dump(mode="json", exclude_none=True)}
    new = {"type": after.type, **after.data.model_dump(mode="json", exclude_none=True)}
    return tuple(_differing("", old, new))


def _differing(path: str, before: Any, after: Any) -> Iterator[Setting]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _differing(f"{path}.{key}" if path else str(key), before.get(key), after.get(key))
    elif before != after:
        yield Setting(path, before, after)


def _ends(edge: Edge) -> tuple[str, str, str, str]:
    return edge.source, edge.source_handle, edge.target, edge.target_handle
