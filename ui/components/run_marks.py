"""Executions in small: days as bars, the latest runs as marks, and the pulse of what runs."""

from __future__ import annotations

from collections.abc import Sequence

from services.views import DayCount, LastRun, WorkflowRow
from ui.components.markup import Tag, tag
from ui.components.pill import look_of
from ui.components.times import duration_text

_WIDTH, _HEIGHT = 150.0, 24.0


def pulse(size: int = 7) -> Tag:
    """A dot that says: this runs."""
    return tag("span", classes="pulse").style(f"width: {size}px; height: {size}px; margin: 0 2px")


def day_bars(days: Sequence[DayCount]) -> Tag:
    """Executions per day, failed ones on top of the others."""
    total = max((day.completed + day.failed + day.other for day in days), default=0)
    chart = tag(
        "svg",
        classes="b14",
        width=f"{_WIDTH:g}",
        height=f"{_HEIGHT:g}",
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img",
        aria_label=f"Runs per day, {len(days)} days",
    )
    step = _WIDTH / max(len(days), 1)
    with chart:
        for index, day in enumerate(days):
            top = _HEIGHT
            for count, kind in ((day.completed, "ok"), (day.other, "can"), (day.failed, "bad")):
                if count:
                    height = max(count / total * (_HEIGHT - 2), 2)
                    top -= height
                    _bar(kind, index * step + 1, top, step - 3, height)
        if not total:
            _bar("none", 1, _HEIGHT - 1, _WIDTH - 4, 1)
    return chart


def _bar(kind: str, x: float, y: float, width: float, height: float) -> None:
    tag("rect", classes=kind, x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}")


def last_run_marks(runs: Sequence[LastRun]) -> Tag:
    """The latest executions, oldest first: colour says how each ended, a click opens it."""
    with tag("span", classes="marks") as marks:
        for run in reversed(runs):
            look = look_of(run.status)
            took = f", {duration_text(run.duration_ms)}" if run.duration_ms is not None else ""
            words = f"Execution {run.number}: {look.words}{took}"
            tag(
                "a",
                classes=f"mk is-{look.colour}",
                href=f"/executions/{run.id}",
                title=words,
                aria_label=words,
            )
    return marks


def version_words(row: WorkflowRow) -> str:
    """What is deployed of a workflow: "v12", "v12, changed since", "never deployed"."""
    if row.version_number is None:
        return "never deployed"
    return f"v{row.version_number}, changed since" if row.changed_since_deploy else f"v{row.version_number}"
