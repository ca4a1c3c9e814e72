"""Activity: runs a registered Python function on a worker."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from graph.node_types.base import LITERAL, Config, NodeRun, NodeType, Outcome, settings_of


class ActivityConfig(Config):
    activity: str = Field(
        title="Activity",
        min_length=1,
        description="The name of a registered activity, e.g. http_request",
        json_schema_extra=LITERAL,
    )
    arguments: dict[str, Any] = Field(
        default_factory=dict, title="Arguments", description="What the activity is called with"
    )


class Activity(NodeType):
    type = "activity"
    label = "Activity"
    group = "work"
    icon = "bolt"
    description = "Runs a registered Python function on a worker, with retries and time-outs."
    error_output = True
    runs_activity = True
    summary = "{activity}"
    config_model = ActivityConfig

    async def run(self, run: NodeRun) -> Outcome:
        config = settings_of(run, ActivityConfig)
        return Outcome(output=await run.activity(config.activity, config.arguments))
