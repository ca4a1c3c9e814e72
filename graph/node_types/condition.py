"""Condition: goes on by `true` or by `false`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from graph.node_types.base import Config, NodeRun, NodeType, Outcome


class ConditionConfig(Config):
    expression: Any = Field(title="Condition", description="True or false, e.g. {{ len(input.items) > 20 }}")


class Condition(NodeType):
    type = "condition"
    label = "Condition"
    group = "flow"
    icon = "call_split"
    description = "Goes on by true or by false."
    outputs = ("true", "false")
    error_output = False
    summary = "{expression}"
    config_model = ConditionConfig

    async def run(self, run: NodeRun) -> Outcome:
        holds = bool(run.config()["expression"])
        return Outcome(output=holds, live=frozenset({"true" if holds else "false"}))
