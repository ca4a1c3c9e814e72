"""Drawing: nothing is lost, and everyone sees the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Editor, Home


@pytest.fixture
def editor(page: Page) -> Editor:
    return Home(page).open().create_project().create_workflow("Drawn together")


def test_a_reload_in_the_middle_of_an_edit_loses_nothing(editor: Editor) -> None:
    start = editor.drag_from_palette("Manual", 120, 200)
    end = editor.drag_from_palette("End", 420, 200)
    editor.connect(start, end)
    editor.page.reload()
    again = Editor(editor.page)
    expect(again.canvas.locator(f"[data-id='{end}']")).to_be_visible()
    assert again.edges() == [(start, "out", end)]


def test_a_second_browser_sees_every_change_live(editor: Editor, new_page: Callable[[], Page]) -> None:
    other_page = new_page()
    other_page.goto(editor.url)
    other = Editor(other_page)
    node_id = editor.drag_from_palette("Delay", 200, 200)
    node = other.canvas.locator(f"[data-id='{node_id}']")
    expect(node).to_be_visible()
    editor.select(node_id)
    editor.fill("config.duration", "5 m")
    other.select(node_id)
    expect(other.field("config.duration")).to_have_value("5 m")
    mine = other.drag_from_palette("End", 520, 300)
    expect(editor.canvas.locator(f"[data-id='{mine}']")).to_be_visible()
    editor.expect_saved()
    other.expect_saved()
    assert sorted(editor.node_ids()) == sorted(other.node_ids())


def test_the_limit_of_one_attempt_is_switched_off_and_on_again(
    editor: Editor, new_page: Callable[[], Page]
) -> None:
    request = editor.drag_from_palette("HTTP request", 200, 200)
    other_page = new_page()
    other_page.goto(editor.url)
    other = Editor(other_page)
    for each in (editor, other):
        each.select(request)
    switch = editor.page.get_by_role("switch", name="Limit the time of one attempt")
    seen_by_other = other_page.get_by_role("switch", name="Limit the time of one attempt")
    expect(switch).to_be_checked()
    editor.field("timeouts.total").fill("900")
    switch.click()
    expect(seen_by_other).not_to_be_checked()
    expect(other.field("timeouts.attempt")).to_have_attribute("placeholder", "off")
    expect(other.field("timeouts.total")).to_have_value("900")
    editor.expect_saved()

    editor.page.reload()
    again = Editor(editor.page)
    again.select(request)
    expect(switch).not_to_be_checked()
    expect(again.field("timeouts.attempt")).to_have_value("")
    again.fill("timeouts.attempt", "45")
    for each in (switch, seen_by_other):
        expect(each).to_be_checked()
    switch.click()
    expect(again.field("timeouts.attempt")).to_have_value("")
    again.canvas.click(position={"x": 20, "y": 20})
    again.page.keyboard.press("Control+z")
    again.select(request)
    expect(switch).to_be_checked()
    expect(again.field("timeouts.attempt")).to_have_value("45")
    again.page.keyboard.press("Escape")
    again.page.keyboard.press("Control+Shift+z")
    again.select(request)
    expect(switch).not_to_be_checked()
    expect(seen_by_other).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    expect(seen_by_other).to_be_checked()
    again.expect_saved()
    assert again.data(request)["timeouts"]["total"] == 900


def test_moves_selects_deletes_undoes_and_redoes(editor: Editor) -> None:
    start = editor.drag_from_palette("Manual", 120, 200)
    end = editor.drag_from_palette("End", 420, 200)
    editor.connect(start, end)
    before = editor.place(end)
    editor.move(end, 0, 100)
    assert editor.place(end)["y"] > before["y"] + 60
    editor.select(end)
    editor.page.keyboard.press("Delete")
    expect(editor.canvas.locator(f"[data-id='{end}']")).to_have_count(0)
    assert editor.edges() == []
    editor.page.keyboard.press("Control+z")
    expect(editor.canvas.locator(f"[data-id='{end}']")).to_be_visible()
    assert editor.edges() == [(start, "out", end)]
    editor.page.keyboard.press("Control+Shift+z")
    expect(editor.canvas.locator(f"[data-id='{end}']")).to_have_count(0)
    editor.expect_saved()


def test_double_click_in_the_palette_adds_a_node(editor: Editor) -> None:
    editor.page.get_by_role("button", name="Condition", exact=True).dblclick()
    expect(editor.canvas.locator("[data-id='condition']")).to_be_visible()
    editor.page.keyboard.press("Control+z")
    expect(editor.canvas.locator("[data-id='condition']")).to_have_count(0)


def test_problems_are_shown_and_deploy_is_refused_while_there_are_errors(editor: Editor) -> None:
    request = editor.drag_from_palette("HTTP request", 200, 200)
    editor.expect_saved()
    expect(editor.canvas.locator(f"[data-id='{request}'] .badge")).to_be_visible()
    editor.page.get_by_role("button", name="Deploy").first.click()
    dialog = editor.page.get_by_role("dialog")
    expect(dialog.locator("[data-problem='missing_field']").get_by_text("HTTP request")).to_be_visible()
    dialog.get_by_role("button", name="Deploy").click()
    expect(editor.problems().first).to_be_visible()
    editor.page.reload()
    expect(editor.page.locator("header").get_by_text("Draft")).to_be_visible()


def test_a_taken_name_is_refused_at_its_field(page: Page) -> None:
    project = Home(page).open().create_project()
    address = page.url
    project.create_workflow("One of a kind")
    page.goto(address)
    page.get_by_role("button", name="New workflow").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Another")
    dialog.get_by_label("Name in Temporal").fill("one-of-a-kind")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_text("You have a workflow named “one-of-a-kind”")).to_be_visible()


def test_the_address_of_a_deleted_workflow_says_so(editor: Editor) -> None:
    page, address = editor.page, editor.url
    page.go_back()
    row = page.locator("[data-workflow]").first
    row.get_by_role("button").click()
    page.get_by_text("Archive", exact=True).click()
    page.get_by_role("button", name="Archive").click()
    expect(row).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text("This workflow does not exist")).to_be_visible()
