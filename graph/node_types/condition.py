"""Condition: goes on by `true` or by `false`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from graph.definition import Node
from graph.expressions.template import has_marks
from graph.node_types.base import CheckContext, Config, NodeFailure, NodeRun, NodeType, Outcome, settings_of
from graph.problems import Problem


class ConditionConfig(Config):
    expression: Any = Field(title="Condition", description="True or false, e.g. {{ len(input.items) > 20 }}")


class Condition(NodeType):
    type = "condition"
    label = "Condition"
    group = "flow"
    rank = 10
    icon = "call_split"
    description = "Goes on by true or by false."
    outputs = ("true", "false")
    summary = "{expression}"
    config_model = ConditionConfig

    def problems(self, node: Node, context: CheckContext) -> Iterable[Problem]:
        expression = node.data.config.get("expression")
        if is_plain_text(expression):
            yield Problem(
                code="not_an_expression",
                message=f"{node.label}: the condition is plain text, which is always true; "
                f"write {{{{ {expression} }}}}",
                node_id=node.id,
                field="config.expression",
            )

    async def run(self, run: NodeRun) -> Outcome:
        if is_plain_text(expression := run.node.data.config.get("expression")):
            raise NodeFailure(
                "InvalidConfig", f"expression: write {{{{ {expression} }}}}, else it is plain text"
            )
        holds = bool(settings_of(run, ConditionConfig).expression)
        return Outcome(output=holds, live=frozenset({"true" if holds else "false"}))


def is_plain_text(value: Any) -> bool:
    """True for a text without expression: as a condition it would hold whatever it says."""
    return isinstance(value, str) and bool(value.strip()) and not has_marks(value)
