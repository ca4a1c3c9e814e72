"""A component in a page of its own: a real server in a process, a real browser on it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
START_WITHIN = 30


@contextmanager
def served(script: Path) -> Iterator[str]:
    """The address of the page that `script PORT` serves."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "NICEGUI_"))}
    environment = kept | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(port)]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_it_answers(address, process)
            yield address
        finally:
            process.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, address: str, *, width: int = 1100, height: int = 500) -> Iterator[Page]:
    """The page at the address; an error in its console is an error of the test."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, timezone_id="Europe/Berlin", color_scheme="light"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    yield page
    context.close()
    assert faults == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up:
        assert process.poll() is None, "the page's server ended while it was starting"
        try:
            httpx.get(address)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{address} does not answer")
