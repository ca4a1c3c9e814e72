"""The pages around the editor: where there is nothing to show, and the theme."""

from playwright.sync_api import Page, expect

from tests.browser.pages import Executions, Home


def test_an_address_without_a_page_says_so_once_and_leads_on(page: Page) -> None:
    answer = page.goto("/nowhere/at/all")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_text("no page at this address")).to_have_count(1)
    page.get_by_role("main").get_by_role("link", name="All projects").click()
    expect(page.get_by_role("heading", name="All projects")).to_be_visible()


def test_what_does_not_exist_is_said_once(page: Page) -> None:
    page.goto("/executions/00000000-0000-0000-0000-000000000000")
    expect(page.get_by_role("heading", name="This execution does not exist")).to_be_visible()
    expect(page.get_by_text("does not exist")).to_have_count(1)


def test_a_filter_that_nothing_matches_can_be_cleared(page: Page) -> None:
    project = Home(page).open().create_project()
    editor = project.create_workflow("Never run")
    page.goto(f"{editor.url}/executions")
    expect(page.get_by_text("Nothing has run yet.")).to_be_visible()
    Executions(page).filter("Failed")
    expect(page.get_by_text("No execution matches.")).to_be_visible()
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.get_by_text("Nothing has run yet.")).to_be_visible()
    expect(page.get_by_role("tab", name="All")).to_have_attribute("aria-selected", "true")


def test_the_menu_marks_the_theme_of_this_browser(page: Page) -> None:
    Home(page).open()
    page.get_by_role("button", name="Theme and account").click()
    expect(page.get_by_role("menuitemradio", checked=True)).to_have_text("contrastLike the system")
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Theme and account").click()
    expect(page.get_by_role("menuitemradio", checked=True)).to_contain_text("Dark")


def test_a_workflow_is_renamed_from_its_project_and_from_its_editor(page: Page) -> None:
    project = Home(page).open().create_project()
    address = page.url
    project.create_workflow("Boxes in")
    page.goto(address)
    project.create_workflow("Boxes out")
    page.goto(address)
    page.get_by_role("button", name="More for Boxes in").click()
    page.get_by_role("menuitem", name="Rename").click()
    dialog = page.get_by_role("dialog", name="Rename workflow")
    dialog.get_by_label("Name in Temporal").fill("boxes-out")
    dialog.get_by_role("button", name="Rename").click()
    expect(dialog.get_by_text("You have a workflow named “boxes-out”")).to_be_visible()
    dialog.get_by_label("Name in Temporal").fill("lost-boxes")
    dialog.get_by_label("Name", exact=True).fill("Lost boxes")
    dialog.get_by_role("button", name="Rename").click()
    expect(dialog).to_be_hidden()
    expect(project.row("lost-boxes")).to_contain_text("Lost boxes")
    page.get_by_role("link", name="Lost boxes").click()
    page.get_by_role("button", name="Lost boxes").click()
    dialog.get_by_label("Name", exact=True).fill("All lost boxes")
    dialog.get_by_role("button", name="Rename").click()
    expect(page).to_have_title("All lost boxes · Workflow Builder")
