"""The bar on top: where we are, and what can be done with the execution."""

from __future__ import annotations

from services import executions
from services.views import ExecutionRow, ExecutionView
from ui.components.buttons import button
from ui.components.dialog import Dialog
from ui.components.logo import logo
from ui.components.markup import icon, tag
from ui.components.toast import toast
from ui.session import current, speaking


class Head:
    """Crumbs on the left; Temporal's own page and Cancel on the right."""

    def __init__(self, view: ExecutionView) -> None:
        self._page, self._view = current(), view
        row = view.row
        with tag("header", classes="toolbar"):
            with tag("a", href="/", aria_label="All projects"):
                logo()
            tag("span", classes="vr short")
            _crumb(row.project_name, f"/projects/{row.project_id}")
            tag("span", "/", "sep", aria_hidden="true")
            _crumb(row.workflow_name, f"/workflows/{row.workflow_id}")
            tag("span", "/", "sep", aria_hidden="true")
            tag("h1", f"Execution {row.number}", "name")
            tag("span", classes="grow")
            with tag("a", classes="btn ghost", href=f"/workflows/{row.workflow_id}/executions"):
                icon("list_alt")
                tag("span", "All executions")
            if view.temporal_url:
                with tag("a", classes="btn ghost", href=view.temporal_url, target="_blank", rel="noopener"):
                    icon("open_in_new")
                    tag("span", "Temporal")
            self._cancel = button("Cancel", self._ask, icon_name="stop_circle", kind="danger")
        if view.cancel_requested:
            self._cancel.set_attributes(disabled=True)
        self.show(row)

    def show(self, row: ExecutionRow) -> None:
        """Offers what can be done with the execution as it is now."""
        self._cancel.set_visibility(not row.status.is_closed)

    def _ask(self) -> None:
        name = f"{self._view.row.workflow_name} {self._view.row.number}"
        dialog = Dialog(
            f"Cancel {name}?",
            "Steps that run are told to stop; steps that did not begin never will. What is done stays done.",
            verb="Cancel execution",
            cancel="Keep running",
            on_submit=lambda: self._do_cancel(dialog),
            width=440,
            danger=True,
        )

    async def _do_cancel(self, dialog: Dialog) -> None:
        dialog.set_busy(busy=True)
        try:
            with speaking():
                await executions.cancel_execution(self._page.app, self._page.actor, self._view.row.id)
                self._cancel.set_attributes(disabled=True)
                toast("Cancelling: steps that run are told to stop", kind="info")
        finally:
            dialog.close()


def _crumb(words: str, address: str) -> None:
    tag("a", words, "crumb cut", href=address, title=words)
