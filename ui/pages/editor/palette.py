"""The palette: every node type and activity, by group, found by typing, dragged onto the canvas."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.catalogue import ActivitySpec
from ui.components.icons import known
from ui.components.markup import Tag, icon, tag
from ui.components.text_field import TextField

_GROUPS = {
    "triggers": "Triggers",
    "work": "Work",
    "activities": "Activities",
    "state": "State",
    "flow": "Flow",
    "children": "Children",
    "messages": "Messages",
    "queues": "Queues",
    "notes": "Notes",
}
_ACTIVITY = "activity"


@dataclass(frozen=True)
class PaletteItem:
    """What can be put on the canvas: a node type, with an activity already chosen where it is one."""

    label: str
    icon: str
    group: str
    type: str
    config: Mapping[str, Any]
    description: str = ""

    def found_by(self, query: str) -> bool:
        """Whether every word of the query is in its name, group or description."""
        text = f"{self.label} {_GROUPS.get(self.group, self.group)} {self.description}".lower()
        return all(word in text for word in query.lower().split())


def palette_items(
    node_types: Sequence[Mapping[str, Any]], activities: Sequence[ActivitySpec]
) -> list[PaletteItem]:
    """All items in the order of their groups; activities stand for themselves, not as one bare node type."""
    items = [
        PaletteItem(
            label=str(kind["label"]),
            icon=str(kind["icon"]),
            group=str(kind["group"]),
            type=str(kind["type"]),
            config={},
            description=str(kind.get("description") or ""),
        )
        for kind in node_types
        if kind["type"] != _ACTIVITY
    ]
    items += [
        PaletteItem(
            label=spec.label,
            icon=spec.icon,
            group="activities",
            type=_ACTIVITY,
            config={"activity": spec.name},
            description=spec.description,
        )
        for spec in activities
    ]
    order = list(_GROUPS)
    return sorted(items, key=lambda item: order.index(item.group) if item.group in order else len(order))


class Palette:
    """The list at the left of the editor."""

    def __init__(self, items: Sequence[PaletteItem]) -> None:
        self._items = items
        self._folded: set[str] = set()
        self._query = ""
        with tag("div", classes="find", data_slash=""):
            TextField(
                label="Search nodes",
                placeholder="Search nodes",
                icon="search",
                kbd="/",
                type="search",
                on_edit=self._search,
            )
        self._list = tag("div", classes="list")
        self._draw()

    def _search(self, query: str) -> None:
        self._query = query
        self._draw()

    def _draw(self) -> None:
        self._list.clear()
        found = [item for item in self._items if item.found_by(self._query)]
        with self._list:
            for group in dict.fromkeys(item.group for item in found):
                self._draw_group(group, [item for item in found if item.group == group])
            if not found:
                tag("p", f"No node is called “{self._query}”", "nothing t3")

    def _draw_group(self, group: str, items: list[PaletteItem]) -> None:
        folded = group in self._folded and not self._query
        head = tag("button", classes="grp", type="button", aria_expanded=str(not folded).lower())
        with head:
            icon("chevron_right" if folded else "keyboard_arrow_down")
            tag("span", _GROUPS.get(group, group.capitalize()))
            if folded:
                tag("span", str(len(items)), "count")
        head.on("click", lambda _: self._fold(group), [])
        if not folded:
            for item in items:
                _draw_item(item)

    def _fold(self, group: str) -> None:
        self._folded ^= {group}
        self._draw()


def _draw_item(item: PaletteItem) -> Tag:
    node = {"type": item.type, "label": item.label, "config": dict(item.config)}
    element = tag(
        "div",
        classes="it",
        draggable="true",
        tabindex="0",
        role="button",
        aria_label=item.label,
        title=item.description or None,
        data_palette_node=json.dumps(node),
    )
    with element:
        icon(known(item.icon))
        tag("span", item.label, "cut")
    return element
