"""Transform: makes an object out of expressions; no activity, no round trip."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from graph.node_types.base import Config, NodeRun, NodeType, Outcome, settings_of


class TransformConfig(Config):
    fields: dict[str, Any] = Field(
        title="Fields",
        description="The object to make, e.g. late = {{ [p for p in input.parcels if p.late] }}",
    )


class Transform(NodeType):
    type = "transform"
    label = "Transform"
    group = "work"
    icon = "data_object"
    description = "Makes an object out of expressions."
    error_output = True
    config_model = TransformConfig

    async def run(self, run: NodeRun) -> Outcome:
        return Outcome(output=settings_of(run, TransformConfig).fields)
