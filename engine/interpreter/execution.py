"""What all scopes of one execution share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from temporalio import workflow

from engine.interpreter.steps import Journal
from engine.interpreter.timers import Timers
from graph.plan import Plan

# Temporal's messages grow too large long before its limit of 2,000 pending activities: each may carry 32 KB.
MOST_ACTIVITIES = 80


@dataclass(slots=True)
class Execution:
    """The plan, the input, the variables and the bounded means of one execution."""

    plan: Plan
    input: Any
    journal: Journal
    facts: dict[str, Any]  # what expressions read as `execution`
    vars: dict[str, Any] = field(default_factory=dict)
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_ACTIVITIES))
    timers: Timers = field(default_factory=Timers)


def facts(info: workflow.Info) -> dict[str, Any]:
    """The execution as expressions see it."""
    return {
        "id": info.workflow_id,
        "started_at": info.workflow_start_time.isoformat(),
        "attempt": info.attempt,
    }
