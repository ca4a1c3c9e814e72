"""Forms in the editor: what is wrong is marked where it is, earlier inputs stand at the reader's time."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Editor, Home

SCHEMA = {"type": "object", "properties": {"depot": {"type": "string"}, "depth": {"type": "integer"}}}


def editor_with_input(page: Page, schema: dict[str, Any]) -> Editor:
    """A workflow whose trigger asks for an input."""
    editor = Home(page).open().create_project().create_workflow("With an input")
    start = editor.drag_from_palette("Manual", 120, 200)
    editor.connect(start, editor.drag_from_palette("End", 420, 200))
    editor.select(start)
    page.get_by_role("tab", name="JSON").click()
    editor.fill("config.input_schema", json.dumps(schema))
    page.get_by_role("tab", name="Fields").click()
    editor.expect_saved()
    return editor


@pytest.mark.parametrize(
    ("label", "text", "fault"),
    [
        ("Default of depth", '{"a"', "depth: Broken JSON at line 1"),
        ("Name", "depth", "Two fields are called depth"),
    ],
)
def test_a_faulty_cell_of_the_input_schema_is_marked_and_no_other(
    page: Page, label: str, text: str, fault: str
) -> None:
    editor_with_input(page, SCHEMA)
    cell = page.get_by_label("Inspector").get_by_label(label, exact=True).first
    cell.fill(text)
    cell.blur()
    expect(page.get_by_text(fault)).to_be_visible()
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)


def test_earlier_inputs_are_told_by_the_time_of_the_reader(new_page: Callable[..., Page]) -> None:
    zone = "Asia/Kathmandu"  # at a quarter of an hour, like no server
    page = new_page(timezone_id=zone)
    editor = editor_with_input(page, SCHEMA)
    editor.deploy()
    before = datetime.now(ZoneInfo(zone))
    viewer = editor.run({"depot": "Altona"})
    after = datetime.now(ZoneInfo(zone))
    viewer.expect_status("completed")
    page.goto(editor.url)
    page.locator("header").get_by_role("button", name="Run").click()
    earlier = page.get_by_label("Earlier inputs")
    expect(earlier.locator("option").nth(1)).to_have_text(
        re.compile(rf"^Last input, run 1, .*({before:%H:%M}|{after:%H:%M})")
    )
    page.get_by_label("Depot").fill("Harburg")
    earlier.select_option(index=1)
    expect(page.get_by_label("Depot")).to_have_value("Altona")
    expect(earlier).to_have_value("0")
