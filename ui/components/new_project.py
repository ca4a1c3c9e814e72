"""The dialog that makes a project."""

from __future__ import annotations

from nicegui import ui

from services import projects
from ui.components.dialog import Dialog, enter
from ui.components.fields import text_input
from ui.session import current, speaking


class NewProjectDialog(Dialog):
    """Asks for a name and opens the new project."""

    def __init__(self) -> None:
        super().__init__(
            "New project",
            "Workflows and the task queue that they run on",
            verb="Create",
            on_submit=self._create,
            width=420,
        )
        self._page = current()
        with self.lead:
            enter("to create")
        with self.body:
            self._name = text_input("Name", placeholder="Depot operations", autofocus=True)
            self._description = text_input("Description", note="optional")

    async def _create(self) -> None:
        self._name.show_fault(None)
        self.set_busy(busy=True)
        try:
            with speaking(at=self._name.show_fault):
                row = await projects.create_project(
                    self._page.app,
                    self._page.actor,
                    name=self._name.value,
                    description=self._description.value,
                )
                ui.navigate.to(f"/projects/{row.id}")
        finally:
            self.set_busy(busy=False)
