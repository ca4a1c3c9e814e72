"""The bar of facts: status, duration, who and when, version, steps, id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nicegui import ui

from graph.statuses import StepStatus
from services.views import ExecutionRow, ExecutionView, StepRow
from ui.components.buttons import icon_button
from ui.components.markup import Tag, tag
from ui.components.pill import pill
from ui.components.times import duration_text, elapsed_since, time_of
from ui.components.toast import toast

_PARTS = (
    (("completed",), "done", ""),
    (("running",), "running", ""),
    (("waiting",), "waiting", ""),
    (("failed", "timed_out"), "failed", "is-bad"),
    (("skipped",), "skipped", ""),
    (("cancelled",), "cancelled", ""),
)


class Facts:
    """What is so, in one line; changes in place."""

    def __init__(self, view: ExecutionView) -> None:
        row = view.row
        with tag("div", classes="facts"):
            self._state = tag("span", classes="hstack", data_execution_status="")
            with _fact("Started"):
                time_of(row.started_at, form="moment", classes="v")
                tag("span", f" by {row.started_by}")
            if row.version_number:
                with _fact("Version"):
                    tag("span", f"v{row.version_number}", "v")
            with _fact("Steps"):
                self._counts = tag("span")
            with _fact("Id"):
                tag("span", view.temporal_workflow_id, "mono v cut id", title=view.temporal_workflow_id)
                icon_button("content_copy", "Copy id", lambda: _copy(view.temporal_workflow_id))
        self._status: object = None
        self.show(row, view.steps)

    def show(self, row: ExecutionRow, steps: Sequence[StepRow]) -> None:
        if row.status != self._status:
            self._status = row.status
            self._draw_state(row)
        self._draw_counts(Counter(step.status for step in steps))

    def _draw_state(self, row: ExecutionRow) -> None:
        self._state.clear()
        self._state.set_attributes(data_execution_status=row.status.value)
        with self._state:
            pill(row.status)
            if row.duration_ms is not None:
                tag("span", duration_text(row.duration_ms), "clock")
            elif not row.status.is_closed:
                elapsed_since(row.started_at, "clock")

    def _draw_counts(self, counts: Counter[StepStatus]) -> None:
        self._counts.clear()
        with self._counts:
            shown = 0
            for statuses, words, classes in _PARTS:
                count = sum(counts[StepStatus(status)] for status in statuses)
                if count or words == "done":
                    tag("span", ", " if shown else "")
                    tag("span", f"{count:,}", f"v num {classes}")
                    tag("span", f" {words}", classes)
                    shown += 1


def _fact(words: str) -> Tag:
    place = tag("span", classes="fact")
    with place:
        tag("span", words, "k")
    return place


def _copy(text: str) -> None:
    ui.clipboard.write(text)
    toast("Id copied", kind="info")
