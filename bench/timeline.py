"""Frame times of the timeline at 100, 1,000 and 5,000 steps with 200 updates a second."""

import statistics
import time
from pathlib import Path
from threading import Event, Thread

import httpx
from playwright.sync_api import Page

from bench.figures import Figure, figure
from tests.ui.component_page import chromium, opened, served

ROOT = Path(__file__).parents[1]

SIZES = (100, 1000, 5000)
UPDATES_PER_SECOND = 200
MESSAGES_PER_SECOND = 20  # as the pages send them: what came within 50 ms in one message
SECONDS = 5
FRAMES = """seconds => new Promise(done => {
    const frames = []; let before = null; const start = performance.now();
    requestAnimationFrame(function next(now) {
        if (before !== null) frames.push(now - before);
        before = now;
        performance.now() - start < seconds * 1000 ? requestAnimationFrame(next) : done(frames);
    });
})"""
SCROLL = """() => { const box = document.querySelector('.tl-box'); let way = 40;
    window.scrolling = setInterval(() => {
        if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) way = -40;
        if (box.scrollTop === 0) way = 40;
        box.scrollTop += way;
    }, 16); }"""


def measure() -> list[Figure]:
    figures = []
    with served(ROOT / "tests/ui/timeline/app.py") as address, chromium() as browser:
        for size in SIZES:
            with opened(browser, address, width=1440, height=900) as page:
                page.wait_for_selector(".timeline .tl-box")
                figures += _measure(page, address, size)
    return figures


def _measure(page: Page, address: str, size: int) -> list[Figure]:
    started_at = time.time() - 100
    steps = [_step(number, started_at, size) for number in range(size)]
    before = time.perf_counter()
    _call(address, "load", steps=steps, started_at=started_at, completed_at=None, server_now=time.time())
    page.wait_for_selector(".timeline[data-ready=true]")
    first_paint = (time.perf_counter() - before) * 1000
    page.evaluate(SCROLL)
    stop = Event()
    sender = Thread(target=_send_updates, args=(address, size, stop))
    sender.start()
    frames = sorted(page.evaluate(FRAMES, SECONDS))
    stop.set()
    sender.join()
    what = f"{size} steps, {UPDATES_PER_SECOND} updates/s"
    return [
        figure(f"timeline's first paint, {what}", [first_paint], "ms"),
        figure(f"timeline scrolled, {what}", [1000 / statistics.fmean(frames)], "fps"),
        figure(f"timeline's frames, {what}", frames, "ms", percentile=99),
    ]


def _send_updates(address: str, size: int, stop: Event) -> None:
    number = 0
    each = UPDATES_PER_SECOND // MESSAGES_PER_SECOND
    with httpx.Client() as client:
        while not stop.wait(1 / MESSAGES_PER_SECOND):
            steps = [_change((number + offset) % size) for offset in range(each)]
            client.post(f"{address}/call/update", json={"steps": steps, "server_now": time.time()})
            number += each


def _step(number: int, started_at: float, size: int) -> dict[str, object]:
    start = started_at + number * 90 / size
    return {
        "path": f"each[{number}]/fetch",
        "node_id": "fetch",
        "label": f"Fetch {number}",
        "icon": "bolt",
        "status": "running",
        "scheduled_at": start,
        "started_at": start + 0.5,
        "completed_at": None,
        "waits_until": None,
        "attempts": [],
    }


def _change(number: int) -> dict[str, object]:
    return {"path": f"each[{number}]/fetch", "status": "completed", "completed_at": time.time()}


def _call(address: str, method: str, **arguments: object) -> None:
    httpx.post(f"{address}/call/{method}", json=arguments, timeout=30).raise_for_status()
