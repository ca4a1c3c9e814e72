"""Executions as use cases start, open and cancel them; workers write their progress (`recording.py`)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from data.models.base import new_ordered_id
from data.models.execution import ComponentExecution, WorkflowExecution
from data.models.project import Project
from data.rows import AttemptRow, StepRow
from graph.statuses import ExecutionStatus, HistorySyncStatus


class Executions:
    """The executions in one user's projects."""

    def __init__(self, session: AsyncSession, user_id: UUID) -> None:
        self._session, self._user_id = session, user_id

    async def create(
        self, *, workflow_id: UUID, project_id: UUID, version_id: UUID, kebab_name: str, input: Any
    ) -> WorkflowExecution:
        """A new execution, `building`; the caller holds the workflow's lock, so numbers do not meet."""
        latest = await self._session.scalar(
            select(func.max(WorkflowExecution.number)).where(
                col(WorkflowExecution.workflow_id) == workflow_id
            )
        )
        execution_id = new_ordered_id()
        execution = WorkflowExecution(
            id=execution_id,
            workflow_id=workflow_id,
            project_id=project_id,
            workflow_version_id=version_id,
            created_by=self._user_id,
            number=(latest or 0) + 1,
            temporal_workflow_id=f"{kebab_name}-{execution_id}",
            status=ExecutionStatus.BUILDING,
            input=input,
            history_sync_status=HistorySyncStatus.PENDING,
        )
        self._session.add(execution)
        await self._session.flush()
        return execution

    async def get(self, execution_id: UUID) -> WorkflowExecution | None:
        """The execution, unless it is in someone else's project."""
        return await self._session.scalar(
            select(WorkflowExecution)
            .join(Project, col(Project.id) == col(WorkflowExecution.project_id))
            .where(col(WorkflowExecution.id) == execution_id, col(Project.created_by) == self._user_id)
        )

    async def is_synced(self, execution_id: UUID) -> bool:
        """Whether the execution has closed and its rows are exact, or never will be."""
        found = await self.get(execution_id)
        if found is None:
            return True
        settled = {HistorySyncStatus.SYNCED, HistorySyncStatus.FAILED}
        return found.status.is_closed and found.history_sync_status in settled

    async def mark_started(self, execution_id: UUID, run_id: str) -> None:
        """Temporal has taken it; a worker may have recorded more already."""
        running = update(WorkflowExecution).where(col(WorkflowExecution.id) == execution_id)
        await self._session.execute(
            running.where(col(WorkflowExecution.status) == ExecutionStatus.BUILDING).values(
                status=ExecutionStatus.RUNNING, temporal_run_id=run_id
            )
        )

    async def mark_not_started(self, execution_id: UUID, message: str) -> None:
        """Temporal did not take it."""
        await self._session.execute(
            update(WorkflowExecution)
            .where(
                col(WorkflowExecution.id) == execution_id,
                col(WorkflowExecution.status) == ExecutionStatus.BUILDING,
            )
            .values(
                status=ExecutionStatus.FAILED,
                completed_at=datetime.now(UTC),
                error={"type": "NotStarted", "message": message},
                error_message=message,
                history_sync_status=HistorySyncStatus.SYNCED,
            )
        )

    async def request_cancel(self, execution_id: UUID) -> None:
        await self._session.execute(
            update(WorkflowExecution)
            .where(col(WorkflowExecution.id) == execution_id)
            .values(cancel_requested_at=datetime.now(UTC))
        )

    async def steps(self, execution_id: UUID) -> list[StepRow]:
        """Every step so far, without its data."""
        found = await self._session.scalars(
            select(ComponentExecution)
            .where(col(ComponentExecution.workflow_execution_id) == execution_id)
            .order_by(col(ComponentExecution.scheduled_at).nulls_last(), col(ComponentExecution.id))
            .options(
                defer(ComponentExecution.input, raiseload=True),
                defer(ComponentExecution.output, raiseload=True),
            )
        )
        return [_step(step) for step in found]

    async def step(self, execution_id: UUID, path: str) -> StepRow | None:
        """One step with its input and output."""
        found = await self._session.scalar(_step_query(execution_id, path))
        return _step(found, with_data=True) if found else None

    async def steps_with_data(self, execution_id: UUID) -> list[StepRow]:
        """Every step with its input and output."""
        found = await self._session.scalars(
            select(ComponentExecution)
            .where(col(ComponentExecution.workflow_execution_id) == execution_id)
            .order_by(col(ComponentExecution.scheduled_at).nulls_last(), col(ComponentExecution.id))
        )
        return [_step(step, with_data=True) for step in found]

    async def last_inputs(self, workflow_id: UUID, limit: int) -> list[tuple[UUID, Any]]:
        """The inputs of the latest executions, newest first, with the execution's id."""
        found = await self._session.execute(
            select(col(WorkflowExecution.id), col(WorkflowExecution.input))
            .where(col(WorkflowExecution.workflow_id) == workflow_id)
            .order_by(col(WorkflowExecution.started_at).desc(), col(WorkflowExecution.id).desc())
            .limit(limit)
        )
        return [(row[0], row[1]) for row in found]


def _step_query(execution_id: UUID, path: str) -> Any:
    return select(ComponentExecution).where(
        col(ComponentExecution.workflow_execution_id) == execution_id,
        col(ComponentExecution.node_path) == path,
    )


def _step(row: ComponentExecution, *, with_data: bool = False) -> StepRow:
    return StepRow(
        path=row.node_path,
        node_id=row.node_id,
        label=row.component_name,
        status=row.status,
        scheduled_at=_seconds(row.scheduled_at),
        started_at=_seconds(row.started_at),
        completed_at=_seconds(row.completed_at),
        waits_until=_seconds(row.waits_until),
        attempt=row.attempt_number,
        attempts=tuple(_attempt(attempt) for attempt in row.attempts),
        input=row.input if with_data else None,
        output=row.output if with_data else None,
        error=row.error,
        live_handles=tuple(row.live_handles) if row.live_handles is not None else None,
    )


def _attempt(attempt: dict[str, Any]) -> AttemptRow:
    return AttemptRow(
        number=attempt["number"],
        started_at=attempt.get("started_at"),
        ended_at=attempt.get("ended_at"),
        error=attempt.get("error"),
        worker=attempt.get("worker"),
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
