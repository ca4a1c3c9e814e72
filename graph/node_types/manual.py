"""Manual: starts an execution when somebody presses Run, or by the API."""

from __future__ import annotations

from pydantic import Field, JsonValue

from graph.node_types.base import LITERAL, Config, NodeRun, NodeType, Outcome


class ManualConfig(Config):
    input_schema: dict[str, JsonValue] | None = Field(
        default=None,
        title="Input schema",
        description="A JSON schema that an execution's input must fit; it makes the form behind Run.",
        json_schema_extra=LITERAL,
    )


class Manual(NodeType):
    type = "manual"
    label = "Manual"
    group = "triggers"
    icon = "play_circle"
    description = "Starts on Run or by the API."
    shape = "trigger"
    has_input = False
    is_trigger = True
    config_model = ManualConfig

    async def run(self, run: NodeRun) -> Outcome:
        return Outcome(output=run.input)
