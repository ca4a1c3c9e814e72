"""What is shown in the place of a page that broke."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.component_page import served

pytestmark = pytest.mark.browser


def test_a_page_that_breaks_says_what_to_do_and_keeps_the_details_to_the_log(browser: Browser) -> None:
    with served(Path(__file__).parent / "app.py") as address:
        page = browser.new_page()
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 500
        expect(page.get_by_role("heading", name="This page could not be drawn")).to_be_visible()
        expect(page.get_by_role("link", name="Try again")).to_be_visible()
        expect(page.get_by_text("LookupError")).to_be_visible()
        assert "secret" not in page.content()
        page.close()
