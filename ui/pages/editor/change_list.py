"""What a Deploy would change, a line for each node."""

from __future__ import annotations

from graph.changes import Change, Changes, Setting
from ui.components.markup import icon, tag
from ui.components.schema_form.values import show_value

_SHOWN = 40
_LONGEST = 24  # characters of a value; more is named without it
_LOOKS = {"added": ("add", "--green-fg"), "removed": ("remove", "--red-fg"), "changed": ("edit", "--text-3")}


def change_list(changes: Changes) -> None:
    """Draws the changed, added and removed nodes, and how many edges there are more or fewer."""
    with tag("ul", classes="diff", data_testid="changes"):
        for change in changes.nodes[:_SHOWN]:
            _draw(change)
        if len(changes.nodes) > _SHOWN:
            _line("more_horiz", "--text-3", f"{len(changes.nodes) - _SHOWN} more nodes")
        if changes.edges_added:
            _line("add", "--green-fg", _edges(changes.edges_added))
        if changes.edges_removed:
            _line("remove", "--red-fg", _edges(changes.edges_removed))


def count_words(changes: Changes) -> str:
    """How many changes there are: "4 changes"."""
    count = len(changes.nodes) + changes.edges_added + changes.edges_removed
    return f"{count:,} {'change' if count == 1 else 'changes'}" if count else "Nothing has changed"


def _draw(change: Change) -> None:
    symbol, colour = _LOOKS[change.kind]
    with tag("li", data_change=change.kind):
        icon(symbol).style(f"color: var({colour})")
        tag("b", change.node.label, "cut", title=change.node.label)
        with tag("span", classes="cut"):
            if change.kind != "changed":
                tag("span", change.node.type)
            for number, setting in enumerate(change.settings):
                _draw_setting(setting, first=number == 0)


def _draw_setting(setting: Setting, *, first: bool) -> None:
    tag("span", f"{'' if first else ', '}{setting.path.rpartition('.')[2]}")
    before, after = show_value(setting.before), show_value(setting.after)
    if len(before) <= _LONGEST and len(after) <= _LONGEST and "\n" not in before + after:
        if before:
            tag("del", f" {before}", "mono")
        if after:
            tag("ins", f" {after}", "mono")


def _line(symbol: str, colour: str, words: str) -> None:
    with tag("li"):
        icon(symbol).style(f"color: var({colour})")
        tag("b", words, "cut")


def _edges(count: int) -> str:
    return f"{count} edge{'' if count == 1 else 's'}"
