"""A project: its workflows with their status and last runs, or the first start."""

from __future__ import annotations

from nicegui import ui

from services import projects, workflows
from services.views import ProjectPage, WorkflowRow
from services.workflows import TemplateInfo
from ui.components.buttons import button, icon_button
from ui.components.dialog import Dialog
from ui.components.frame import Frame, page_frame
from ui.components.graph_thumbnail import graph_thumbnail
from ui.components.keyed_rows import KeyedRows
from ui.components.markup import Tag, icon, tag
from ui.components.menu import Menu
from ui.components.new_workflow import NewWorkflowDialog
from ui.components.pill import pill
from ui.components.rename_workflow import RenameWorkflowDialog
from ui.components.run_marks import last_run_marks, version_words
from ui.components.states import skeleton
from ui.components.table import Column, table
from ui.components.times import duration_text, elapsed_since, time_of
from ui.components.toast import toast
from ui.session import current, identifier, load, speaking, watch

_COLUMNS = (
    Column("Workflow"),
    Column("Status", "min(120px, 9vw)"),
    Column("Version", "min(150px, 12vw)"),
    Column("Last runs", "132px"),
    Column("Last run", "min(150px, 10vw)"),
    Column("Duration", "88px", "r"),
    Column("Edited", "min(130px, 10vw)"),
    Column("", "56px", "r"),
)


def register() -> None:
    ui.page("/projects/{project_id}")(project)


def project(project_id: str) -> None:
    with page_frame("Project", active=project_id, page_class="project") as frame:
        content = tag("div", classes="content")
    page = current()

    async def read() -> ProjectPage:
        return await projects.project_page(page.app, page.actor, identifier(project_id))

    load(
        content,
        read,
        lambda found: _Project(frame, content, found),
        what="This project",
        placeholder=lambda: skeleton(5, tall=True),
    )


class _Project:
    """The page's body: first start while there is no workflow, a table afterwards."""

    def __init__(self, frame: Frame, content: Tag, found: ProjectPage) -> None:
        self._page, self._frame, self._found = current(), frame, found
        self._draw_head()
        self._start = tag("section", classes="start")
        self._table = tag("div")
        with self._start:
            self._draw_first_start()
        with self._table:
            self._rows = self._draw_table()
        self._show(found)
        watch(content, "project", found.project.id, self._refresh)

    def _draw_head(self) -> None:
        row = self._found.project
        ui.page_title(f"{row.name} · Workflow Builder")
        self._frame.title.set_text(row.name)
        with self._frame.beside:
            tag("span", row.task_queue_name, "tag mono", title="The task queue of this project")
        with self._frame.actions:
            self._new = button("New workflow", self._new_workflow, icon_name="add", kind="primary")

    def _new_workflow(self, template: str = "") -> None:
        NewWorkflowDialog(self._found.project.id, self._found.project.name, template=template)

    def _draw_first_start(self) -> None:
        tag("h2", "Draw your first workflow")
        tag(
            "p",
            "Everything it needs is running on this machine. Start from an empty canvas, or take a template: "
            "each runs as it is, without keys or accounts.",
        )
        with tag("div", classes="ways"):
            button("Empty workflow", self._new_workflow, icon_name="add", kind="primary", size="large")
        offered = workflows.templates()
        with tag("div", classes="bar2"), tag("h3", "Templates", "h2"):
            tag("small", str(len(offered)))
        with tag("div", classes="cards"):
            for info in offered:
                self._template_card(info)

    def _template_card(self, info: TemplateInfo) -> None:
        with tag("button", classes="card", type="button", aria_label=info.name) as card:
            with tag("div", classes="pic"):
                ui.html(graph_thumbnail(info.definition), sanitize=False)
            with tag("div", classes="tx"):
                with tag("b"):
                    tag("span", info.name)
                    with tag("span", classes="use"):
                        tag("span", "Use")
                        icon("arrow_forward")
                tag("p", info.description)
        card.on("click", lambda _: self._new_workflow(info.key), [])

    def _draw_table(self) -> KeyedRows[WorkflowRow]:
        body = table("workflows", _COLUMNS)
        return KeyedRows(
            body,
            key=lambda row: row.id,
            draw=self._draw_row,
            attributes=lambda row: {"data_workflow": row.kebab_name},
        )

    def _draw_row(self, row: WorkflowRow) -> None:
        with tag("td", classes="nm"):
            tag("a", row.display_name, "stretched cut", href=f"/workflows/{row.id}", title=row.display_name)
            tag("small", row.kebab_name, "cut")
        with tag("td"):
            pill(row.status)
        tag("td", version_words(row), "t3 num")
        with tag("td", classes="above"):
            last_run_marks(row.last_runs)
        _last_run_cells(row)
        with tag("td", classes="t2"):
            time_of(row.updated_at)
        with tag("td", classes="above r"):
            self._draw_menu(row)

    def _draw_menu(self, row: WorkflowRow) -> None:
        with icon_button("more_horiz", f"More for {row.display_name}", size="small"):
            menu = Menu(label=f"More for {row.display_name}")
            menu.item(
                "Executions", lambda: ui.navigate.to(f"/workflows/{row.id}/executions"), icon_name="list_alt"
            )
            menu.item("Rename", lambda: RenameWorkflowDialog(row), icon_name="edit")
            menu.separator()
            menu.item("Archive", lambda: _ArchiveDialog(row), icon_name="delete", danger=True)

    async def _refresh(self) -> None:
        found = await projects.project_page(self._page.app, self._page.actor, self._found.project.id)
        self._frame.title.set_text(found.project.name)
        self._show(found)

    def _show(self, found: ProjectPage) -> None:
        self._start.set_visibility(not found.workflows)
        self._new.set_visibility(bool(found.workflows))  # the first start has a button of its own
        self._table.set_visibility(bool(found.workflows))
        self._rows.show(found.workflows)


def _last_run_cells(row: WorkflowRow) -> None:
    last = row.last_runs[0] if row.last_runs else None
    with tag("td", classes="t2"):
        if last:
            time_of(last.started_at)
        else:
            tag("span", "never", "t3")
    with tag("td", classes="r num t2"):
        if last and last.duration_ms is not None:
            tag("span", duration_text(last.duration_ms))
        elif last and not last.status.is_closed:
            elapsed_since(last.started_at)


class _ArchiveDialog(Dialog):
    def __init__(self, row: WorkflowRow) -> None:
        super().__init__(
            f"Archive {row.display_name}?",
            "It leaves every list and cannot be started any more. Executions that run go on to their end.",
            verb="Archive",
            on_submit=self._archive,
            width=420,
            danger=True,
        )
        self._page, self._row = current(), row

    async def _archive(self) -> None:
        with speaking():
            await workflows.archive_workflow(self._page.app, self._page.actor, self._row.id)
            self.close()
            toast(f"{self._row.display_name} is archived")
