"""The real editor: opening, panning and dragging at three sizes; a patch to saved, and to a second browser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from playwright.sync_api import Page

from bench import canvas
from bench.figures import Figure, figure
from bench.product import Product

SIZES = (100, 1_000, 5_000)
PAINTED_WITHIN = {1_000: 1.0, 5_000: 1.5}
ROUNDS = 3
PATCHES = 40
READY = "[data-ready='true']"
_AT = "performance.timeOrigin + performance.now()"
_SENDER = f"""() => {{
  const canvas = document.querySelector("{READY}").flowCanvas;
  window.patches = [];
  window.addEventListener("pointerup", () => {{
    const patch = {{ ended: {_AT}, saved: null }};
    const look = () => {{
      if (canvas.pending > 0) patch.revision = null;
      else if ("revision" in patch) {{ patch.saved = {_AT}; window.patches.push(patch); return; }}
      setTimeout(look);
    }};
    look();
  }}, true);
}}"""
_RECEIVER = f"""() => {{
  const canvas = document.querySelector("{READY}").flowCanvas;
  window.seen = [];
  let revision = canvas.revision;
  const look = () => {{
    if (canvas.revision !== revision) {{ revision = canvas.revision; window.seen.push({_AT}); }}
    requestAnimationFrame(look);
  }};
  look();
}}"""


def measure(product: Product) -> list[Figure]:
    figures = []
    for size in SIZES:
        workflow = product.workflow(grid(size))
        figures += _drawing(product, workflow, size)
        if size <= 1_000:
            figures += _patches(product, workflow, size)
    return figures


def grid(size: int) -> dict[str, Any]:
    """A definition of so many nodes in rows, each joined to the one before."""
    columns = max(10, int(size**0.5))
    nodes: list[dict[str, Any]] = [
        {
            "id": f"n{number}",
            "type": "transform" if number else "manual",
            "position": {"x": number % columns * 280, "y": number // columns * 140},
            "data": {"label": f"Step {number}", "config": {"fields": {"n": number}} if number else {}},
        }
        for number in range(size)
    ]
    edges = [
        {"id": f"e{number}", "source": f"n{number - 1}", "target": f"n{number}"} for number in range(1, size)
    ]
    return {"nodes": nodes, "edges": edges}


def _drawing(product: Product, workflow: UUID, size: int) -> list[Figure]:
    measured = []
    for _ in range(ROUNDS):
        page = product.page()
        measured.append(canvas.measure(page, f"/workflows/{workflow}"))
        page.context.close()
    smooth = 50 if size >= 1_000 else None
    figures = [
        figure(
            f"navigation to painted canvas, {size} nodes",
            [one["painted"] / 1000 for one in measured],
            "s",
            at_most=PAINTED_WITHIN.get(size),
        )
    ]
    for key in ("pan", "pan far", "drag", "drag far"):
        speeds = [1000 * len(one[key]) / sum(one[key]) for one in measured]
        zoom = "whole graph in view" if key.endswith("far") else "at 80 %"
        figures.append(
            figure(f"{key.removesuffix(' far')} {zoom}, {size} nodes", speeds, "fps", at_least=smooth)
        )
    return figures


def _patches(product: Product, workflow: UUID, size: int) -> list[Figure]:
    mine, other = product.page(), product.page()
    for page in (mine, other):
        page.goto(f"/workflows/{workflow}")
        page.wait_for_selector(READY)
    other.evaluate(_RECEIVER)
    mine.evaluate(_SENDER)
    for number in range(PATCHES):
        _move_a_node(mine, 12 if number % 2 else -12)
        mine.wait_for_function("count => window.patches.length >= count", arg=number + 1)
        other.wait_for_function("count => window.seen.length >= count", arg=number + 1)
    patches, seen = mine.evaluate("() => window.patches"), other.evaluate("() => window.seen")
    mine.context.close()
    other.context.close()
    saved = [one["saved"] - one["ended"] for one in patches]
    arrived = [at - one["ended"] for at, one in zip(seen, patches, strict=True)]
    return [
        figure(f"patch to saved, {size} nodes", saved, "ms"),
        figure(f"patch to the second browser, {size} nodes", arrived, "ms"),
        figure(f"patch to the second browser, {size} nodes", arrived, "ms", at_most=150, percentile=95),
    ]


def _move_a_node(page: Page, way: int) -> None:
    card = page.evaluate(f'() => document.querySelector("{READY}").flowCanvas.someNodeOnScreen()')
    x, y = card["x"] + card["width"] / 2, card["y"] + card["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + way, y + way, steps=4)
    page.mouse.up()
