"""Graphs for tests, written as one reads them.

    graph(manual(), activity("fetch", "echo"), "start -> fetch -> done", "fetch:error -> mend -> done", …)

An arrow leaves `out`, or the handle that a colon names.
"""

from itertools import pairwise
from typing import Any

Node = dict[str, Any]
Graph = dict[str, Any]


def graph(*parts: Node | str) -> Graph:
    nodes = [part for part in parts if isinstance(part, dict)]
    chains = [part for part in parts if isinstance(part, str)]
    edges = [edge for chain in chains for edge in _edges(chain)]
    return {"schema_version": 1, "nodes": nodes, "edges": edges}


def node(id: str, type: str, config: dict[str, Any] | None = None, **data: Any) -> Node:
    return {"id": id, "type": type, "data": {"label": id, "config": config or {}, **data}}


def manual(id: str = "start") -> Node:
    return node(id, "manual")


def activity(id: str, name: str, arguments: dict[str, Any] | None = None, **data: Any) -> Node:
    return node(id, "activity", {"activity": name, "arguments": arguments or {}}, **data)


def transform(id: str, /, *, join: dict[str, Any] | None = None, **fields: Any) -> Node:
    return node(id, "transform", {"fields": fields}, **({"join": join} if join else {}))


def append(id: str, name: str, value: Any, **data: Any) -> Node:
    """Appends to a variable: shows in which order, and how often, nodes ran."""
    return node(id, "variable", {"operation": "append", "name": name, "value": value}, **data)


def condition(id: str, expression: str) -> Node:
    return node(id, "condition", {"expression": expression})


def switch(id: str, **cases: str) -> Node:
    return node(id, "switch", {"cases": [{"name": name, "when": when} for name, when in cases.items()]})


def merge(id: str, mode: str = "all", count: int | None = None) -> Node:
    return node(id, "merge", join={"mode": mode, **({"count": count} if count else {})})


def delay(id: str, duration: str | float) -> Node:
    return node(id, "delay", {"duration": duration})


def end(id: str = "end", output: Any = None, **config: Any) -> Node:
    return node(id, "end", {"output": output, **config})


def _edges(chain: str) -> list[dict[str, str]]:
    stops = [stop.strip() for stop in chain.split("->")]
    edges = []
    for source, target in pairwise(stops):
        node_id, _, handle = source.partition(":")
        target_id = target.partition(":")[0]
        edges.append(
            {
                "id": f"{source}->{target_id}",
                "source": node_id,
                "target": target_id,
                "sourceHandle": handle or "out",
                "targetHandle": "in",
            }
        )
    return edges
