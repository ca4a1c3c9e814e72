"""Start to first page, cold and warm, and the memory of each process at rest."""

from __future__ import annotations

import socket
import time
from collections import defaultdict

import httpx
import psutil

from bench.figures import Figure, figure
from bench.product import a_home, in_background
from tests.browser.installation import Installation

WARM_STARTS = 5
REST = 10.0  # seconds until start-up's last work is done
_KINDS = {
    "main.py worker": "worker",
    "start-dev": "Temporal",
    "postgres": "PostgreSQL",
    "main.py serve": "web",
}


def measure() -> list[Figure]:
    warm_page, warm_all = [], []
    with a_home() as home:
        installation = Installation(home)
        cold_page, cold_all = _start(installation)
        for _ in range(WARM_STARTS):
            installation.stop()
            page, everything = _start(installation)
            warm_page.append(page)
            warm_all.append(everything)
        time.sleep(REST)
        memory = _memory(installation)
        installation.stop()
    return [
        figure("cold start to first page (new folder)", [cold_page], "s"),
        figure("cold start to all servers", [cold_all], "s"),
        figure("warm start to first page", warm_page, "s", at_most=4),
        figure("warm start to all servers", warm_all, "s", at_most=4),
        *(figure(f"memory at rest, {kind} (PSS)", [size], "MB") for kind, size in memory.items()),
        figure("memory at rest, all processes (PSS)", [sum(memory.values())], "MB", at_most=600),
    ]


def _start(installation: Installation) -> tuple[float, float]:
    """Seconds until a page came, and until every server worked."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        installation.port = probe.getsockname()[1]
    began = time.monotonic()
    starting = in_background(installation.start)
    while not _answers(installation.url):
        time.sleep(0.02)
    page = time.monotonic() - began
    starting.join()
    return page, time.monotonic() - began


def _answers(url: str) -> bool:
    try:
        return (
            "<html" in httpx.get(url, follow_redirects=True, headers={"Accept": "text/html"}, timeout=5).text
        )
    except httpx.TransportError:
        return False


def _memory(installation: Installation) -> dict[str, float]:
    assert installation.process is not None
    main = psutil.Process(installation.process.pid)
    sizes: dict[str, float] = defaultdict(float)
    for process in [main, *main.children(recursive=True)]:
        words = " ".join(process.cmdline())
        kind = next((kind for sign, kind in _KINDS.items() if sign in words), "other")
        sizes[kind] += process.memory_full_info().pss / 2**20
    return dict(sizes)
