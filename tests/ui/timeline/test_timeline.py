"""The timeline in a real browser, fed by a real server."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TIMEOUT = {"type": "Timeout", "message": "No answer in 30 s"}


def test_a_running_bar_grows_with_the_clock(timeline):
    timeline.load(timeline.step("fetch", "running", start=95))
    before = timeline.bars("fetch")[0]
    end = before["x"] + before["width"]
    window = timeline.page.evaluate("document.querySelector('.timeline').timeline.window")
    second = window["width"] / (window["end"] - window["start"])
    timeline.until(f"timeline.bars('fetch')[0].width > {before['width'] + second * 0.3}")
    assert timeline.shapes("fetch") == ["solid blue"]
    # It stays open at the now-line, which a live execution keeps at nine tenths.
    after = timeline.bars("fetch")[0]
    assert after["x"] + after["width"] == pytest.approx(end, abs=2)


def test_a_closed_execution_does_not_move(timeline):
    ended = timeline.started_at + 90
    timeline.load(timeline.step("fetch", "completed", start=10, end=90), completed_at=ended)
    before = timeline.bars("fetch")
    timeline.page.evaluate(
        "new Promise(done => { let left = 20; (function next() {"
        " left-- ? requestAnimationFrame(next) : done() })() })"
    )
    assert timeline.bars("fetch") == before
    assert timeline.colour_of_last_bar("fetch") == timeline.css("--green-solid")


def test_attempts_are_drawn_one_by_one_and_the_last_one_is_filled(timeline):
    attempts = [
        timeline.attempt(1, 1, 20, TIMEOUT),
        timeline.attempt(2, 30, 50, TIMEOUT),
        timeline.attempt(3, 70, 90, TIMEOUT),
    ]
    timeline.load(timeline.step("depot", "failed", start=1, end=90, attempts=attempts))
    assert timeline.shapes("depot") == [
        "attempt red",
        "backoff red",
        "attempt red",
        "backoff red",
        "solid red",
    ]
    first, *_, last = timeline.bars("depot")
    assert (first["number"], last["number"]) == (1, 3)
    assert timeline.colour_at(first["x"] + 12, first["y"] + 3) == timeline.css("--red-tint")
    assert timeline.colour_at(last["x"] + 12, last["y"] + 3) == timeline.css("--red-solid")


def test_an_instant_is_three_pixels_wide(timeline):
    timeline.load(timeline.step("check", "completed", start=10, end=10))
    assert timeline.bars("check")[0]["width"] == 3


def test_skipped_and_pending_steps_have_no_bar_and_pale_names(timeline):
    timeline.load(
        timeline.step("late", "skipped", note="skipped, the condition was true"),
        timeline.step("end", "pending"),
    )
    assert timeline.bars("late") == timeline.bars("end") == []
    expect(timeline.page.locator(".tl-row.off")).to_have_count(2)


def test_an_update_merges_by_path_and_appends_new_paths(timeline):
    timeline.load(timeline.step("a", "running", start=1), timeline.step("b", "pending"))
    done = timeline.started_at + 50
    timeline.call(
        "update",
        steps=[
            {"path": "a", "status": "completed", "completed_at": done},
            timeline.step("c", "running", start=50),
        ],
    )
    timeline.until("timeline.rows.length === 3 && timeline.bars('a')[0].tone === 'green'")
    assert [
        row["label"] for row in timeline.page.evaluate("document.querySelector('.timeline').timeline.rows")
    ] == [
        "A",
        "B",
        "C",
    ]
    expect(timeline.page.locator(".tl-row", has_text="A").locator(".d")).to_have_text("49.0 s")


def test_the_end_of_the_execution_stops_the_clock(timeline):
    timeline.load(timeline.step("a", "running", start=1))
    ended = timeline.started_at + 101
    timeline.call(
        "update", steps=[{"path": "a", "status": "completed", "completed_at": ended}], completed_at=ended
    )
    timeline.until("timeline.bars('a')[0].tone === 'green'")
    window = timeline.page.evaluate("document.querySelector('.timeline').timeline.window")
    assert window["end"] - window["start"] == pytest.approx(101 / 0.97)


def test_a_click_selects_the_row_and_tells_the_server(timeline):
    timeline.load(
        timeline.step("a", "completed", start=1, end=40), timeline.step("b", "completed", start=40, end=80)
    )
    bar = timeline.bars("b")[0]
    timeline.page.mouse.click(bar["x"] + 10, bar["y"] + 5)
    expect(timeline.page.locator(".tl-row.on")).to_have_text("boltB40.0 s")
    expect(timeline.page.locator("[role=listbox]")).to_have_attribute("aria-activedescendant", "timeline-0-1")
    timeline.page.wait_for_function("fetch('/picked').then(r => r.json()).then(p => p.length === 1)")
    assert timeline.picked == ["b"]


def test_a_selection_from_the_server_highlights_and_scrolls_without_an_event(timeline):
    timeline.load(*(timeline.step(f"s{n}", "completed", start=n / 10, end=n / 10 + 1) for n in range(200)))
    timeline.call("select", path="s150")
    expect(timeline.page.locator(".tl-row.on")).to_contain_text("S150")
    assert timeline.picked == []


def test_arrow_keys_move_the_selection(timeline):
    timeline.load(*(timeline.step(name, "completed", start=1, end=2) for name in "abc"))
    timeline.page.locator("[role=listbox]").focus()
    for key in ["ArrowDown", "ArrowDown", "End", "ArrowUp"]:
        timeline.page.keyboard.press(key)
    expect(timeline.page.locator("[aria-selected=true]")).to_contain_text("B")
    timeline.page.wait_for_function("fetch('/picked').then(r => r.json()).then(p => p.length === 4)")
    assert timeline.picked == ["a", "b", "c", "b"]


def test_another_theme_repaints_with_its_colours(timeline):
    timeline.load(timeline.step("a", "completed", start=10, end=90), completed_at=timeline.started_at + 100)
    light = timeline.colour_of_last_bar("a")
    timeline.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = timeline.css("--green-solid")
    assert dark != light
    assert timeline.colour_of_last_bar("a") == dark


def test_hovering_a_bar_tells_its_exact_times(timeline):
    attempts = [timeline.attempt(1, 10, 40, TIMEOUT), timeline.attempt(2, 56, 90)]
    timeline.load(timeline.step("depot", "completed", start=10, end=90, attempts=attempts))
    bar = timeline.bars("depot")[0]
    timeline.page.mouse.move(bar["x"] + 10, bar["y"] + 5)
    tip = timeline.page.locator(".tl-tip")
    expect(tip).to_contain_text("Attempt 1 of 2timed out")
    expect(tip).to_contain_text("Then waited16.0 s")
    timeline.page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_control_and_wheel_zoom_around_the_cursor_and_fit_returns(timeline):
    timeline.load(timeline.step("a", "completed", start=20, end=60), completed_at=timeline.started_at + 100)
    before = timeline.bars("a")[0]
    timeline.page.mouse.move(before["x"], before["y"] + 5)
    timeline.page.keyboard.down("Control")
    timeline.page.mouse.wheel(0, -100)
    timeline.page.keyboard.up("Control")
    timeline.until(f"timeline.bars('a')[0].width > {before['width'] * 1.2}")
    assert timeline.bars("a")[0]["x"] == pytest.approx(before["x"], abs=1)
    timeline.page.get_by_label("Fit").click()
    timeline.until(f"Math.abs(timeline.bars('a')[0].width - {before['width']}) < 1")


def test_dragging_pans_and_is_no_click(timeline):
    timeline.load(timeline.step("a", "completed", start=20, end=60), completed_at=timeline.started_at + 100)
    before = timeline.bars("a")[0]
    timeline.page.mouse.move(before["x"] + 20, before["y"] + 5)
    timeline.page.mouse.down()
    timeline.page.mouse.move(before["x"] + 120, before["y"] + 5, steps=5)
    timeline.page.mouse.up()
    timeline.until(f"Math.abs(timeline.bars('a')[0].x - {before['x'] + 100}) < 1")
    expect(timeline.page.locator(".tl-row.on")).to_have_count(0)


def test_of_five_thousand_steps_only_those_in_view_exist(timeline):
    timeline.load(*(timeline.step(f"s{n}", "completed", start=n / 50, end=n / 50 + 1) for n in range(5000)))
    expect(timeline.page.locator(".tl-head .count")).to_have_text("5,000")
    assert timeline.page.locator(".tl-row").count() < 20
    timeline.page.locator("[role=listbox]").focus()
    timeline.page.keyboard.press("End")
    last = timeline.page.locator(".tl-row.on")
    expect(last).to_contain_text("S4999")
    expect(last).to_have_attribute("aria-posinset", "5000")
    assert timeline.colour_of_last_bar("s4999") == timeline.css("--green-solid")


def test_new_classes_after_the_start_leave_the_rows_alone(timeline):
    timeline.load(timeline.step("a", "running", start=1))
    timeline.post("recolour")
    timeline.page.wait_for_selector(".timeline.recoloured[data-ready=true] .tl-row")


def test_a_tab_that_is_opened_again_shows_what_happened_meanwhile(timeline):
    timeline.load(timeline.step("a", "running", start=1))
    timeline.call("select", path="a")
    timeline.post("tab/events")
    expect(timeline.page.locator(".timeline")).to_have_count(0)
    timeline.call("update", steps=[timeline.step("a", "completed", start=1, end=50)])
    timeline.post("tab/timeline")
    timeline.page.wait_for_selector(".timeline[data-ready=true]")
    expect(timeline.page.locator(".tl-row.on")).to_contain_text("A49.0 s")
    assert timeline.shapes("a") == ["solid green"]


def test_an_update_before_the_first_load_changes_nothing(timeline):
    timeline.call(
        "update", steps=[timeline.step("early", "running", start=1)], completed_at=timeline.started_at
    )
    timeline.load(timeline.step("a", "running", start=1))
    expect(timeline.page.locator(".tl-row")).to_have_count(1)


def test_nothing_yet_is_said(timeline):
    timeline.load()
    expect(timeline.page.get_by_text("No steps yet.")).to_be_visible()


def test_a_click_beside_the_rows_lets_go_of_the_selected_one(timeline):
    timeline.load(*(timeline.step(name, "completed", start=1, end=2) for name in "ab"))
    timeline.page.locator(".tl-row").last.click()
    box = timeline.page.locator("[role=listbox]").bounding_box()
    timeline.page.mouse.click(box["x"] + 500, box["y"] + box["height"] - 10)
    expect(timeline.page.locator("[aria-selected=true]")).to_have_count(0)
    timeline.page.wait_for_function("fetch('/picked').then(r => r.json()).then(p => p.length === 2)")
    assert timeline.picked == ["b", None]
