"""Changing a workflow's names: what people read, and the kebab name that Temporal and the API know it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services import workflows
from services.views import WorkflowRow
from ui.components.dialog import Dialog
from ui.components.fields import text_input
from ui.session import PageContext, speaking


class NamesDialog(Dialog):
    """Both names; a taken kebab name is said at its field."""

    def __init__(
        self, page: PageContext, workflow: WorkflowRow, on_renamed: Callable[[WorkflowRow], Any]
    ) -> None:
        super().__init__("Rename", verb="Rename", on_submit=self._rename, width=420)
        self._page, self._workflow, self._on_renamed = page, workflow, on_renamed
        with self.body:
            self._name = text_input("Name", workflow.display_name, autofocus=True)
            self._kebab = text_input(
                "Kebab name",
                workflow.kebab_name,
                mono=True,
                help="The name of its executions in Temporal. Those that run keep the old one.",
            )

    async def _rename(self) -> None:
        self._name.show_fault(None)
        self._kebab.show_fault(None)
        kebab = self._kebab.value.strip()
        with speaking(fields={"display_name": self._name.show_fault, "kebab_name": self._kebab.show_fault}):
            row = await workflows.rename_workflow(
                self._page.app,
                self._page.actor,
                self._workflow.id,
                display_name=self._name.value.strip(),
                kebab_name=kebab if kebab != self._workflow.kebab_name else None,
            )
            self._on_renamed(row)
            self.close()
