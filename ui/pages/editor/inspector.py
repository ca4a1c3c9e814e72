"""The inspector: the selected node's settings, as a form made from its type's schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.catalogue import ActivitySpec
from graph.definition import Definition, Node
from graph.problems import Problem, Severity
from ui.components.buttons import icon_button, tabs
from ui.components.fields import Field, Select
from ui.components.icons import known
from ui.components.markup import Tag, icon, tag
from ui.components.panels import drag_border
from ui.components.schema_form import Fault, FieldSpec, SchemaForm, Texts, fields_of
from ui.components.text_field import TextField
from ui.pages.editor.input_schema import InputSchemaEditor
from ui.pages.editor.problems import message_without
from ui.pages.editor.sections import FailureSection, JoinSection, RetrySection

Edit = Callable[[list[dict[str, Any]]], Any]
_KEYS = (
    ("Drag", "from the palette, or double-click"),
    ("/", "search nodes"),
    ("Del", "delete the selection"),
)


@dataclass(frozen=True)
class Known:
    """The node types and activities that the forms are made from."""

    node_types: Mapping[str, Mapping[str, Any]]
    activities: Mapping[str, ActivitySpec]


class Inspector:
    """The panel at the right: nothing selected, several, or one node's form."""

    def __init__(self, known: Known, edit: Edit, *, on_hide: Callable[[], Any]) -> None:
        self._known, self._edit, self._on_hide = known, edit, on_hide
        self._selected: tuple[tuple[str, ...], int] = ((), 0)
        self._panel: NodePanel | None = None
        self._texts: dict[str, Texts] = {}
        drag_border("--w-inspector", side="left", least=280, most=560, label="Width of the inspector")
        with tag("p", classes="when-lost help", role="status"):
            icon("cloud_off", "s16")
            tag("span", "Offline: settings open again with the connection. The canvas can be drawn on.")
        self._content = tag("div", classes="content", data_needs_server="")

    def select(self, definition: Definition, node_ids: list[str], edges: int) -> None:
        """Shows what is selected."""
        chosen = (tuple(node_ids), edges)
        if chosen != self._selected or (self._panel is None) != (len(node_ids) != 1):
            self._selected = chosen
            self.redraw(definition)

    def redraw(self, definition: Definition) -> None:
        """Draws the selection anew, with values as they are in the definition."""
        self._content.clear()
        self._panel = None
        node_ids, edges = self._selected
        node = definition.node(node_ids[0]) if len(node_ids) == 1 else None
        with self._content:
            if node is not None:
                texts = self._texts.setdefault(node.id, Texts({}))
                self._panel = NodePanel(
                    self._known, self._edit, self._on_hide, definition=definition, node=node, texts=texts
                )
            else:
                _draw_nothing(len(node_ids), edges, self._on_hide)

    def refresh(self, definition: Definition) -> None:
        """Takes over what changed; fields in which somebody types keep what was typed."""
        node_ids, _ = self._selected
        node = definition.node(node_ids[0]) if len(node_ids) == 1 else None
        appeared = (node is None) != (self._panel is None)
        if appeared or (node and self._panel and not self._panel.refresh(definition, node)):
            self.redraw(definition)

    def settle(self, definition: Definition) -> None:
        """Everything is saved: fields show what the definition holds."""
        if self._panel is not None:
            self._panel.settle()
            self.refresh(definition)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Says problems at the fields that they name."""
        if self._panel is not None:
            self._panel.show_problems(problems)


class NodePanel:
    """One node: name, tabs, form, sections."""

    def __init__(
        self,
        known: Known,
        edit: Edit,
        on_hide: Callable[[], Any],
        *,
        definition: Definition,
        node: Node,
        texts: Texts,
    ) -> None:
        self._known, self._edit, self._texts = known, edit, texts
        self.node_id = node.id
        self._label = node.label
        self._kind = known.node_types.get(node.type, {})
        self._shape = self._shape_of(definition, node)
        self._forms: list[tuple[SchemaForm, tuple[str, ...]]] = []
        self._retry: RetrySection | None = None
        self._join: JoinSection | None = None
        self._failure: FailureSection | None = None
        self._input_schema: InputSchemaEditor | None = None
        self._draw_head(node, on_hide)
        tabs({"settings": "Settings", "notes": "Notes"}, "settings", self._show_tab, label="Node")
        with tag("div", classes="insp-body", role="tabpanel") as self._settings:
            self._draw_settings(definition, node)
        with tag("div", classes="insp-body", role="tabpanel", hidden="") as self._notes_tab:
            self._draw_notes(node)

    def _shape_of(self, definition: Definition, node: Node) -> tuple[Any, ...]:
        """What the form is made for: when this changes, it is made anew."""
        joins = node.type == "merge" or sum(edge.target == node.id for edge in definition.edges) > 1
        return node.type, node.data.config.get("activity") if self._runs_activity else None, joins

    @property
    def _runs_activity(self) -> bool:
        return _flag(self._kind, "runs_activity")

    def _draw_head(self, node: Node, on_hide: Callable[[], Any]) -> None:
        activity = self._activity(node)
        with tag("div", classes="insp-head"):
            with tag("span", classes="tile"):
                icon(known(activity.icon if activity else str(self._kind.get("icon") or "help")), "s20")
            with tag("div", classes="grow"):
                self._name = TextField(
                    node.data.label,
                    label="Name of the node",
                    placeholder=node.id,
                    on_edit=lambda text: self._change(("label",), text.strip()),
                )
                with tag("div", classes="ty cut"):
                    tag("span", activity.label if activity else str(self._kind.get("label") or node.type))
                    tag("span", " · ")
                    tag("span", node.id, "mono")
            icon_button("close", "Hide the inspector", on_hide)

    def _activity(self, node: Node) -> ActivitySpec | None:
        return (
            self._known.activities.get(str(node.data.config.get("activity"))) if self._runs_activity else None
        )

    def _draw_settings(self, definition: Definition, node: Node) -> None:
        if self._runs_activity:
            self._draw_activity(node)
        else:
            self._draw_config(node)
        if self._shape[-1]:
            self._join = JoinSection(node, self._change, self._texts)
        if self._runs_activity:
            self._retry = RetrySection(node, self._change, self._texts)
        if _flag(self._kind, "error_output"):
            self._failure = FailureSection(definition, node)

    def _draw_activity(self, node: Node) -> None:
        name = str(node.data.config.get("activity") or "")
        words = {spec.name: spec.label for spec in self._known.activities.values()}
        if name not in words:
            words = {name: f"{name} (unknown)" if name else "Choose…", **words}
        with Field("Activity", key="activity", data_field="config.activity"):
            Select(words, name, lambda chosen: self._change(("config", "activity"), chosen), label="Activity")
        spec = self._known.activities.get(name)
        self._add_form(fields_of(spec.input_schema) if spec else (), node, ("config", "arguments"))

    def _draw_config(self, node: Node) -> None:
        specs = fields_of(self._kind.get("config") or {})
        if self._kind.get("group") == "triggers" and any(spec.key == "input_schema" for spec in specs):
            self._input_schema = InputSchemaEditor(
                node.data.config.get("input_schema"),
                lambda schema: self._change(("config", "input_schema"), schema),
            )
            specs = tuple(spec for spec in specs if spec.key != "input_schema")
        if not specs and self._input_schema is None:
            tag("p", "Nothing to set here.", "help").style("margin: 0 0 14px")
        self._add_form(specs, node, ("config",))

    def _add_form(self, specs: tuple[FieldSpec, ...], node: Node, path: tuple[str, ...]) -> None:
        form = SchemaForm(specs, _at(node, path), on_change=self._change, path=path, texts=self._texts)
        self._forms.append((form, path))

    def _draw_notes(self, node: Node) -> None:
        with Field("Notes", help="For people; nothing of it runs.", data_field="notes"):
            self._notes = TextField(
                node.data.notes,
                label="Notes",
                multiline=True,
                on_edit=lambda text: self._change(("notes",), text),
            )

    def _show_tab(self, name: str) -> None:
        self._settings.set_attributes(hidden=None if name == "settings" else "")
        self._notes_tab.set_attributes(hidden=None if name == "notes" else "")

    def _change(self, path: tuple[str, ...], value: Any) -> Any:
        return self._edit([{"op": "set_data", "id": self.node_id, "path": list(path), "value": value}])

    @property
    def _all_forms(self) -> list[SchemaForm]:
        sections = [section for section in (self._retry, self._join) if section is not None]
        return [form for form, _ in self._forms] + [form for section in sections for form in section.forms]

    def refresh(self, definition: Definition, node: Node) -> bool:
        """Takes over the node's values; False when its form must be made anew."""
        if self._shape_of(definition, node) != self._shape:
            return False
        self._label = node.label
        self._name.set_value(node.data.label)
        self._notes.set_value(node.data.notes)
        for form, path in self._forms:
            form.refresh(_at(node, path))
        if self._input_schema is not None:
            self._input_schema.refresh(node.data.config.get("input_schema"))
        if self._retry:
            self._retry.refresh(node)
        if self._join:
            self._join.refresh(node)
        if self._failure:
            self._failure.refresh(definition, node)
        return True

    def settle(self) -> None:
        for form in self._all_forms:
            form.settle()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        faults: dict[str, Fault] = {}
        for problem in sorted(problems, key=lambda each: each.severity is not Severity.ERROR):
            if problem.node_id == self.node_id and problem.field:
                warning = problem.severity is not Severity.ERROR
                words = message_without(self._label, problem.message)
                faults.setdefault(problem.field, Fault(words[:1].upper() + words[1:], warning))
        for form in self._all_forms:
            form.show_faults(faults)


def _draw_nothing(nodes: int, edges: int, on_hide: Callable[[], Any]) -> Tag:
    with tag("div", classes="insp-none") as block:
        with tag("div", classes="hstack"):
            tag("b", _selection_words(nodes, edges), "grow")
            icon_button("close", "Hide the inspector", on_hide)
        tag("p", "Its settings appear here." if not nodes + edges else "Select one node to see its settings.")
        with tag("dl"):
            for key, words in _KEYS:
                with tag("dt"):
                    tag("span", key, "kbd")
                tag("dd", words)
    return block


def _selection_words(nodes: int, edges: int) -> str:
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((nodes, "node"), (edges, "edge")) if n]
    return f"{' and '.join(parts)} selected" if parts else "Select a node"


def _flag(kind: Mapping[str, Any], name: str) -> bool:
    return bool(kind.get(name))


def _at(node: Node, path: tuple[str, ...]) -> Mapping[str, Any]:
    value: Any = node.data.config
    for part in path[1:]:
        value = value.get(part) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
