"""The dialog that makes a workflow: its name, and what it starts from."""

from __future__ import annotations

from uuid import UUID

from nicegui import ui

from services import workflows
from services.workflows import TemplateInfo
from ui.components.dialog import Dialog, enter
from ui.components.fields import text_input
from ui.components.graph_thumbnail import graph_thumbnail
from ui.components.markup import Tag, icon, tag
from ui.session import current, speaking

_EMPTY = ""


class NewWorkflowDialog(Dialog):
    """Shows the Temporal name that the display name makes, which can be edited, and opens the new workflow."""

    def __init__(self, project_id: UUID, project_name: str, *, template: str = _EMPTY) -> None:
        super().__init__(
            "New workflow", f"In {project_name}", verb="Create", on_submit=self._create, width=420
        )
        self._page, self._project_id, self._template = current(), project_id, template
        self._own_kebab_name = False
        with self.lead:
            enter("to create")
        offered = {info.key: info for info in workflows.templates()}
        start = offered[template].name if template else ""
        with self.body:
            self._name = text_input(
                "Name", start, placeholder="Late returns", autofocus=True, on_edit=self._name_edited
            )
            self._kebab = text_input(
                "Name in Temporal",
                "",
                on_edit=self._kebab_edited,
                mono=True,
                help="Unique among your workflows; the workflow type of its executions.",
            )
            tag("div", "Start from", "label")
            self._cards = tag("div", classes="tpls", role="radiogroup", aria_label="Start from")
            self._help = tag("div", classes="help")
            self._help.style("margin-top: 8px")
        self._draw_cards(list(offered.values()))
        if start:
            ui.timer(0, lambda: self._name_edited(start), once=True)

    def _draw_cards(self, offered: list[TemplateInfo]) -> None:
        self._choices: dict[str, Tag] = {}
        with self._cards:
            self._card(_EMPTY, "Empty", "", None)
            for info in offered:
                self._card(info.key, info.name, info.description, info)
        self._choose(self._template, next((i.description for i in offered if i.key == self._template), ""))

    def _card(self, key: str, name: str, description: str, info: TemplateInfo | None) -> None:
        with tag("button", classes="tpl", type="button", role="radio", aria_checked="false") as card:
            with tag("span", classes="pic"):
                if info is None:
                    icon("add", "s20")
                else:
                    ui.html(graph_thumbnail(info.definition, height=60), sanitize=False)
            tag("b", name)
        card.on("click", lambda _: self._choose(key, description), [])
        self._choices[key] = card

    def _choose(self, key: str, description: str) -> None:
        self._template = key
        for name, card in self._choices.items():
            card.classes(add="on" if name == key else "", remove="" if name == key else "on")
            card.set_attributes(aria_checked=str(name == key).lower())
        self._help.set_text(description)

    async def _name_edited(self, name: str) -> None:
        self._name.show_fault(None)
        if not self._own_kebab_name and name.strip():
            with speaking():
                self._kebab.set_value(await workflows.free_kebab_name(self._page.app, self._page.actor, name))

    def _kebab_edited(self, _: str) -> None:
        self._own_kebab_name = True
        self._kebab.show_fault(None)

    async def _create(self) -> None:
        self.set_busy(busy=True)
        try:
            with speaking(
                fields={"display_name": self._name.show_fault, "kebab_name": self._kebab.show_fault}
            ):
                row = await workflows.create_workflow(
                    self._page.app,
                    self._page.actor,
                    project_id=self._project_id,
                    display_name=self._name.value,
                    kebab_name=self._kebab.value if self._own_kebab_name else None,
                    template=self._template or None,
                )
                ui.navigate.to(f"/workflows/{row.id}")
        finally:
            self.set_busy(busy=False)
