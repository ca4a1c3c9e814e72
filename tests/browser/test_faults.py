"""Faults: a node that fails, a cancel, and every process killed in the middle."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.installation import Installation
from tests.browser.pages import Editor, Home


@pytest.fixture
def refusing_service() -> Iterator[str]:
    """A service that answers 404 to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"error": "not here"}).encode()
            self.send_response(404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_failing_node_is_named_with_its_error(page: Page, refusing_service: str) -> None:
    editor = _with_one("HTTP request", page, {"config.arguments.url": f"{refusing_service}/parcels"})
    editor.deploy()
    viewer = editor.run({})
    viewer.expect_status("failed")
    viewer.expect_step("http_request", "failed")
    expect(viewer.inspector().get_by_text("404").first).to_be_visible()
    expect(viewer.inspector().get_by_text("HTTP request").first).to_be_visible()


def test_cancel_ends_an_execution_that_waits(page: Page) -> None:
    editor = _with_one("Delay", page, {"config.duration": "1h"})
    editor.deploy()
    viewer = editor.run({})
    viewer.expect_step("delay", "waiting")
    viewer.cancel()
    viewer.expect_status("cancelled")
    viewer.expect_step("delay", "cancelled")


def test_a_worker_killed_in_mid_execution_loses_nothing(page: Page, installation: Installation) -> None:
    editor = _with_one("Sleep", page, {"config.arguments.seconds": "3"})
    editor.deploy()
    viewer = editor.run({})
    viewer.expect_step("sleep", "running")
    killed = installation.kill_child("main.py worker")
    viewer.expect_status("completed", within=60)
    viewer.expect_step("sleep", "completed")
    assert installation.child("main.py worker") != killed


def test_postgres_killed_while_drawing_heals_and_nothing_is_lost(
    page: Page, installation: Installation
) -> None:
    editor = Home(page).open().create_project().create_workflow("Drawn through an outage")
    start = editor.drag_from_palette("Manual", 120, 200)
    editor.select(start)
    editor.expect_saved()
    before = editor.position(start)
    installation.kill_child("postgres")
    # By keyboard: the banner moves everything below it while a mouse is on its way.
    page.keyboard.press("ArrowRight")
    moved = editor.position(start)
    assert moved["x"] > before["x"]
    editor.page.wait_for_function(
        "document.querySelector(\"[data-ready='true']\").flowCanvas.pending === 0", timeout=60_000
    )
    page.reload()
    assert Editor(page).position(start) == moved


def test_temporal_killed_in_mid_execution_heals_and_the_execution_ends(
    page: Page, installation: Installation
) -> None:
    editor = _with_one("Delay", page, {"config.duration": "4s"})
    editor.deploy()
    viewer = editor.run({})
    viewer.expect_step("delay", "waiting")
    installation.kill_child("start-dev")
    viewer.expect_status("completed", within=90)


def test_settings_are_closed_while_the_connection_is_lost(page: Page) -> None:
    editor = _with_one("Delay", page, {})
    page.evaluate("window.socket.disconnect()")
    expect(page.get_by_text("settings open again with the connection")).to_be_visible()
    expect(page.locator(".inspector > .content")).to_have_js_property("inert", value=True)
    drawn = editor.drag_from_palette("Log", 360, 400)
    page.evaluate("window.socket.connect()")
    expect(page.locator(".inspector > .content")).to_have_js_property("inert", value=False)
    editor.select("delay")
    editor.fill("config.duration", "5m")
    editor.expect_saved()
    page.reload()
    assert drawn in Editor(page).node_ids()


def test_what_was_typed_into_a_connection_that_had_died_arrives_with_the_next(page: Page) -> None:
    editor = _with_one("Delay", page, {})
    page.evaluate("window.socket.emit = () => window.socket")
    editor.fill("config.duration", "5m")
    page.get_by_label("Name of the node").focus()  # what was typed goes out, and comes nowhere
    page.evaluate("delete window.socket.emit; window.socket.disconnect().connect()")
    page.wait_for_function(
        "document.querySelector(\"[data-ready='true']\").flowCanvas.document.nodes"
        ".some(node => node.data.config.duration === '5m')"
    )


def _with_one(item: str, page: Page, fields: dict[str, str]) -> Editor:
    """A workflow of a trigger, one node and an end."""
    editor = Home(page).open().create_project().create_workflow(f"With {item}")
    start = editor.drag_from_palette("Manual", 120, 200)
    node = editor.drag_from_palette(item, 360, 200)
    end = editor.drag_from_palette("End", 620, 200)
    editor.connect(start, node)
    editor.connect(node, end)
    editor.select(node)
    for path, value in fields.items():
        editor.fill(path, value)
    editor.expect_saved()
    return editor
