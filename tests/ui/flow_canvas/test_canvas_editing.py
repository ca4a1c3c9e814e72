from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.ui.flow_canvas.canvas_page import CanvasPage, CanvasServer, eventually

pytestmark = pytest.mark.browser


def test_a_palette_item_is_dragged_onto_the_canvas(canvas: CanvasPage, canvas_server: CanvasServer):
    item = canvas.page.locator("[data-palette-node]").first
    item.drag_to(canvas.root, target_position={"x": 300, "y": 200})
    expect(canvas.node("http_request")).to_contain_text("HTTP request")
    eventually(lambda: "http_request" in canvas_server.nodes)
    saved = canvas_server.nodes["http_request"]
    assert saved["data"]["config"] == {"activity": "http_request"}
    assert saved["position"]["x"] % 20 == 0
    assert canvas.hook("selection.nodes") == ["http_request"]


def test_a_double_click_in_the_palette_adds_a_node_beside_the_others(canvas: CanvasPage):
    item = canvas.page.locator("[data-palette-node]").last
    item.dblclick()
    item.dblclick()
    canvas.expect_nodes("a", "b", "c", "condition", "condition_2")
    boxes = [canvas.hook(f"nodeOnScreen({id!r})") for id in ("a", "b", "c", "condition", "condition_2")]
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart


