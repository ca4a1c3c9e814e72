"""What lists and dashboards read: projects, workflows and executions as rows, never their definitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from data.repositories import overview_sql as sql
from data.rows import DayCount, ExecutionRow, LastRun, ProjectRow, WorkflowRow
from graph.statuses import ExecutionStatus, WorkflowStatus


@dataclass(frozen=True)
class Cursor:
    """Where a page of a list ends: the next one begins after it."""

    started_at: datetime
    id: UUID


class Overview:
    """Reads as one user; what others own is not there."""

    def __init__(self, session: AsyncSession, user_id: UUID) -> None:
        self._session, self._user_id = session, user_id

    async def projects(self, only: UUID | None = None) -> list[ProjectRow]:
        """Active projects, the default one first, with the executions of the last 14 days."""
        rows = await self._rows(sql.PROJECTS, only=only)
        days = await self._rows(sql.DAYS, projects=[row["id"] for row in rows])
        counts: dict[UUID, list[DayCount]] = {}
        for row in days:
            day = DayCount(row["day"], row["completed"], row["failed"], row["other"])
            counts.setdefault(row["project_id"], []).append(day)
        return [ProjectRow(**row, days=tuple(counts.get(row["id"], ()))) for row in rows]

    async def workflows(
        self, *, project_id: UUID | None = None, only: UUID | None = None, limit: int = 1000
    ) -> list[WorkflowRow]:
        """Workflows that are not archived, the latest edited first, with ten executions each."""
        rows = await self._rows(sql.WORKFLOWS, project_id=project_id, only=only, limit=limit)
        runs: dict[UUID, list[LastRun]] = {}
        for row in await self._rows(sql.LAST_RUNS, workflows=[row["id"] for row in rows]):
            run = LastRun(
                row["id"],
                row["number"],
                ExecutionStatus(row["status"]),
                row["started_at"],
                row["duration_ms"],
            )
            runs.setdefault(row["workflow_id"], []).append(run)
        return [
            WorkflowRow(
                **_less(row, "status"),
                status=WorkflowStatus(row["status"]),
                last_runs=tuple(runs.get(row["id"], ())),
            )
            for row in rows
        ]

    async def executions(
        self,
        *,
        workflow_id: UUID | None = None,
        project_id: UUID | None = None,
        statuses: Iterable[ExecutionStatus] = (),
        after: Cursor | None = None,
        only: UUID | None = None,
        limit: int = 50,
    ) -> list[ExecutionRow]:
        """Executions, the latest first, from behind a cursor on."""
        rows = await self._rows(
            sql.EXECUTIONS,
            workflow_id=workflow_id,
            project_id=project_id,
            statuses=[status.value for status in statuses] or None,
            after_at=after.started_at if after else None,
            after_id=after.id if after else None,
            only=only,
            limit=limit,
        )
        found = [ExecutionRow(**_less(row, "status"), status=ExecutionStatus(row["status"])) for row in rows]
        return await self._with_current(found)

    async def _with_current(self, rows: Sequence[ExecutionRow]) -> list[ExecutionRow]:
        running = [row.id for row in rows if not row.status.is_closed]
        steps = await self._rows(sql.CURRENT_STEPS, executions=running) if running else []
        labels = {row["execution_id"]: row["label"] for row in steps}
        return [replace(row, current=labels.get(row.id)) for row in rows]

    async def _rows(self, statement: str, **values: Any) -> list[RowMapping]:
        result = await self._session.execute(text(statement), {"user_id": self._user_id, **values})
        return list(result.mappings())


def _less(row: RowMapping, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}
