"""The store of live and exact rows; every call is one transaction, and raises Unavailable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from data.repositories.recording import Recorded
from data.session import SERVICE, Database
from engine.history.replay import Rebuilt
from engine.recording.batch import Batch
from engine.recording.rows import (
    attempt_rows,
    execution_row,
    execution_rows,
    merged_attempts,
    step_row,
    step_rows,
)
from engine.transitions import AttemptTransition
from graph.statuses import ExecutionStatus


class RecordingStore:
    """What the recorder writes to, and the history sync works on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, batch: Batch) -> None:
        """A batch of live rows."""
        async with self._database.work(SERVICE) as work:
            await work.recording.executions(execution_rows(batch))
            await work.recording.steps(step_rows(batch))
            await work.recording.attempts(attempt_rows(batch))

    async def claim_unsynced(self, limit: int) -> Sequence[Recorded]:
        """Closed executions whose rows are not exact yet, marked `syncing`: no other process gets them."""
        async with self._database.work(SERVICE) as work:
            return await work.recording.claim_unsynced(limit)

    async def store_exact(self, execution: Recorded, rebuilt: Rebuilt) -> None:
        """Replaces the live rows by the exact ones and marks the execution `synced`."""
        exact: dict[str, list[AttemptTransition]] = {}
        for attempt in rebuilt.attempts:
            exact.setdefault(attempt.path, []).append(attempt)
        row = execution_row(rebuilt.execution)
        row["activities"] = sum(1 for step in rebuilt.steps if step.activity is not None)
        async with self._database.work(SERVICE) as work:
            seen = await work.recording.seen_attempts(execution.id)
            steps = [
                step_row(step, merged_attempts(seen.get(step.path, ()), exact.get(step.path, ())))
                for step in rebuilt.steps
            ]
            await work.recording.replace_by_exact(execution.id, row, steps)

    async def recompute_statistics(self, workflow_ids: Collection[UUID]) -> None:
        """Works out the numbers of these workflows and of their projects."""
        async with self._database.work(SERVICE) as work:
            await work.statistics.recompute(workflow_ids)

    async def give_back(self, execution: Recorded) -> None:
        """Marks the execution `pending` again."""
        async with self._database.work(SERVICE) as work:
            await work.recording.give_back(execution.id)

    async def sync_failed(self, execution: Recorded, reason: str) -> None:
        """Marks the execution `failed`; it is claimed again after a while."""
        async with self._database.work(SERVICE) as work:
            await work.recording.sync_failed(execution.id, reason)

    async def open_executions(self, after: UUID | None, limit: int) -> Sequence[Recorded]:
        """Executions that are building or running, by id."""
        async with self._database.work(SERVICE) as work:
            return await work.recording.open_after(after, limit)

    async def mark_running(self, execution: Recorded, run_id: str) -> None:
        """The execution was started, and who started it did not come to write that down."""
        await self._settle(execution, run_id, ExecutionStatus.RUNNING, None, None)

    async def mark_closed(
        self,
        execution: Recorded,
        run_id: str | None,
        status: ExecutionStatus,
        at: datetime | None,
        error: dict[str, Any] | None,
    ) -> None:
        """Closes a row that is still open; the exact rows follow."""
        await self._settle(execution, run_id, status, at, error)

    async def _settle(
        self,
        execution: Recorded,
        run_id: str | None,
        status: ExecutionStatus,
        at: datetime | None,
        error: dict[str, Any] | None,
    ) -> None:
        row = {
            "workflow": execution.temporal_workflow_id,
            "run": run_id,
            "status": status,
            "at": (at or datetime.now(UTC)).timestamp(),
            "output": None,
            "error": error,
        }
        async with self._database.work(SERVICE) as work:
            await work.recording.executions([row])