def test_two_nodes_are_connected_from_handle_to_node(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.connect("a", "out", "c")
    eventually(lambda: ("a", "out", "c") in canvas_server.edges)
    expect(canvas.page.locator(".edge-group")).to_have_count(3)


def test_a_connection_that_closes_a_loop_is_refused_with_its_reason(canvas: CanvasPage):
    canvas.connect("c", "out", "a", release=False)
    expect(canvas.page.locator(".reason")).to_have_text("This would close a loop")
    expect(canvas.node("a")).to_have_css("opacity", "0.42")
    canvas.page.mouse.up()
    expect(canvas.page.locator(".reason")).to_have_count(0)
    expect(canvas.node("a")).to_have_css("opacity", "1")
    assert len(canvas.hook("document.edges")) == 2


def test_a_connection_dropped_on_nothing_offers_what_may_follow(
    canvas: CanvasPage, canvas_server: CanvasServer
):
    box = canvas.handle("c", "out").bounding_box()
    assert box
    canvas.drag((box["x"] + 4, box["y"] + 4), (box["x"] + 120, box["y"] + 120))
    canvas.page.get_by_label("Search nodes").fill("delay")
    canvas.press("Enter")
    eventually(lambda: ("c", "out", "delay") in canvas_server.edges)


def test_an_edge_is_led_elsewhere_by_its_end(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.page.mouse.click(*_between(canvas, "a", "b"))
    end = canvas.page.locator('.edge-end[data-end="target"]').bounding_box()
    assert end
    canvas.drag((end["x"] + 5, end["y"] + 5), canvas.middle_of("c"))
    eventually(lambda: canvas_server.edges == {("a", "out", "c"), ("b", "out", "c")})
    canvas.press("Control+z")
    eventually(lambda: canvas_server.edges == {("a", "out", "b"), ("b", "out", "c")})


def test_a_moved_node_lies_on_the_grid_and_is_one_patch(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.drag_node("b", 47, 93)
    eventually(lambda: canvas_server.nodes["b"]["position"] == {"x": 240, "y": 100})
    assert [patch["operations"][0]["op"] for patch in canvas_server.state["received"]] == ["move_nodes"]


def test_selected_nodes_move_together(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.select("a", "c")
    canvas.drag_node("c", 0, 100)
    eventually(lambda: canvas_server.nodes["c"]["position"] == {"x": 400, "y": 100})
    assert canvas_server.nodes["a"]["position"] == {"x": 0, "y": 100}
    assert canvas_server.nodes["b"]["position"] == {"x": 200, "y": 0}


def test_escape_puts_a_dragged_node_back(canvas: CanvasPage, canvas_server: CanvasServer):
    x, y = canvas.middle_of("b")
    canvas.drag((x, y), (x, y + 200), release=False)
    canvas.press("Escape")
    canvas.page.mouse.up()
    assert canvas.middle_of("b") == (x, y)
    assert not canvas_server.state["received"]


def test_deleting_a_node_takes_its_edges_and_comes_back_in_one_step(
    canvas: CanvasPage, canvas_server: CanvasServer
):
    canvas.select("b")
    canvas.press("Delete")
    eventually(lambda: set(canvas_server.nodes) == {"a", "c"} and not canvas_server.edges)
    assert len(canvas_server.state["received"]) == 1
    canvas.press("Control+z")
    eventually(lambda: canvas_server.edges == {("a", "out", "b"), ("b", "out", "c")})
    canvas.press("Control+Shift+z")
    eventually(lambda: set(canvas_server.nodes) == {"a", "c"})


def test_keys_do_nothing_to_the_canvas_while_one_types_elsewhere(canvas: CanvasPage):
    canvas.select("b")
    canvas.page.get_by_label("Elsewhere").fill("text")
    canvas.press("Backspace")
    canvas.expect_nodes("a", "b", "c")


def test_shift_drag_selects_what_it_touches(canvas: CanvasPage, canvas_server: CanvasServer):
    (ax, ay), (bx, by) = canvas.middle_of("a"), canvas.middle_of("b")
    canvas.page.keyboard.down("Shift")
    canvas.drag((ax - 120, ay - 80), (bx, by + 60), release=False)
    expect(canvas.page.locator(".marquee")).to_be_visible()
    canvas.page.mouse.up()
    canvas.page.keyboard.up("Shift")
    expect(canvas.page.locator(".marquee")).to_have_count(0)
    assert canvas.hook("selection.nodes") == ["a", "b"]
    eventually(lambda: canvas_server.events("select")[-1]["node_ids"] == ["a", "b"])


def test_arrows_nudge_and_control_a_selects_all(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.select("a")
    canvas.press("Control+a")
    canvas.press("ArrowDown")
    eventually(lambda: [node["position"]["y"] for node in canvas_server.nodes.values()] == [20, 20, 20])


def test_copies_are_pasted_with_new_ids_and_their_edges(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.select("a", "b")
    canvas.press("Control+c")
    canvas.press("Control+v")
    canvas.expect_nodes("a", "b", "c", "a_2", "b_2")
    eventually(lambda: ("a_2", "out", "b_2") in canvas_server.edges)
    assert canvas.hook("selection.nodes") == ["a_2", "b_2"]


def test_a_double_click_opens_a_node(canvas: CanvasPage, canvas_server: CanvasServer):
    canvas.page.mouse.dblclick(*canvas.middle_of("b"))
    eventually(lambda: [event["node_id"] for event in canvas_server.events("open")] == ["b"])


def test_a_node_is_reached_and_chosen_by_keyboard(canvas: CanvasPage):
    canvas.node("a").focus()
    canvas.press("Tab")
    expect(canvas.node("b")).to_be_focused()
    canvas.press("Enter")
    expect(canvas.node("b")).to_have_attribute("data-selected", "true")


def test_the_canvas_pans_zooms_and_fits(canvas: CanvasPage):
    x, y = canvas.middle_of("a")
    canvas.drag((x, y + 200), (x + 130, y + 240))
    assert canvas.middle_of("a") == (x + 130, y + 40)
    canvas.page.mouse.wheel(100, 40)
    eventually(lambda: canvas.middle_of("a") == (x + 30, y))
    canvas.page.keyboard.down("Control")
    canvas.page.mouse.wheel(0, 200)
    canvas.page.keyboard.up("Control")
    eventually(lambda: canvas.hook("zoom") < 1)
    canvas.page.get_by_role("button", name="Fit").click()
    eventually(lambda: canvas.hook("zoom") == 1 and canvas.middle_of("a") == (x, y))


def _between(canvas: CanvasPage, one: str, other: str) -> tuple[float, float]:
    left, right = canvas.hook(f"nodeOnScreen({one!r})"), canvas.hook(f"nodeOnScreen({other!r})")
    return (left["x"] + left["width"] + right["x"]) / 2, left["y"] + left["height"] / 2
