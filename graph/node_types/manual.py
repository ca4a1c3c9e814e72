"""Manual: starts an execution when somebody presses Run, or by the API."""

from __future__ import annotations

from collections.abc import Iterable

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from pydantic import Field, JsonValue

from graph.definition import Node
from graph.node_types.base import LITERAL, CheckContext, Config, NodeRun, NodeType, Outcome
from graph.problems import Problem


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

    def problems(self, node: Node, context: CheckContext) -> Iterable[Problem]:
        schema = node.data.config.get("input_schema")
        if isinstance(schema, dict):
            try:
                Draft202012Validator.check_schema(schema)
            except SchemaError as error:
                message = f"{node.label}: Input schema is no JSON schema: {error.message[:200]}"
                yield Problem("invalid_field", message, node_id=node.id, field="config.input_schema")

    async def run(self, run: NodeRun) -> Outcome:
        return Outcome(output=run.input)
