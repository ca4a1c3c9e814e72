"""The editor's toolbar: where one is, what state the workflow is in, whether it is saved, Run and Deploy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from nicegui import ui

from services.views import WorkflowRow
from ui.components.buttons import button
from ui.components.logo import logo
from ui.components.markup import icon, tag
from ui.components.pill import pill

SaveState = Literal["saved", "saving", "offline"]


class Toolbar:
    """One line, 48 px; `on_name` opens what changes the names."""

    def __init__(
        self,
        workflow: WorkflowRow,
        *,
        on_name: Callable[[], Any],
        on_run: Callable[[], Any],
        on_deploy: Callable[[], Any],
    ) -> None:
        with tag("a", classes="logo-link", href="/", aria_label="All projects"):
            logo()
        tag("span", classes="vr short").style("margin: 0 4px")
        tag("a", workflow.project_name, "crumb cut", href=f"/projects/{workflow.project_id}")
        tag("span", "/", "sep", aria_hidden="true")
        self._name = tag("button", workflow.display_name, "name cut", type="button", title="Rename")
        self._name.on("click", lambda _: on_name(), [])
        self._state = tag("span", classes="hstack").style("margin-left: 6px")
        with tag("nav", classes="seg where", aria_label="Views"):
            tag("a", "Editor", "on", aria_current="page")
            tag("a", "Executions", href=f"/workflows/{workflow.id}/executions")
        tag("span", classes="grow")
        self._saved = tag("span", classes="saved", data_state="saved", role="status", data_testid="saved")
        tag("span", classes="vr short")
        button("Run", on_run, icon_name="play_arrow", filled=True)
        self.deploy = button("Deploy", on_deploy, kind="primary")
        self.show_saving("saved", 0)
        self.show_workflow(workflow)

    def show_workflow(self, workflow: WorkflowRow) -> None:
        """Shows name, status and version as they are now."""
        ui.page_title(f"{workflow.display_name} · Workflow Builder")
        self._name.set_text(workflow.display_name)
        self._state.clear()
        with self._state:
            pill(workflow.status)
            with tag("span", classes="ver num"):
                if workflow.version_number is None:
                    tag("span", "never deployed", "t3")
                else:
                    tag("span", f"v{workflow.version_number}")
                    if workflow.changed_since_deploy:
                        tag("span", " · changed since", "t3")

    def show_saving(self, state: SaveState, pending: int) -> None:
        """Says how saving stands."""
        symbol, words = _saving_words(state, pending)
        self._saved.set_attributes(data_state=state)
        self._saved.clear()
        with self._saved:
            icon(symbol, "spin" if state == "saving" else "")
            tag("span", words)
            # Shown in its place by the style sheet while the page has no connection to us.
            tag("span", "Offline, edits are kept here", "when-lost")


def _saving_words(state: SaveState, pending: int) -> tuple[str, str]:
    match state:
        case "saved":
            return "cloud_done", "Saved"
        case "saving":
            return "progress_activity", "Saving"
        case "offline":
            return "cloud_off", f"Offline, {pending} {'edit' if pending == 1 else 'edits'} kept here"
