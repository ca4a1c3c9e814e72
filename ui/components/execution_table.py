"""The list of executions: live, one page at a time."""

from __future__ import annotations

import json
from typing import Any

from graph.statuses import ExecutionStatus
from services import executions
from services.executions import ExecutionFilter
from services.views import ExecutionPageRows, ExecutionRow
from ui.components.buttons import button, segment
from ui.components.keyed_rows import KeyedRows
from ui.components.markup import Tag, tag
from ui.components.pill import pill
from ui.components.states import empty_state
from ui.components.table import Column, table
from ui.components.times import duration_text, elapsed_since, time_of
from ui.session import current, load, speaking, watch

_COLUMNS = (
    Column("Status", "118px"),
    Column("Workflow", "min(240px, 16vw)"),
    Column("Version", "68px"),
    Column("Where it is, or what came of it"),
    Column("Started", "min(148px, 11vw)"),
    Column("Duration", "92px", "r"),
    Column("Steps", "68px", "r"),
    Column("By", "min(132px, 9vw)"),
)
_FILTERS: dict[str, tuple[str, frozenset[ExecutionStatus]]] = {
    "all": ("All", frozenset()),
    "running": ("Running", frozenset({ExecutionStatus.BUILDING, ExecutionStatus.RUNNING})),
    "completed": ("Completed", frozenset({ExecutionStatus.COMPLETED})),
    "failed": ("Failed", frozenset({ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT})),
    "cancelled": ("Cancelled", frozenset({ExecutionStatus.CANCELLED})),
}
_LONGEST_OUTPUT = 160


class ExecutionTable:
    """Filters, rows and paging; follows changes while the newest page is shown."""

    def __init__(
        self, filter: ExecutionFilter, *, watches: tuple[str, object], empty: tuple[str, str]
    ) -> None:
        self._page, self._filter, self._empty_words = current(), filter, empty
        self._before: list[str] = []  # the cursors that led here, newest first page without one
        self._older: str | None = None
        with tag("div", classes="filters"):
            self._segment = tag("div")
        self._draw_segment()
        self._list = tag("div", classes="list")
        with tag("div", classes="foot"):
            self._words = tag("span", classes="num")
            tag("span", classes="grow")
            self._newer_button = button(
                "Newer", self._go_newer, icon_name="chevron_left", size="small", disabled=True
            )
            self._older_button = button(
                "Older", self._go_older, icon_after="chevron_right", size="small", disabled=True
            )
        self._rows: KeyedRows[ExecutionRow] | None = None
        self._empty: Tag | None = None
        self._no_match: Tag | None = None
        load(self._list, self._read, self._draw, what="The list of executions")
        watch(self._list, watches[0], watches[1], self._refresh)  # type: ignore[arg-type]

    async def _read(self) -> ExecutionPageRows:
        before = self._before[-1] if self._before else None
        return await executions.list_executions(self._page.app, self._page.actor, self._filter, before=before)

    def _draw(self, found: ExecutionPageRows) -> None:
        body = table("executions", _COLUMNS)
        self._rows = KeyedRows(
            body,
            key=lambda row: row.id,
            draw=_row,
            attributes=lambda row: {"data_execution": str(row.id), "data_status": row.status.value},
        )
        self._empty = empty_state(*self._empty_words)
        self._no_match = empty_state(
            "No execution matches.", "Others may be there.", action=("Clear the filter", self._clear)
        )
        self._show(found)

    def _show(self, found: ExecutionPageRows, *, arrivals: bool = True) -> None:
        if self._rows is None or self._empty is None or self._no_match is None:
            return
        self._older = found.older
        self._rows.show(found.rows, arrivals=arrivals)
        self._empty.set_visibility(not found.rows and not self._filter.statuses)
        self._no_match.set_visibility(not found.rows and bool(self._filter.statuses))
        self._newer_button.set_attributes(disabled=None if self._before else True)
        self._older_button.set_attributes(disabled=None if found.older else True)
        count = len(found.rows)
        self._words.set_text(f"{count} {'execution' if count == 1 else 'executions'} on this page")

    async def _refresh(self) -> None:
        self._show(await self._read())

    async def _turn(self) -> None:
        with speaking():
            self._show(await self._read(), arrivals=False)

    def _draw_segment(self) -> None:
        self._segment.clear()
        with self._segment:
            words = {key: label for key, (label, _) in _FILTERS.items()}
            segment(words, "all", self._choose, label="Status")

    async def _clear(self) -> None:
        self._draw_segment()
        await self._choose("all")

    async def _choose(self, key: str) -> None:
        self._filter = self._filter.with_statuses(_FILTERS[key][1])
        self._before.clear()
        await self._turn()

    async def _go_older(self) -> None:
        if self._older:
            self._before.append(self._older)
            await self._turn()

    async def _go_newer(self) -> None:
        if self._before:
            self._before.pop()
            await self._turn()


def _row(row: ExecutionRow) -> None:
    with tag("td"):
        pill(row.status)
    with tag("td"), tag("div", classes="wf"):
        name = f"{row.workflow_name} {row.number}"
        tag(
            "a", row.workflow_name, "stretched cut", href=f"/executions/{row.id}", title=name, aria_label=name
        )
        tag("span", str(row.number), "t3 num")
    tag("td", f"v{row.version_number}" if row.version_number else "", "t3 num")
    with tag("td"):
        _what_came_of_it(row)
    with tag("td", classes="t2"):
        time_of(row.started_at, form="moment")
    with tag("td", classes="r num"):
        if row.duration_ms is not None:
            tag("span", duration_text(row.duration_ms))
        elif not row.status.is_closed:
            elapsed_since(row.started_at)
    tag("td", f"{row.steps:,}", "r num t2")
    tag("td", row.started_by, "t2 cut", title=row.started_by)


def _what_came_of_it(row: ExecutionRow) -> None:
    if row.error:
        with tag("span", classes="err cut", title=str(row.error.get("message", ""))):
            where = row.error_label or row.error.get("node")
            if where:
                tag("b", f"{where}: ")
            tag("span", str(row.error.get("message", "")))
    elif not row.status.is_closed:
        tag("span", row.current or "", "t2", title=row.current)
    elif row.output is not None:
        tag("span", _short(row.output), "mono t3", title=_short(row.output))


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_OUTPUT else f"{text[:_LONGEST_OUTPUT]}…"
