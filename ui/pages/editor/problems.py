"""The bar below the canvas: how many problems there are, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.problems import Problem, Severity
from ui.components.buttons import icon_button
from ui.components.markup import icon, tag

_LOOKS = {Severity.ERROR: ("error", "--red-solid"), Severity.WARNING: ("warning", "--amber-solid")}


class ProblemsDrawer:
    """32 px that open into a list; a click on a problem leads to its node and field."""

    def __init__(
        self,
        on_pick: Callable[[Problem], Any],
        *,
        toggle_palette: Callable[[], Any],
        toggle_inspector: Callable[[], Any],
    ) -> None:
        self._on_pick = on_pick
        self._problems: Sequence[Problem] = ()
        self._labels: Mapping[str, str] = {}
        self._open = False
        with tag("div", classes="bar-line"):
            self._head = tag("button", type="button", aria_expanded="false", data_testid="problems")
            self._head.on("click", lambda _: self.set_open(not self._open), [])
            tag("span", classes="grow")
            icon_button("chevron_left", "Show or hide the palette", toggle_palette, size="small")
            icon_button("chevron_right", "Show or hide the inspector", toggle_inspector, size="small")
        self._list = tag("div", classes="found", hidden="", role="list", aria_label="Problems")
        self.show((), {})

    def show(self, problems: Sequence[Problem], labels: Mapping[str, str]) -> None:
        """Shows these problems and no others; `labels` names the nodes."""
        self._problems, self._labels = problems, labels
        self._draw_head()
        self._draw_list()

    def set_open(self, open: bool) -> None:
        self._open = open
        self._head.set_attributes(aria_expanded=str(open).lower())
        self._list.set_attributes(hidden=None if open else "")
        self._draw_head()

    def _draw_head(self) -> None:
        self._head.clear()
        with self._head:
            icon("keyboard_arrow_down" if self._open else "keyboard_arrow_up")
            tag("span", "Problems" if self._problems else "No problems")
            for severity, (symbol, colour) in _LOOKS.items():
                count = sum(problem.severity is severity for problem in self._problems)
                if count:
                    with tag("span", classes="n", data_count=severity.value):
                        icon(symbol, "fill").style(f"color: var({colour})")
                        tag("span", str(count))

    def _draw_list(self) -> None:
        self._list.clear()
        with self._list:
            if not self._problems:
                tag("p", "Nothing is wrong: it can be deployed.")
            for problem in sorted(self._problems, key=lambda each: each.severity is not Severity.ERROR):
                self._draw_row(problem)

    def _draw_row(self, problem: Problem) -> None:
        symbol, colour = _LOOKS[problem.severity]
        label = self._labels.get(problem.node_id or "", "")
        with tag("button", type="button", role="listitem", data_problem=problem.code) as row:
            icon(symbol, "fill").style(f"color: var({colour})")
            with tag("span"):
                strong, rest = named(label, problem.message)
                tag("b", strong)
                tag("span", rest)
            if problem.field:
                tag("span", problem.field, "where")
        row.on("click", lambda _: self._on_pick(problem), [])


def message_without(label: str, message: str) -> str:
    """The message without the name that stands before it already."""
    return message.removeprefix(f"{label}: ") if label else message


def named(label: str, message: str) -> tuple[str, str]:
    """The node's name and the rest of the sentence, so that the name stands there once."""
    if label and message.startswith(label):
        return label, message[len(label) :]
    return (label, f": {message}") if label else ("", message)


def by_node(problems: Sequence[Problem]) -> dict[str, list[dict[str, Any]]]:
    """Problems as the canvas takes them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for problem in problems:
        if problem.node_id:
            entry = {"message": problem.message, "severity": problem.severity.value, "field": problem.field}
            found.setdefault(problem.node_id, []).append(entry)
    return found
