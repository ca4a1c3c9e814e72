"""Names: what an expression can see of an execution, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.interpreter.execution import Execution
from engine.interpreter.steps import Step


class NodeNames(Mapping[str, Mapping[str, Any]]):
    """`nodes`: every node of the scope, then those of the scopes around it, by id."""

    def __init__(self, steps: Mapping[str, Step], outer: Mapping[str, Mapping[str, Any]]) -> None:
        self._steps = steps
        self._outer = outer

    def __getitem__(self, node_id: str) -> Mapping[str, Any]:
        step = self._steps.get(node_id)
        if step is None:
            return self._outer[node_id]
        status = "pending" if step.status is None else str(step.status)
        return {"output": step.output, "status": status, "error": step.error}

    def __iter__(self) -> Iterator[str]:
        yield from self._steps
        yield from (node_id for node_id in self._outer if node_id not in self._steps)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def names(
    execution: Execution,
    steps: Mapping[str, Step],
    *,
    outer: Mapping[str, Any] | None = None,
    item: Any = None,
    index: int | None = None,
) -> dict[str, Any]:
    """Every name of one scope's expressions; `item` and `index` are those of the innermost loop."""
    around = outer or {"nodes": {}, "item": None, "index": None}
    return {
        "input": execution.input,
        "vars": execution.vars,
        "nodes": NodeNames(steps, around["nodes"]),
        "item": around["item"] if index is None else item,
        "index": around["index"] if index is None else index,
        "execution": execution.facts,
    }
