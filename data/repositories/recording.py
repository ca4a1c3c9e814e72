"""Recording: the rows that workers write while executions run, and the exact ones that replace them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from data.models.base import new_ordered_id
from data.repositories import recording_sql as sql
from data.storable import to_json
from graph.statuses import ExecutionStatus

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Recorded:
    """An execution as its row knows it."""

    id: UUID
    workflow_id: UUID
    temporal_workflow_id: str
    temporal_run_id: str | None
    status: ExecutionStatus
    started_at: datetime


class Recording:
    """Whole batches, one statement each; executions are named as Temporal names them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def executions(self, rows: Rows) -> None:
        """States {workflow, run, status, at, output, error}; what has closed stays closed."""
        await self._changed(sql.EXECUTIONS, rows, status=True)

    async def steps(self, rows: Rows) -> None:
        """States of steps; an older one never overwrites a newer, nor what has been synced."""
        await self._changed(sql.STEPS, [{"id": str(new_ordered_id()), **row} for row in rows])

    async def attempts(self, rows: Rows) -> None:
        """Attempts by step: {workflow, run, path, node_id, started_at, number, attempts: […]}."""
        await self._changed(sql.ATTEMPTS, [{"id": str(new_ordered_id()), **row} for row in rows])

    async def claim_unsynced(self, limit: int) -> list[Recorded]:
        """Closed executions without exact rows, marked `syncing`; a claim lapses after a minute."""
        return self._recorded(await self._session.execute(text(sql.CLAIM), {"limit": limit}))

    async def give_back(self, execution_id: UUID) -> None:
        """Pending again, to be claimed in a few seconds."""
        await self._session.execute(text(sql.GIVE_BACK), {"id": execution_id})

    async def sync_failed(self, execution_id: UUID, reason: str) -> None:
        await self._session.execute(text(sql.SYNC_FAILED), {"id": execution_id, "reason": reason})
        await self._session.execute(
            text(sql.NOTIFY), {"channel": "execution_changed", "id": str(execution_id)}
        )

    async def open_after(self, after: UUID | None, limit: int) -> list[Recorded]:
        """Executions that build or run, by id."""
        given = {"after": after, "limit": limit}
        return self._recorded(await self._session.execute(text(sql.OPEN), given))

    async def seen_attempts(self, execution_id: UUID) -> dict[str, list[dict[str, Any]]]:
        """The attempts that workers saw, by path."""
        result = await self._session.execute(text(sql.SEEN_ATTEMPTS), {"id": execution_id})
        return {row.node_path: row.attempts for row in result}

    async def replace_by_exact(self, execution_id: UUID, execution: Mapping[str, Any], steps: Rows) -> None:
        """Makes the rows exactly these, and marks the execution `synced`."""
        rows = [{"id": str(new_ordered_id()), **row} for row in steps]
        await self._session.execute(text(sql.FORGET_OTHERS), {"id": execution_id, "rows": to_json(rows)})
        await self._session.execute(text(sql.EXACT_STEPS), {"id": execution_id, "rows": to_json(rows)})
        given = {"id": execution_id, "row": to_json(execution)}
        changed = await self._session.execute(text(sql.EXACT_EXECUTION), given)
        await self._notify(changed.all(), status=True)

    async def _changed(self, statement: str, rows: Rows, *, status: bool = False) -> None:
        if rows:
            result = await self._session.execute(text(statement), {"rows": to_json(rows)})
            await self._notify(result.all(), status=status)

    async def _notify(self, changed: Sequence[Any], *, status: bool) -> None:
        told = {("execution_changed", str(row.id)) for row in changed}
        if status:  # only then do lists and counters look different
            told |= {("workflow_changed", str(row.workflow_id)) for row in changed}
            told |= {("project_changed", str(row.project_id)) for row in changed}
        for channel, of in sorted(told):
            await self._session.execute(text(sql.NOTIFY), {"channel": channel, "id": of})

    @staticmethod
    def _recorded(result: Any) -> list[Recorded]:
        return [
            Recorded(
                id=row.id,
                workflow_id=row.workflow_id,
                temporal_workflow_id=row.temporal_workflow_id,
                temporal_run_id=row.temporal_run_id,
                status=ExecutionStatus(row.status),
                started_at=row.started_at,
            )
            for row in result
        ]
