"""The pages of the product, put together."""

from __future__ import annotations

from nicegui import app as web

from services.app import App
from ui import session, theme
from ui.pages import editor, execution_viewer, executions, home, lost, project


def create_ui(app: App) -> None:
    """Registers assets and pages; call once, before NiceGUI runs."""
    session.install(app)
    theme.install()
    web.colors(
        primary="var(--accent)",
        positive="var(--green-solid)",
        negative="var(--red-solid)",
        warning="var(--amber-solid)",
        info="var(--blue-solid)",
        dark="var(--surface)",
        dark_page="var(--surface)",
    )
    for page in (home, project, editor, executions, execution_viewer, lost):
        page.register()
