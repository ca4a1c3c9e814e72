"""All projects at a glance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from nicegui import ui

from services import projects
from services.views import ExecutionRow, HomePage, ProjectRow, WorkflowRow
from ui.components.buttons import button
from ui.components.frame import page_frame
from ui.components.keyed_rows import KeyedRows
from ui.components.markup import Tag, tag
from ui.components.new_project import NewProjectDialog
from ui.components.pill import pill
from ui.components.run_marks import day_bars, pulse, version_words
from ui.components.states import empty_state, skeleton
from ui.components.table import Column, table
from ui.components.times import elapsed_since, time_of
from ui.session import current, load, watch

Listed = TypeVar("Listed", ExecutionRow, WorkflowRow)
_COLUMNS = (
    Column("Project"),
    Column("Runs, 14 days", "176px"),
    Column("Running", "110px", "r"),
    Column("Failed, 24 h", "110px", "r"),
    Column("Workflows", "110px", "r"),
    Column("Last run", "150px"),
)
_NOTHING_RUNS = ("Nothing runs just now.", "Open a deployed workflow and press Run.")
_NOTHING_DRAWN = ("Nothing is drawn yet.", "Open a project: it begins with an empty canvas or a template.")


def register() -> None:
    ui.page("/")(home)


def home(new: str = "") -> None:
    with page_frame("All projects", active="home", page_class="home") as frame:
        with frame.actions:
            button("New project", NewProjectDialog, icon_name="add", kind="primary")
        content = tag("div", classes="content")
    page = current()
    load(
        content,
        lambda: projects.home_page(page.app, page.actor),
        lambda found: _Home(content, found),
        what="Home",
        placeholder=lambda: skeleton(5, tall=True),
    )
    if new == "project":
        NewProjectDialog()


class _Home:
    """The page's body, which follows every change of a project."""

    def __init__(self, content: Tag, found: HomePage) -> None:
        self._page = current()
        body = table("projects", _COLUMNS)
        self._projects = KeyedRows[ProjectRow](body, key=lambda row: row.id, draw=_project_row)
        with tag("section", classes="two"):
            self._running = _List[ExecutionRow]("Running now", _NOTHING_RUNS, _running_row)
            self._edited = _List[WorkflowRow]("Edited lately", _NOTHING_DRAWN, _edited_row)
        self._show(found)
        watch(content, "project", None, self._refresh)

    async def _refresh(self) -> None:
        self._show(await projects.home_page(self._page.app, self._page.actor))

    def _show(self, found: HomePage) -> None:
        self._projects.show(found.projects)
        self._running.show(found.running)
        self._edited.show(found.edited)


class _List(Generic[Listed]):
    """A titled list with a sentence and a next step for when it is empty."""

    def __init__(self, title: str, empty: tuple[str, str], draw: Callable[[Listed], Any]) -> None:
        with tag("div"):
            tag("h2", title, "h2")
            self._empty = empty_state(*empty)
            self._rows: KeyedRows[Listed] = KeyedRows(
                tag("ul"), key=lambda row: row.id, draw=draw, element="li"
            )

    def show(self, rows: tuple[Listed, ...]) -> None:
        self._empty.set_visibility(not rows)
        self._rows.show(rows)


def _project_row(row: ProjectRow) -> None:
    with tag("td", classes="nm"):
        tag("a", row.name, "stretched cut", href=f"/projects/{row.id}", title=row.name)
        tag("small", row.task_queue_name, "cut")
    with tag("td"):
        day_bars(row.days)
    with tag("td", classes="r num"):
        if row.running:
            with tag("span", classes="hstack").style("justify-content: flex-end; gap: 7px"):
                pulse(6)
                tag("span", str(row.running))
        else:
            tag("span", "0", "zero")
    tag("td", str(row.failed_24h), "r num " + ("bad" if row.failed_24h else "zero"))
    tag("td", str(row.workflows), "r num" + ("" if row.workflows else " zero"))
    with tag("td", classes="t2"):
        if row.last_execution_at:
            time_of(row.last_execution_at)
        else:
            tag("span", "never", "zero")


def _running_row(row: ExecutionRow) -> None:
    pulse()
    tag("a", row.workflow_name, "strong cut", href=f"/executions/{row.id}", title=row.workflow_name)
    tag("span", str(row.number), "t3 num no")
    tag("span", row.current or "", "t2 cut", title=row.current)
    elapsed_since(row.started_at, "end")


def _edited_row(row: WorkflowRow) -> None:
    tag("a", row.display_name, "strong cut", href=f"/workflows/{row.id}", title=row.display_name)
    pill(row.status)
    tag("span", version_words(row), "t3 num version")
    time_of(row.updated_at, classes="end t3")
