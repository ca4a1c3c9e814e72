"""The editor's page: toolbar, palette, canvas, problems and inspector around one session."""

from __future__ import annotations

import json
from uuid import uuid4

from nicegui import background_tasks, context, ui

from graph.errors import NotFound, WorkflowBuilderError
from graph.problems import Problem
from services import deployments, drafts, executions, workflows
from services.views import Draft, VersionRow, WorkflowRow
from ui.components.banner import SystemBanner
from ui.components.flow_canvas import FlowCanvas
from ui.components.flow_canvas.events import NodeEvent, OutboxEvent, PatchEvent, SelectEvent
from ui.components.icons import known
from ui.components.markup import tag
from ui.components.panels import drag_border
from ui.components.rename_workflow import RenameWorkflowDialog
from ui.components.toast import toast
from ui.pages.editor.deploy_dialog import DeployDialog
from ui.pages.editor.inspector import Inspector, Known
from ui.pages.editor.palette import Palette, palette_items
from ui.pages.editor.problems import ProblemsDrawer, by_node
from ui.pages.editor.run_dialog import NotDeployedDialog, RunDialog
from ui.pages.editor.session import EditorSession, Listeners
from ui.pages.editor.toolbar import Toolbar
from ui.session import current, identifier, load, speaking, watch

_BY_MESSAGE = 300  # nodes; a larger graph is fetched by the browser itself


def register() -> None:
    ui.page("/workflows/{workflow_id}")(editor)


def editor(workflow_id: str) -> None:
    ui.page_title("Workflow Builder")
    page = current()
    with tag("div", classes="shell"):
        SystemBanner()
        place = tag("div").style("min-height: 0")
    load(
        place,
        lambda: drafts.open_draft(page.app, page.actor, identifier(workflow_id)),
        _Editor,
        what="This workflow",
        placeholder=_placeholder,
    )


def _placeholder() -> None:
    with tag("div", classes="editor", aria_busy="true"):
        tag("header", classes="toolbar")
        tag("aside", classes="palette")
        with tag("div", classes="stage skeleton"), tag("div", classes="skeleton-stage"):
            tag("span", "Opening…")
        tag("footer", classes="drawer").style("height: 32px")
        tag("aside", classes="inspector")


