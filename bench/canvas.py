"""Measures the canvas in a real browser: opening, panning, zooming out and dragging at 100, 1,000 and 5,000 nodes.

`python bench/canvas.py [--rounds 3]` prints medians: milliseconds until painted, and frames per second.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.ui.component_page import chromium, served  # noqa: E402

APP = ROOT / "tests" / "ui" / "flow_canvas" / "canvas_app.py"
SIZES = (100, 1_000, 5_000)
READY = ".flow-canvas[data-ready=true]"
FRAMES = """() => {
  window.frames = [];
  let last = performance.now();
  const tick = (now) => { window.frames.push(now - last); last = now; window.ticking = requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
STOP = "() => { cancelAnimationFrame(window.ticking); return window.frames.slice(1); }"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print(
        f"{'nodes':>6} {'painted':>9} {'pan 80 %':>16} {'pan whole':>16} {'drag 80 %':>16} {'drag whole':>16}"
    )
    with served(APP) as url, chromium() as browser:
        for size in SIZES:
            httpx.post(f"{url}/reset", json={"shape": "grid", "nodes": size}, timeout=30).raise_for_status()
            measured = []
            for _ in range(rounds):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                measured.append(measure(page, url, size))
                page.close()
            report(size, measured)


def measure(page: Page, url: str, size: int) -> dict[str, Any]:
    page.goto(f"{url}/?url={int(size > 300)}", wait_until="commit")
    page.wait_for_selector(READY)
    painted = page.evaluate("() => performance.getEntriesByName('canvas painted')[0].startTime")
    far = pan(page), drag(page)
    page.evaluate(
        "() => document.querySelector('.flow-canvas').flowCanvas.setViewport({ x: 40, y: 40, zoom: 0.8 })"
    )
    page.wait_for_selector(".vue-flow__node")
    page.wait_for_timeout(600)  # what lies around the view is mounted in the frames that follow
    near = pan(page), drag(page)
    return {"painted": painted, "pan": near[0], "drag": near[1], "pan far": far[0], "drag far": far[1]}


def pan(page: Page) -> list[float]:
    page.mouse.move(700, 12)
    page.evaluate(FRAMES)
    for step in range(90):
        page.mouse.wheel(*((18, 6) if step < 45 else (-18, -6)))
    return page.evaluate(STOP)


def drag(page: Page) -> list[float]:
    card = page.evaluate("() => document.querySelector('.flow-canvas').flowCanvas.someNodeOnScreen()")
    x, y = card["x"] + card["width"] / 2, card["y"] + card["height"] / 3
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(60):
        page.mouse.move(x + step * 3, y + step * 2)
    frames = page.evaluate(STOP)
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def report(size: int, measured: list[dict[str, Any]]) -> None:
    def speed(key: str) -> str:
        frames = [frame for one in measured for frame in one[key]]
        return f"{1000 * len(frames) / sum(frames):5.0f} fps ({max(frames):3.0f})"

    painted = median(one["painted"] for one in measured)
    parts = [speed(key) for key in ("pan", "pan far", "drag", "drag far")]
    print(f"{size:>6} {painted:>6.0f} ms " + " ".join(f"{part:>16}" for part in parts), flush=True)


if __name__ == "__main__":
    main()
