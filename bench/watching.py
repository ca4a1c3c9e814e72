"""Run pressed to the first node painted, and a step's recorded end to its change on the page."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any
from uuid import UUID

from bench.figures import Figure, figure
from bench.product import Product
from graph.statuses import ExecutionStatus
from services import executions
from services.app import App
from services.context import Actor
from services.views import StepRow

ROUNDS = 5
STEPS = 12
# In every frame: which node shows which status for the first time. The server's clock is this machine's.
_WATCH = """() => {
  window.shown = {};
  addEventListener("click", () => sessionStorage.setItem("pressed", Date.now()), true);
  const look = () => {
    for (const node of document.querySelectorAll("[data-id][data-status]"))
      window.shown[`${node.dataset.id} ${node.dataset.status}`] ??= Date.now();
    requestAnimationFrame(look);
  };
  look();
}"""


def measure(product: Product) -> list[Figure]:
    workflow = product.workflow(chain(STEPS, 0.3), deployed=True)
    first, delays = [], []
    for _ in range(ROUNDS):
        pressed, shown, steps = _run_and_watch(product, workflow)
        first.append(min(shown.values()) - pressed)
        delays += [
            shown[f"{step.node_id} completed"] - step.completed_at * 1000
            for step in steps
            # What ended before its page was there tells of the page.
            if step.completed_at and step.completed_at * 1000 > min(shown.values())
        ]
    return [
        figure("Run pressed to first node painted", first, "ms"),
        figure("event to pixel", delays, "ms", at_most=150),
        figure("event to pixel", delays, "ms", percentile=95),
    ]


def chain(steps: int, seconds: float) -> dict[str, Any]:
    """A definition of sleeping activities in a row."""
    nodes: list[dict[str, Any]] = [{"id": "start", "type": "manual", "position": {"x": 0, "y": 0}}]
    nodes += [
        {
            "id": f"sleep{number}",
            "type": "activity",
            "position": {"x": (number + 1) % 5 * 260, "y": (number + 1) // 5 * 140},
            "data": {"config": {"activity": "sleep", "arguments": {"seconds": seconds}}},
        }
        for number in range(steps)
    ]
    edges = [
        {"id": f"e{number}", "source": source["id"], "target": target["id"]}
        for number, (source, target) in enumerate(pairwise(nodes))
    ]
    return {"nodes": nodes, "edges": edges}


def _run_and_watch(product: Product, workflow: UUID) -> tuple[float, dict[str, float], tuple[StepRow, ...]]:
    page = product.page()
    page.add_init_script(f"({_WATCH})()")
    page.goto(f"/workflows/{workflow}")
    page.wait_for_selector("[data-ready='true']")
    page.locator("header").get_by_role("button", name="Run").click()
    page.get_by_role("dialog").get_by_role("button", name="Run", exact=True).click()
    page.wait_for_url("**/executions/*")
    page.wait_for_function(f"() => window.shown['sleep{STEPS - 1} completed']")
    pressed = float(page.evaluate("() => sessionStorage.getItem('pressed')"))
    shown = page.evaluate("() => window.shown")
    execution = UUID(page.url.rsplit("/", 1)[-1])
    page.context.close()

    async def steps(app: App, actor: Actor) -> tuple[StepRow, ...]:
        return (await executions.steps(app, actor, execution))[1]

    _until_ended(product, execution)
    return pressed, shown, product.do(steps)


def _until_ended(product: Product, execution: UUID) -> None:
    async def has_ended(app: App, actor: Actor) -> bool:
        row, _ = await executions.steps(app, actor, execution)
        return row.status not in {ExecutionStatus.BUILDING, ExecutionStatus.RUNNING}

    while not product.do(has_ended):
        time.sleep(0.2)
