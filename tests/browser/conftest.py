"""One installation and one browser for all journeys; each test signs in with a session of its own."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.installation import Installation

VIEWPORT = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="workflow-builder-") as folder:
        # Started as root, the database runs as another user, who must be able to enter.
        Path(folder).chmod(0o755)
        running = Installation(Path(folder) / "home")
        running.start()
        yield running
        running.stop()


@pytest.fixture(scope="session")
def signed_in(installation: Installation, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the cookies of a signed-in browser are kept."""
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    page.goto(installation.link())
    page.wait_for_url(f"{installation.url}/")
    kept = tmp_path_factory.mktemp("browser") / "state.json"
    context.storage_state(path=kept)
    context.close()
    return kept


@pytest.fixture
def new_page(installation: Installation, browser: Browser, signed_in: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own, signed in; what its console calls an error fails the test."""
    contexts = []
    faults: list[str] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(
            viewport=VIEWPORT, storage_state=signed_in, base_url=installation.url, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
