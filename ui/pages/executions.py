"""Executions: of everything, or of one workflow."""

from __future__ import annotations

from nicegui import ui

from services import workflows
from services.executions import ExecutionFilter
from services.views import WorkflowRow
from ui.components.execution_table import ExecutionTable
from ui.components.frame import Frame, page_frame
from ui.components.markup import tag
from ui.components.pill import pill
from ui.components.run_marks import pulse
from ui.session import current, identifier, load

_NOTHING = ("Nothing has run yet.", "Deploy a workflow and press Run: its executions are listed here, live.")


def register() -> None:
    ui.page("/executions")(all_executions)
    ui.page("/workflows/{workflow_id}/executions")(workflow_executions)


def all_executions() -> None:
    with page_frame("Executions", active="executions", page_class="executions-page") as frame:
        _live_mark(frame)
        ExecutionTable(ExecutionFilter(), watches=("project", None), empty=_NOTHING)


def workflow_executions(workflow_id: str) -> None:
    with page_frame("Executions", page_class="executions-page") as frame:
        _live_mark(frame)
        content = tag("div", classes="content")
    page = current()

    async def read() -> WorkflowRow:
        return await workflows.workflow(page.app, page.actor, identifier(workflow_id))

    load(content, read, lambda row: _draw(frame, row), what="This workflow")


def _draw(frame: Frame, row: WorkflowRow) -> None:
    ui.page_title(f"{row.display_name} · Executions · Workflow Builder")
    frame.title.set_text("")
    with frame.title:
        tag("a", row.project_name, "crumb cut", href=f"/projects/{row.project_id}", title=row.project_name)
        tag("span", "/", "sep", aria_hidden="true")
        tag("span", row.display_name, "cut", title=row.display_name)
    with frame.beside:
        pill(row.status)
        with tag("nav", classes="seg", aria_label="View"):
            tag("a", "Editor", href=f"/workflows/{row.id}")
            tag("a", "Executions", "on", aria_current="page")
    ExecutionTable(ExecutionFilter(workflow_id=row.id), watches=("project", row.project_id), empty=_NOTHING)


def _live_mark(frame: Frame) -> None:
    with frame.actions, tag("span", classes="live-mark"):
        pulse(6)
        tag("span", "Live")
