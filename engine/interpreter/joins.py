"""Joins: whether a node runs, is skipped, or waits, by how its incoming edges have resolved so far."""

from __future__ import annotations

from enum import Enum

from graph.definition import Join, JoinMode


class Verdict(Enum):
    WAIT = "wait"
    RUN = "run"
    SKIP = "skip"


def verdict(join: Join, *, live: int, unresolved: int, incoming: int) -> Verdict:
    """What to do after one more of the node's `incoming` edges has resolved."""
    if join.mode is JoinMode.ANY or join.mode is JoinMode.N:
        needed = (join.count or 1) if join.mode is JoinMode.N else 1
        if live >= needed:
            return Verdict.RUN
        return Verdict.WAIT if unresolved else Verdict.SKIP
    if unresolved:
        return Verdict.WAIT
    enough = live == incoming if join.mode is JoinMode.ALL_REQUIRED else live > 0
    return Verdict.RUN if enough else Verdict.SKIP
