"""A worker killed with SIGKILL: how long until its executions go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from bench.figures import Figure, figure
from bench.product import Product
from bench.watching import chain
from services import executions
from services.app import App
from services.context import Actor
from services.views import StepRow

ROUNDS = 5
_STEADY = 11.0  # seconds that a new worker runs before the next one is killed: sooner it would count as a crash loop
_GIVE_UP = 90.0


def measure(product: Product) -> list[Figure]:
    # The timer of 2 s is due just after the kill; the activity would have run on.
    timer = product.workflow(_delay("2s"), deployed=True)
    activity = product.workflow(chain(1, 2.0), deployed=True)
    timers, activities = [], []
    for _ in range(ROUNDS):
        timers.append(_recovery(product, timer, "waiting", 1.9, lambda step: step.completed_at))
        activities.append(_recovery(product, activity, "running", 1.0, _second_attempt))
    return [
        figure("worker killed to a due timer's going on", timers, "s", at_most=2),
        figure("worker killed to an activity's next attempt", activities, "s", at_most=6),
    ]


def _delay(duration: str) -> dict[str, Any]:
    nodes = [
        {"id": "start", "type": "manual", "position": {"x": 0, "y": 0}},
        {
            "id": "work",
            "type": "delay",
            "position": {"x": 260, "y": 0},
            "data": {"config": {"duration": duration}},
        },
    ]
    return {"nodes": nodes, "edges": [{"id": "e0", "source": "start", "target": "work"}]}


def _second_attempt(step: StepRow) -> float | None:
    return step.attempts[1].started_at if len(step.attempts) > 1 else None


def _recovery(
    product: Product,
    workflow: UUID,
    killed_while: str,
    after: float,
    goes_on: Callable[[StepRow], float | None],
) -> float:
    """Seconds from the kill, so long after the step has come to that status, until it goes on."""
    time.sleep(_STEADY)

    async def run(app: App, actor: Actor) -> float:
        started = await executions.start_execution(app, actor, workflow, {})

        async def until(found: Callable[[StepRow], Any]) -> Any:
            give_up = time.monotonic() + _GIVE_UP
            while time.monotonic() < give_up:
                _, steps = await executions.steps(app, actor, started.id)
                for step in steps:
                    if step.node_id != "start" and (value := found(step)):
                        return value
                await asyncio.sleep(0.02)
            raise TimeoutError("the execution did not go on")

        await until(lambda step: step.status == killed_while)
        await asyncio.sleep(after)
        killed_at = time.time()
        product.installation.kill_child("main.py worker")
        went_on: float = await until(goes_on)
        return went_on - killed_at

    return product.do(run)
