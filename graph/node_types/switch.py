"""Switch: goes on by the first case that holds, else by `default`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from graph.definition import Node
from graph.node_types.base import LITERAL, CheckContext, Config, NodeFailure, NodeRun, NodeType, Outcome
from graph.node_types.condition import is_plain_text
from graph.problems import Problem

DEFAULT = "default"
RESERVED = frozenset({DEFAULT, "error"})


class Case(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(
        title="Name",
        min_length=1,
        max_length=100,
        description="Names the handle",
        json_schema_extra=LITERAL,
    )
    when: Any = Field(title="When", description="True or false, e.g. {{ input.country == 'FR' }}")


class SwitchConfig(Config):
    cases: list[Case] = Field(
        title="Cases",
        description="The first one that holds is taken, else default",
        json_schema_extra=LITERAL,
    )


class Switch(NodeType):
    type = "switch"
    label = "Switch"
    group = "flow"
    rank = 20
    icon = "alt_route"
    description = "Goes on by the first case that holds, else by default."
    outputs = (DEFAULT,)
    outputs_from = "cases"
    config_model = SwitchConfig

    def problems(self, node: Node, context: CheckContext) -> Iterable[Problem]:
        seen: set[str] = set()
        for number, name, when in _cases(node):
            where = f"config.cases.{number}"
            if name in RESERVED:
                yield _problem("reserved_case", f"no case can be called {name}", node, f"{where}.name")
            if name and name in seen:
                yield _problem("duplicate_case", f"two cases are called {name}", node, f"{where}.name")
            if is_plain_text(when):
                yield _problem(
                    "not_an_expression",
                    f"case {name} is plain text, which is always true; write {{{{ {when} }}}}",
                    node,
                    f"{where}.when",
                )
            seen.add(name)

    async def run(self, run: NodeRun) -> Outcome:
        # One after another: a later case may not make sense where an earlier one holds.
        for number, name, when in _cases(run.node):
            if is_plain_text(when):
                raise NodeFailure(
                    "InvalidConfig", f"cases.{number}.when: write {{{{ {when} }}}}, else it is text"
                )
            if run.evaluate(when):
                return Outcome(output=name, live=frozenset({name}))
        return Outcome(output=DEFAULT, live=frozenset({DEFAULT}))


def _cases(node: Node) -> Iterator[tuple[int, str, Any]]:
    cases = node.data.config.get("cases")
    for number, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict):
            yield number, str(case.get("name") or ""), case.get("when")


def _problem(code: str, message: str, node: Node, field: str) -> Problem:
    return Problem(code=code, message=f"{node.label}: {message}", node_id=node.id, field=field)