class _Editor:
    """Connects the parts; each part knows only what it shows."""

    def __init__(self, draft: Draft) -> None:
        page = current()
        self._client_id = uuid4().hex
        self._session = EditorSession(page, draft, self._client_id)
        self._node_types = [{**kind, "icon": known(kind["icon"])} for kind in drafts.node_types()]
        self._hidden: set[str] = set()
        with tag("div", classes="editor", data_panels="", data_testid="editor") as self._root:
            with tag("header", classes="toolbar"):
                self._toolbar = Toolbar(
                    draft.workflow, on_name=self._rename, on_run=self._run, on_deploy=self._deploy
                )
            self._palette = tag("aside", classes="palette", aria_label="Palette")
            with tag("main", classes="stage", aria_label="Canvas"):
                self._canvas = FlowCanvas(
                    client_id=self._client_id,
                    storage_key=f"workflow-builder:draft:{draft.workflow.id}",
                    on_patch=self._patched,
                    on_select=self._selected,
                    on_outbox=self._outbox,
                    on_open=self._opened,
                )
            with tag("footer", classes="drawer"):
                self._drawer = ProblemsDrawer(
                    self._go_to,
                    toggle_palette=lambda: self._toggle("palette"),
                    toggle_inspector=lambda: self._toggle("inspector"),
                )
            self._inspector_place = tag("aside", classes="inspector", aria_label="Inspector")
        self._session.canvas = self._canvas
        self._session.listeners = Listeners(self._changed, self._problems, self._reopen)
        self._draw_panels(draft)
        self._load_canvas(draft)
        self._session.check_soon()
        watch(self._root, "workflow", draft.workflow.id, self._workflow_changed)
        context.client.on_delete(self._session.close)

    def _draw_panels(self, draft: Draft) -> None:
        activities = drafts.activities()
        with self._palette:
            drag_border("--w-palette", side="right", least=180, most=320, label="Width of the palette")
            Palette(palette_items(self._node_types, activities))
        with self._inspector_place:
            kinds = {str(kind["type"]): kind for kind in self._node_types}
            listed = {spec.name: spec for spec in activities}
            self._inspector = Inspector(
                Known(kinds, listed), self._canvas.edit, on_hide=lambda: self._toggle("inspector")
            )
            self._inspector.redraw(draft.definition)

    def _load_canvas(self, draft: Draft) -> None:
        activities = [
            {**described, "icon": known(described["icon"])} for described in drafts.activity_descriptions()
        ]
        if len(draft.definition.nodes) > _BY_MESSAGE:
            self._canvas.load_from(
                f"/api/workflows/{draft.workflow.id}/definition",
                node_types=self._node_types,
                activities=activities,
            )
        else:
            self._canvas.load(
                draft.definition.to_json(),
                revision=draft.revision,
                node_types=self._node_types,
                activities=activities,
            )

    async def _patched(self, event: PatchEvent) -> None:
        await self._session.save(event.id, event.operations)

    def _selected(self, event: SelectEvent) -> None:
        self._inspector.select(self._session.definition, event.node_ids, len(event.edge_ids))
        self._inspector.show_problems(self._session.problems)

    def _opened(self, event: NodeEvent) -> None:
        self._show("inspector")
        self._inspector.select(self._session.definition, [event.node_id], 0)

    def _outbox(self, event: OutboxEvent) -> None:
        self._session.note_outbox(event.pending)
        if event.state == "refused":
            toast(event.message, kind="error")
            return
        self._toolbar.show_saving(event.state, event.pending)
        if event.state == "saved":
            self._inspector.settle(self._session.definition)

    def _changed(self) -> None:
        self._inspector.refresh(self._session.definition)

    def _problems(self) -> None:
        with self._root:
            problems = self._session.problems
            labels = {node.id: node.label for node in self._session.definition.nodes}
            self._canvas.set_problems(by_node(problems))
            self._drawer.show(problems, labels)
            self._inspector.show_problems(problems)

    def _reopen(self) -> None:
        background_tasks.create(self._open_again(), name="read the draft again")

    async def _open_again(self) -> None:
        session = self._session
        with self._root, speaking():
            draft = await drafts.open_draft(session.page.app, session.page.actor, session.workflow_id)
            session.take_draft(draft)
            self._load_canvas(draft)
            self._inspector.redraw(draft.definition)
            session.check_soon()

    async def _workflow_changed(self) -> None:
        session = self._session
        try:
            row = await workflows.workflow(session.page.app, session.page.actor, session.workflow_id)
            await session.catch_up()
        except NotFound:
            toast("This workflow was deleted. What is drawn here is no longer saved.", kind="error")
            return
        except WorkflowBuilderError:
            return  # the banner says what is unavailable; the next change, or the reconnection, reads again
        self._show_workflow(row)

    def _show_workflow(self, row: WorkflowRow) -> None:
        self._session.workflow = row
        self._session.changed_since_deploy = row.changed_since_deploy
        self._toolbar.show_workflow(row)

    def _go_to(self, problem: Problem) -> None:
        if problem.node_id:
            self._show("inspector")
            self._canvas.focus_node(problem.node_id)
            self._inspector.select(self._session.definition, [problem.node_id], 0)
            self._inspector.show_problems(self._session.problems)
        if problem.field:
            ui.run_javascript(f"workflowBuilder.focusField({json.dumps(problem.field)})")

    def _rename(self) -> None:
        with self._root:
            RenameWorkflowDialog(self._session.workflow, self._show_workflow)

    async def _deploy(self) -> None:
        session = self._session
        # Under the page, not under whatever was pressed: that may be a dialog or a toast, soon gone.
        with self._root, speaking():
            await session.check_now()
            changes = await deployments.changes_since_deploy(
                session.page.app, session.page.actor, session.workflow_id, session.definition
            )
            DeployDialog(
                session,
                changes,
                on_deployed=self._deployed,
                on_refused=lambda _: self._drawer.set_open(True),
                on_pick=self._go_to,
            )

    async def _deployed(self, version: VersionRow) -> None:
        with self._root:
            toast(f"Deployed as v{version.number}", action=("Run", self._run))
            await self._workflow_changed()

    async def _run(self) -> None:
        session = self._session
        with self._root, speaking():
            if session.workflow.version_number is None:
                NotDeployedDialog(session.workflow.display_name, self._deploy)
                return
            page = session.page
            schema = await executions.input_schema(page.app, page.actor, session.workflow_id)
            last = await executions.last_inputs(page.app, page.actor, session.workflow_id)
            RunDialog(session, schema, last)

    def _toggle(self, panel: str) -> None:
        if panel in self._hidden:
            self._show(panel)
        else:
            self._hidden.add(panel)
            self._root.classes(add=f"no-{panel}")

    def _show(self, panel: str) -> None:
        self._hidden.discard(panel)
        self._root.classes(remove=f"no-{panel}")
