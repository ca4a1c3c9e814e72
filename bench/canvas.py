"""Measures the canvas in a browser: opening, panning and dragging, far away and near."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

READY = ".flow-canvas[data-ready=true]"
FRAMES = """() => {
  window.frames = [];
  let last = performance.now();
  const tick = (now) => { window.frames.push(now - last); last = now; window.ticking = requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
STOP = "() => { cancelAnimationFrame(window.ticking); return window.frames.slice(1); }"


def measure(page: Page, address: str) -> dict[str, Any]:
    """Milliseconds until painted, and the frames of each gesture, on any page with a canvas."""
    page.goto(address, wait_until="commit")
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
    place = page.locator(READY).bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.evaluate(FRAMES)
    for step in range(90):
        page.mouse.wheel(*((18, 6) if step < 45 else (-18, -6)))
    return _stopped(page)


def drag(page: Page) -> list[float]:
    card = page.evaluate("() => document.querySelector('.flow-canvas').flowCanvas.someNodeOnScreen()")
    x, y = card["x"] + card["width"] / 2, card["y"] + card["height"] / 3
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(60):
        page.mouse.move(x + step * 3, y + step * 2)
    frames = _stopped(page)
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def _stopped(page: Page) -> list[float]:
    frames: list[float] = page.evaluate(STOP)
    return frames
