"""An execution's page: what is selected, and how its data is shown."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pages import Editor, Home, Viewer


def test_a_step_is_let_go_by_escape_and_by_a_click_beside_it(page: Page) -> None:
    viewer = _ended(page)
    viewer.expect_selected(None)
    viewer.select_step("end")
    viewer.expect_selected("end")
    page.keyboard.press("Escape")
    viewer.expect_selected(None)
    viewer.timeline.locator("[data-path='manual']").click()
    viewer.expect_selected("manual")
    canvas = viewer.canvas.bounding_box()
    page.mouse.click(canvas["x"] + 30, canvas["y"] + 30)
    viewer.expect_selected(None)


def test_escape_in_the_inspector_lets_go_of_the_step(page: Page) -> None:
    viewer = _ended(page)
    viewer.select_step("end")
    viewer.inspector().get_by_role("tab", name="Input").click()
    page.keyboard.press("Escape")
    viewer.expect_selected(None)


def test_keys_that_follow_each_other_fast_end_at_the_last_step(page: Page) -> None:
    viewer = _ended(page)
    viewer.timeline.get_by_role("listbox").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    viewer.expect_selected("end")


def test_the_failed_step_is_selected_everywhere_as_the_page_opens(page: Page) -> None:
    viewer = _ended(page, result="failure")
    viewer.expect_status("failed")
    page.reload()
    Viewer(page).expect_selected("end")


def test_data_stays_raw_text_while_one_walks_through_the_steps(page: Page) -> None:
    viewer = _ended(page)
    viewer.select_step("manual")
    inspector = viewer.inspector()
    inspector.get_by_role("button", name="Raw").click()
    viewer.select_step("end")
    expect(inspector.get_by_role("button", name="Raw")).to_have_attribute("aria-pressed", "true")
    expect(inspector.get_by_role("button", name="Copy")).to_be_visible()
    with page.expect_download() as download:
        inspector.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "end-output.json"


def _ended(page: Page, *, result: str = "success") -> Viewer:
    """Manual → End, run to its end."""
    editor: Editor = Home(page).open().create_project().create_workflow("Looked at")
    start = editor.drag_from_palette("Manual", 120, 200)
    end = editor.drag_from_palette("End", 420, 200)
    editor.connect(start, end)
    editor.select(end)
    editor.fill("config.output", "{{ input }}")
    if result == "failure":
        editor.field("config.result").select_option("failure")
    editor.expect_saved()
    editor.deploy()
    viewer = editor.run({"name": "Ana"})
    expect(page.locator("[data-execution-status]")).to_have_attribute(
        "data-execution-status", re.compile("completed|failed")
    )
    return viewer


def test_the_border_above_the_timeline_answers_the_arrow_keys(page: Page) -> None:
    viewer = _ended(page)
    before = viewer.timeline.bounding_box()["height"]
    border = page.get_by_role("separator", name="Height of the timeline")
    border.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert viewer.timeline.bounding_box()["height"] == before + 48
    expect(border).to_have_attribute("aria-valuenow", re.compile(r"\d+"))
