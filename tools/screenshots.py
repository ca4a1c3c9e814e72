"""Takes the README's pictures: an installation of its own, Parcel watch drawn and run against a carrier on loopback.

.venv/bin/python -m tools.screenshots
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from examples.carrier import serving
from tests.browser.installation import Installation
from tests.browser.pages import Editor, Home
from tests.ui.component_page import chromium

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = {"width": 1440, "height": 900}


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="workflow-builder-") as folder:
        Path(folder).chmod(0o755)
        installation = Installation(Path(folder) / "home")
        installation.start()
        try:
            with chromium() as browser:
                take_all(browser, installation)
        finally:
            installation.stop()


def take_all(browser: Browser, installation: Installation) -> None:
    with _signed_in(browser, installation) as page, serving() as carrier:
        editor = (
            Home(page)
            .open()
            .create_project("Depot operations")
            .create_workflow("Parcel watch", template="Parcel watch")
        )
        editor.deploy()
        given = {"tracking": ["PX-1", "PX-2", "PX-404"], "service": carrier.url}
        viewer = editor.run(given)
        viewer.expect_status("completed", within=60)
        execution = page.url
        editor_url = editor.url
        page.goto(editor_url)
        Editor(page).select("track_second")
        _take(page, "editor-light")
        page.goto(execution)
        page.locator(".canvas-place [data-id='track_third']").click()
        page.get_by_role("tab", name="Error").wait_for()
        _take(page, "viewer-light")


@contextmanager
def _signed_in(browser: Browser, installation: Installation) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZE, color_scheme="light", base_url=installation.url)
    page = context.new_page()
    page.goto(installation.new_link())
    page.wait_for_url(f"{installation.url}/")
    yield page
    context.close()


def _take(page: Page, name: str) -> None:
    page.mouse.move(700, 20)
    page.wait_for_timeout(1200)  # until the toasts and the motion of panels are over
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
