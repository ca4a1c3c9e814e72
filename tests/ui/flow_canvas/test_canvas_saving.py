from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.ui.flow_canvas.canvas_page import CanvasPage, CanvasServer, eventually

pytestmark = pytest.mark.browser


def set_label(id: str, value: str) -> dict[str, Any]:
    return {"op": "set_data", "id": id, "path": ["label"], "value": value}


def test_edits_of_the_inspector_are_undone_with_the_canvas(canvas: CanvasPage, canvas_server: CanvasServer):
    for text in ("F", "Fe", "Fetch"):
        canvas_server.call("edit", [set_label("a", text)])
    expect(canvas.node("a")).to_contain_text("Fetch")
    eventually(lambda: canvas_server.nodes["a"]["data"]["label"] == "Fetch")
    canvas.select("a")
    canvas.press("Control+z")
    expect(canvas.node("a")).to_contain_text("A")
    eventually(lambda: canvas_server.nodes["a"]["data"]["label"] == "A")


def test_offline_edits_are_kept_and_arrive_later(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.page.evaluate("window.socket.disconnect()")
    canvas.drag_node("b", 0, 100)
    canvas.drag_node("c", 0, 200)
    assert canvas.hook("pending") == 2
    assert canvas_server.nodes["b"]["position"]["y"] == 0
    canvas.page.evaluate("window.socket.connect()")
    eventually(lambda: canvas_server.nodes["c"]["position"]["y"] == 200)
    assert canvas_server.nodes["b"]["position"]["y"] == 100
    eventually(lambda: canvas.hook("pending") == 0)
    assert [event["state"] for event in canvas_server.events("outbox")][-1] == "saved"


def test_a_patch_without_an_answer_is_sent_again_and_counts_once(
    canvas: CanvasPage, canvas_server: CanvasServer
):
    canvas_server.fails_with(silent=True)
    canvas.drag_node("b", 0, 100)
    eventually(lambda: len(canvas_server.state["received"]) >= 2)
    canvas_server.fails_with()
    eventually(lambda: canvas.hook("pending") == 0, within=20)
    received = canvas_server.state["received"]
    assert len({patch["id"] for patch in received}) == 1
    assert canvas_server.state["revision"] == 1


def test_unsaved_edits_outlive_a_reload(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.page.evaluate("window.socket.disconnect()")
    canvas.drag_node("b", 0, 100)
    canvas.open()
    eventually(lambda: canvas_server.nodes["b"]["position"]["y"] == 100)
    left, moved = canvas.middle_of("a"), canvas.middle_of("b")
    assert moved[1] - left[1] == 100
    eventually(lambda: canvas.hook("pending") == 0)


def test_a_refused_patch_is_taken_back_and_told(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas_server.fails_with(refuse="You may not edit this workflow")
    before = canvas.middle_of("b")
    canvas.drag_node("b", 0, 100)
    eventually(lambda: canvas.middle_of("b") == before)
    refused = [event for event in canvas_server.events("outbox") if event["state"] == "refused"]
    assert refused[0]["message"] == "You may not edit this workflow"


def test_someone_elses_edits_appear_and_undo_leaves_them_alone(
    canvas: CanvasPage, canvas_server: CanvasServer
):
    canvas.drag_node("a", 0, 100)
    eventually(lambda: canvas_server.nodes["a"]["position"]["y"] == 100)
    canvas_server.someone_else({"op": "remove_node", "id": "c"}, set_label("b", "Theirs"))
    expect(canvas.node("b")).to_contain_text("Theirs")
    canvas.expect_nodes("a", "b")
    canvas.press("Control+z")
    eventually(lambda: canvas_server.nodes["a"]["position"]["y"] == 0)
    assert canvas_server.nodes["b"]["data"]["label"] == "Theirs"
    assert "c" not in canvas_server.nodes


def test_browser_and_server_agree_after_edits_from_both_sides(
    canvas: CanvasPage, canvas_server: CanvasServer
):
    for step in range(5):
        canvas_server.call("edit", [set_label("a", f"mine {step}")])
        canvas_server.someone_else(set_label("a", f"theirs {step}"), set_label("b", f"theirs {step}"))
    eventually(lambda: canvas.hook("pending") == 0)

    def label() -> str:
        return canvas.hook("document.nodes.find(({ id }) => id === 'a').data.label")

    eventually(lambda: label() == canvas_server.nodes["a"]["data"]["label"])


def test_read_only_shows_states_and_edits_nothing(canvas_server: CanvasServer, browser_page: Page):
    canvas_server.reset("parcels")
    canvas = CanvasPage(browser_page, canvas_server).open("read_only=1&statuses=1")
    expect(canvas.node("notify")).to_have_attribute("data-status", "failed")
    expect(canvas.node("end")).to_have_attribute("data-status", "pending")
    states = {"over.true-notify": "taken", "over.false-wait": "dead", "over.true-track": "live"}
    for edge, state in states.items():
        expect(canvas.page.locator(f'[data-edge="{edge}"]')).to_have_attribute("data-state", state)
    canvas.select("notify")
    canvas.press("Delete")
    eventually(lambda: canvas_server.events("select")[-1]["node_ids"] == ["notify"])
    assert len(canvas.hook("document.nodes")) == 13


def test_problems_are_counted_at_their_node(canvas_server: CanvasServer, browser_page: Page):
    canvas_server.reset("parcels")
    canvas = CanvasPage(browser_page, canvas_server).open("problems=1")
    expect(canvas.node("again").locator(".badge")).to_have_text("1")
    expect(canvas.node("approve").locator(".badge.warn")).to_have_attribute("title", "rejected leads nowhere")
    canvas_server.call("set_problems", {})
    expect(canvas.page.locator(".badge")).to_have_count(0)


def test_a_thousand_nodes_are_seen_whole_and_read_near(canvas_server: CanvasServer, browser_page: Page):
    canvas_server.reset("grid", 1000)
    canvas = CanvasPage(browser_page, canvas_server).open("url=1")
    expect(canvas.page.locator(".vue-flow__node")).to_have_count(0)
    expect(canvas.page.locator(".overview")).to_be_visible()
    canvas.select("n500")
    eventually(lambda: canvas.hook("selection.nodes") == ["n500"])
    canvas.drag_node("n500", 60, 0)
    eventually(lambda: canvas_server.nodes["n500"]["position"]["x"] > 4800)
    canvas_server.call("focus_node", "n777")
    expect(canvas.node("n777")).to_be_visible()
    expect(canvas.page.locator(".overview")).to_be_hidden()
    assert canvas.page.locator(".vue-flow__node").count() < 300


def test_one_gesture_on_a_thousand_nodes_is_one_patch(canvas_server: CanvasServer, browser_page: Page):
    canvas_server.reset("grid", 1000)
    canvas = CanvasPage(browser_page, canvas_server).open("url=1")
    canvas.root.focus()
    canvas.press("Control+a")
    canvas.press("Delete")
    eventually(lambda: not canvas_server.nodes)
    assert len(canvas_server.state["received"]) == 1
    canvas.press("Control+z")
    eventually(lambda: len(canvas_server.nodes) == 1000 and len(canvas_server.edges) == 1170)
