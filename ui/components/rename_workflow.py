"""Changing a workflow's names: what people read, and the one that Temporal knows it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services import workflows
from services.views import WorkflowRow
from ui.components.dialog import Dialog
from ui.components.fields import text_input
from ui.session import current, speaking


class RenameWorkflowDialog(Dialog):
    """Both names; a taken one is said at its field, and what was left as it is here is not sent."""

    def __init__(self, row: WorkflowRow, on_renamed: Callable[[WorkflowRow], Any] = lambda _: None) -> None:
        super().__init__("Rename workflow", verb="Rename", on_submit=self._rename, width=420)
        self._page, self._row, self._on_renamed = current(), row, on_renamed
        with self.body:
            self._name = text_input("Name", row.display_name, autofocus=True)
            self._kebab = text_input(
                "Name in Temporal", row.kebab_name, mono=True, help="Executions that run keep the old one."
            )

    async def _rename(self) -> None:
        self._name.show_fault(None)
        self._kebab.show_fault(None)
        name, kebab = self._name.value.strip(), self._kebab.value.strip()
        with speaking(fields={"display_name": self._name.show_fault, "kebab_name": self._kebab.show_fault}):
            renamed = await workflows.rename_workflow(
                self._page.app,
                self._page.actor,
                self._row.id,
                display_name=name if name != self._row.display_name else None,
                kebab_name=kebab if kebab != self._row.kebab_name else None,
            )
            self._on_renamed(renamed)
            self.close()
