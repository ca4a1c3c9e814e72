"""The page's layout; what it shows follows the execution in `Viewer`."""

from __future__ import annotations

from nicegui import ui

from services import executions
from services.views import ExecutionView
from ui.components.banner import SystemBanner
from ui.components.logo import logo
from ui.components.markup import tag
from ui.components.states import skeleton
from ui.pages.execution_viewer.viewer import Viewer
from ui.session import current, identifier, load


def register() -> None:
    ui.page("/executions/{execution_id}")(execution)


def execution(execution_id: str) -> None:
    ui.page_title("Execution · Workflow Builder")
    with tag("div", classes="shell"):
        SystemBanner()
        content = tag("div", classes="viewer-place")
    page = current()

    async def read() -> ExecutionView:
        return await executions.execution(page.app, page.actor, identifier(execution_id))

    load(content, read, lambda view: Viewer(content, view), what="This execution", placeholder=_placeholder)


def _placeholder() -> None:
    with tag("div", classes="viewer"):
        with tag("header", classes="toolbar"), tag("a", href="/", aria_label="All projects"):
            logo()
        tag("div", classes="facts")
        tag("div", classes="canvas-place")
        tag("div", classes="tl-grip")
        skeleton(9)
        tag("aside", classes="inspector")
