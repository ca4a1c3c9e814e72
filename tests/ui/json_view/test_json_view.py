"""The JSON view in a real browser, fed by a real server."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ERROR = {
    "type": "Timeout",
    "attempt": 5,
    "request": {"method": "POST", "body": {"parcel": "PX-1"}},
    "status": None,
}


def test_two_levels_are_open_and_the_rest_says_how_much_it_holds(view):
    view.show(ERROR)
    expect(view.line("body")).to_have_text("chevron_rightbody: {1}")
    expect(view.lines).to_have_text(
        ['type: "Timeout"', "attempt: 5", "keyboard_arrow_downrequest: {2}", 'method: "POST"',
         "chevron_rightbody: {1}", "status: null"]
    )  # fmt: skip


def test_a_click_opens_and_closes(view):
    view.show(ERROR)
    view.line("body").click()
    expect(view.line("PX-1")).to_have_attribute("aria-level", "3")
    view.line("request").click()
    expect(view.lines).to_have_count(4)


def test_the_keyboard_walks_opens_and_closes(view):
    view.show(ERROR)
    expect(view.line("body")).to_be_visible()
    view.lines.first.focus()
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter", "ArrowDown"]:
        view.page.keyboard.press(key)
    assert view.focused == "parcel"
    for key, expected in [
        ("ArrowLeft", "body"),
        ("ArrowLeft", "body"),
        ("ArrowLeft", "request"),
        ("End", "status"),
    ]:
        view.page.keyboard.press(key)
        assert view.focused == expected
    expect(view.page.locator(".json .l[tabindex='0']")).to_have_count(1)


def test_a_long_array_comes_in_pages_of_a_hundred(view):
    view.show([{"number": number} for number in range(350)])
    expect(view.line("[100] … [349]: 250 more")).to_be_visible()
    view.line("250 more").click()
    expect(view.line("[200] … [349]: 150 more")).to_be_visible()
    expect(view.line("[199]:")).to_be_visible()
    assert view.focused == "[100]"


def test_a_megabyte_makes_few_lines_and_all_of_the_text(view):
    value = [{"id": number, "name": f"Parcel {number}", "note": "x" * 60} for number in range(10_000)]
    view.show(value)
    expect(view.line("9,900 more")).to_be_attached()
    assert view.lines.count() < 1000
    view.page.get_by_role("button", name="Raw").click()
    shown = view.page.evaluate(
        "[...document.querySelectorAll('.json-raw pre')].map(p => p.textContent).join('\\n')"
    )
    assert json.loads(shown) == value


def test_a_long_string_is_cut_and_whole_on_demand(view):
    view.show({"text": "word " * 2000})
    cut = view.line("text")
    expect(cut).to_contain_text("…")
    cut.click()
    assert view.page.locator(".json-whole").text_content() == "word " * 2000
    cut.click()
    expect(view.page.locator(".json-whole")).to_have_count(0)


def test_a_large_integer_keeps_its_last_digits(view):
    view.show({"id": 9007199254740993})
    expect(view.line("id")).to_have_text("id: 9007199254740993")


@pytest.mark.parametrize(
    ("value", "text"), [("hello", '"hello"'), (None, "null"), ([], "[]"), ({}, "{}"), (0, "0")]
)
def test_a_value_without_entries_is_one_line(view, value, text):
    view.show(value)
    expect(view.lines).to_have_text([text])


def test_markup_in_a_value_is_text(view):
    view.show({"<b>": "<img src=x onerror=alert(1)>"})
    expect(view.line("<img")).to_have_text('<b>: "<img src=x onerror=alert(1)>"')


def test_raw_is_chosen_for_the_whole_page(view):
    view.page.get_by_role("button", name="Raw").click()
    expect(view.page.locator(".json-raw")).to_contain_text('"first": true')
    view.draw_again()
    expect(view.page.locator(".json-raw")).to_contain_text('"second": true')
    view.page.get_by_role("button", name="Tree").click()
    expect(view.lines.first).to_be_visible()
    expect(view.page.get_by_role("button", name="Tree")).to_have_attribute("aria-pressed", "true")


def test_copy_puts_the_text_on_the_clipboard(view):
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    view.page.get_by_role("button", name="Copy").click()
    expect(view.page.get_by_role("button", name="Copied")).to_be_visible()
    assert json.loads(view.page.evaluate("navigator.clipboard.readText()")) == {"first": True}


def test_copy_works_where_the_browser_has_no_clipboard(view):
    view.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    view.page.evaluate("document.addEventListener('copy', () => window.copied = getSelection().toString())")
    view.page.get_by_role("button", name="Copy").click()
    view.page.wait_for_function("window.copied !== undefined")
    assert json.loads(view.page.evaluate("window.copied")) == {"first": True}


def test_download_saves_a_file_of_the_given_name(view):
    with view.page.expect_download() as started:
        view.page.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename == "details.json"
    assert json.loads(Path(started.value.path()).read_text()) == {"first": True}


def test_the_same_value_again_leaves_open_what_is_open(view):
    view.show(ERROR)
    view.line("body").click()
    expect(view.line("PX-1")).to_be_visible()
    view.show(ERROR)
    view.page.get_by_role("button", name="Raw").click()
    view.page.get_by_role("button", name="Tree").click()
    expect(view.line("PX-1")).to_be_visible()
