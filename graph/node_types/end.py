"""End: ends the execution, as a success or a failure; whatever still runs is cancelled."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from graph.node_types.base import Config, NodeRun, NodeType, Outcome, settings_of


class EndConfig(Config):
    result: Literal["success", "failure"] = Field(default="success", title="Result")
    output: Any = Field(default=None, title="Output", description="The execution's output")
    message: str = Field(default="", title="Message", description="Why, where the result is a failure")


class End(NodeType):
    type = "end"
    label = "End"
    group = "flow"
    rank = 90
    icon = "flag"
    description = "Ends the execution as a success or a failure and cancels what still runs."
    shape = "end"
    outputs = ()
    summary = "{result}"
    config_model = EndConfig

    async def run(self, run: NodeRun) -> Outcome:
        config = settings_of(run, EndConfig)
        failure = (
            (config.message or "The workflow ended as a failure") if config.result == "failure" else None
        )
        return Outcome(output=config.output, live=frozenset(), ends_execution=True, failure=failure)
