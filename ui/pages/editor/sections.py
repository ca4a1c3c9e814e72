"""The inspector's sections that every node has alike: retry and time-outs, join, what happens on failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.definition import Definition, JoinMode, Node, Retry, Timeouts
from ui.components.fields import Field, Select
from ui.components.markup import Tag, tag
from ui.components.panels import Section
from ui.components.schema_form import OFF, FieldSpec, Kind, SchemaForm, Texts

Change = Callable[[tuple[str, ...], Any], Any]
_SHOWN_WAITS = 5
_JOINS = {
    JoinMode.ALL: "Waits for all; skipped ones count",
    JoinMode.ALL_REQUIRED: "Needs all; one skipped skips it",
    JoinMode.ANY: "Goes on with the first",
    JoinMode.N: "Goes on after a number",
}


def _seconds(key: str, title: str, default: float | None, *, switch: str = "") -> FieldSpec:
    placeholder = "off" if default is None else f"{default:g}"
    return FieldSpec(
        key, title, Kind.NUMBER, unit="s", placeholder=placeholder, switch=switch, expressions=False
    )


_RETRY = (
    FieldSpec("attempts", "Attempts", Kind.INTEGER, placeholder=str(Retry().attempts), expressions=False),
    _seconds("first_wait", "First wait", Retry().first_wait),
    FieldSpec(
        "factor", "Factor", Kind.NUMBER, unit="×", placeholder=f"{Retry().factor:g}", expressions=False
    ),
    _seconds("longest_wait", "Longest", Retry().longest_wait),
)
_TIMEOUTS = (
    _seconds("attempt", "One attempt", Timeouts().attempt, switch="Limit the time of one attempt"),
    _seconds("total", "All attempts", None),
    _seconds("heartbeat", "Heartbeat", None),
)


class RetrySection:
    """Attempts, waits and time-outs of a node that runs an activity, with a picture of the waits."""

    def __init__(self, node: Node, change: Change, texts: Texts) -> None:
        self._node, self._change = node, change
        self._section = Section("Retry and time-outs")
        with self._section.body:
            with tag("div", classes="four"):
                self._retry = SchemaForm(
                    _RETRY,
                    _given(node.data.retry),
                    on_change=change,
                    path=("retry",),
                    texts=texts,
                    compact=True,
                )
            self._picture = tag("div", classes="tries", role="img")
            with tag("div", classes="three"):
                self._timeouts = SchemaForm(
                    _TIMEOUTS,
                    timeouts_shown(node.data.timeouts),
                    on_change=self._set_timeout,
                    path=("timeouts",),
                    texts=texts,
                    compact=True,
                )
        self._draw_waits(node.data.retry or Retry())

    @property
    def forms(self) -> tuple[SchemaForm, ...]:
        return self._retry, self._timeouts

    def refresh(self, node: Node) -> None:
        self._node = node
        self._retry.refresh(_given(node.data.retry))
        self._timeouts.refresh(timeouts_shown(node.data.timeouts))
        self._draw_waits(node.data.retry or Retry())

    def _set_timeout(self, path: tuple[str, ...], value: Any) -> Any:
        if value is not OFF:
            return self._change(path, value)
        # Null at its own path would take the limit away, and bring the default back; within the object it stays.
        queue = (self._node.data.timeouts or Timeouts()).queue
        return self._change(("timeouts",), {"queue": queue, **self._timeouts.values, path[-1]: None})

    def _draw_waits(self, retry: Retry) -> None:
        waits = waits_between(retry)
        words = "One attempt, no retry" if not waits else f"Waits between attempts: {', '.join(waits)}"
        self._picture.set_attributes(aria_label=words, title=words)
        self._picture.clear()
        with self._picture:
            if not waits:
                tag("span", "One attempt, no retry")
            for wait in waits:
                tag("i")
                with tag("s"):
                    tag("em", wait)
            if waits:
                tag("i")


def timeouts_shown(timeouts: Timeouts | None) -> Mapping[str, Any]:
    """What is set, as the form shows it: an attempt without a limit is switched off."""
    off = {"attempt": OFF} if timeouts is not None and timeouts.attempt is None else {}
    return {**_given(timeouts), **off}


def waits_between(retry: Retry) -> list[str]:
    """The waits between attempts in words; of many, the first ones and how many more there are."""
    waits = [
        min(retry.first_wait * retry.factor**number, retry.longest_wait)
        for number in range(min(retry.attempts - 1, _SHOWN_WAITS))
    ]
    words = [f"{wait:g} s" if wait < 100 else f"{wait / 60:.3g} min" for wait in waits]
    more = retry.attempts - 1 - _SHOWN_WAITS
    return [*words[:-1], f"{more + 1} more"] if more > 0 else words


class JoinSection:
    """When a node with several incoming edges runs."""

    def __init__(self, node: Node, change: Change, texts: Texts) -> None:
        self._change = change
        self._section = Section("Join")
        with self._section.body, tag("div", classes="two-cols"):
            with Field("When it runs", data_field="join.mode"):
                self._mode = Select(
                    {mode.value: words for mode, words in _JOINS.items()},
                    _mode_of(node).value,
                    lambda mode: change(("join", "mode"), mode),
                    label="When it runs",
                )
            self._count_place = tag("div")
            with self._count_place:
                self._count = SchemaForm(
                    (FieldSpec("count", "Number", Kind.INTEGER, expressions=False),),
                    _given(node.data.join),
                    on_change=change,
                    path=("join",),
                    texts=texts,
                    compact=True,
                )
        self.refresh(node)

    @property
    def forms(self) -> tuple[SchemaForm, ...]:
        return (self._count,)

    def refresh(self, node: Node) -> None:
        mode = _mode_of(node)
        if self._mode.value != mode.value:
            self._mode.set_value(mode.value)
        self._count.refresh(_given(node.data.join))
        self._count_place.set_attributes(hidden=None if mode is JoinMode.N else "")


class FailureSection:
    """Says what happens when the node fails."""

    def __init__(self, definition: Definition, node: Node) -> None:
        self._section = Section("On failure", open=False)
        with self._section.body:
            self._words: Tag = tag("p", classes="say")
        self.refresh(definition, node)

    def refresh(self, definition: Definition, node: Node) -> None:
        labels = {each.id: each.label for each in definition.nodes}
        targets = [
            labels.get(edge.target, edge.target)
            for edge in definition.edges
            if edge.source == node.id and edge.source_handle == "error"
        ]
        if targets:
            self._section.summarize(f"error edge to {', '.join(targets)}")
            self._words.set_text("The error goes there as data, and the execution goes on.")
        else:
            self._section.summarize("the execution fails")
            self._words.set_text("Connect the red handle below the node to go on with the error instead.")


def _mode_of(node: Node) -> JoinMode:
    return node.data.join.mode if node.data.join else JoinMode.ALL


def _given(part: Any) -> Mapping[str, Any]:
    """What is set, without the defaults: those stand in the fields as placeholders."""
    return part.model_dump(mode="json", exclude_unset=True, exclude_none=True) if part is not None else {}
