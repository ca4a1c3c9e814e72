"""Merge: brings branches together; its join rule says when it runs."""

from __future__ import annotations

from graph.node_types.base import NodeRun, NodeType, Outcome


class Merge(NodeType):
    type = "merge"
    label = "Merge"
    group = "flow"
    rank = 30
    icon = "merge"
    description = "Brings branches together: an object of the outputs that arrived, by node."

    async def run(self, run: NodeRun) -> Outcome:
        return Outcome(output=run.live_inputs())
