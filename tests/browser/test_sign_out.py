"""Signing out: every tab of the session leaves, and what is still on a screen does nothing any more."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.installation import Installation
from tests.browser.pages import Home


@pytest.fixture
def own_session(browser: Browser, installation: Installation) -> Iterator[BrowserContext]:
    """A browser with a session of its own, which no other test needs."""
    context = browser.new_context(base_url=installation.url)
    page = context.new_page()
    page.goto(installation.new_link())
    page.wait_for_url(f"{installation.url}/")
    page.close()
    yield context
    context.close()


def test_every_tab_of_the_session_comes_to_the_sign_in_page(own_session: BrowserContext) -> None:
    here, there = _tab(own_session), _tab(own_session)
    _sign_out(here)
    there.wait_for_url("**/login*")
    expect(there.get_by_text("Open the link from your terminal")).to_be_visible()


def test_a_click_in_a_second_tab_after_signing_out_changes_nothing(
    own_session: BrowserContext, page: Page
) -> None:
    here, there = _tab(own_session), _tab(own_session)
    there.route("**/session", lambda route: route.abort())  # so that the tab does not notice
    there.get_by_role("button", name="New project").last.click()
    there.get_by_label("Name", exact=True).fill("Made after signing out")
    _sign_out(here)
    there.wait_for_function("!window.socket.connected")
    there.get_by_role("button", name="Create").click()
    there.evaluate("new Promise(refused => window.socket.once('connect_error', refused))")
    expect(there.get_by_role("button", name="Create")).to_be_visible()
    Home(page).open()
    expect(page.get_by_text("My project").first).to_be_visible()
    expect(page.get_by_text("Made after signing out")).to_have_count(0)


def _tab(context: BrowserContext) -> Page:
    page = context.new_page()
    Home(page).open()
    page.wait_for_function("window.socket?.connected")
    return page


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name="Theme and account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url("**/login")
