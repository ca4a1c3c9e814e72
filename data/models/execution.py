"""Executions and their steps: what pages list and draw, a cache of Temporal's history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text

from data.models.base import (
    Row,
    allowed,
    amount,
    json,
    link,
    milliseconds_between,
    moment,
    moment_made,
    one_of,
    ordered_key,
    small_number,
    word_list,
    words,
)
from graph.statuses import ExecutionStatus, HistorySyncStatus, StepStatus


class WorkflowExecution(Row, table=True):
    """One run of a workflow, on the version with which it started; `number` counts per workflow."""

    __tablename__ = "workflow_executions"

    id: UUID = ordered_key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    project_id: UUID = link("projects.id", ondelete="CASCADE")
    workflow_version_id: UUID | None = link("workflow_versions.id", ondelete="SET NULL", nullable=True)
    created_by: UUID = link("users.id")
    number: int = amount()
    temporal_workflow_id: str = words()
    temporal_run_id: str | None = words(nullable=True)
    status: ExecutionStatus = one_of(ExecutionStatus)
    started_at: datetime = moment_made()
    completed_at: datetime | None = moment()
    duration_ms: int | None = milliseconds_between("started_at", "completed_at")
    cancel_requested_at: datetime | None = moment()
    input: Any = json()
    output: Any = json()
    error: dict[str, Any] | None = json()
    error_message: str | None = words(nullable=True)
    activities_executed: int = amount(default=0)
    history_sync_status: HistorySyncStatus | None = one_of(HistorySyncStatus, nullable=True)
    history_sync_error: str | None = words(nullable=True)
    history_synced_at: datetime | None = moment()
    created_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("temporal_workflow_id", "temporal_run_id", name="unique_temporal_run"),
        UniqueConstraint("workflow_id", "number", name="unique_workflow_execution_number"),
        allowed("status", ExecutionStatus),
        allowed("history_sync_status", HistorySyncStatus),
        Index(
            "idx_workflow_executions_project_started",
            "project_id",
            text("started_at DESC"),
            text("id DESC"),
            postgresql_include=["status", "duration_ms"],
        ),
        Index(
            "idx_workflow_executions_workflow_started",
            "workflow_id",
            text("started_at DESC"),
            text("id DESC"),
        ),
        Index("idx_workflow_executions_created_by", "created_by", text("started_at DESC"), text("id DESC")),
        Index("idx_workflow_executions_started_at", text("started_at DESC"), text("id DESC")),
        Index("idx_workflow_executions_version_id", "workflow_version_id"),
        Index(
            "idx_workflow_executions_active",
            "status",
            postgresql_where=text("(status = ANY (ARRAY['building'::text, 'running'::text]))"),
        ),
        Index(
            "idx_workflow_executions_unsynced",
            "completed_at",
            postgresql_where=text(
                "((completed_at IS NOT NULL) AND (history_sync_status IS DISTINCT FROM 'synced'::text))"
            ),
        ),
    )


class ComponentExecution(Row, table=True):
    """A step: one node's work within an execution, told apart by its path (`each[3]/fetch`)."""

    __tablename__ = "component_executions"

    id: UUID = ordered_key()
    workflow_execution_id: UUID = link("workflow_executions.id", ondelete="CASCADE")
    component_id: UUID | None = link("components.id", ondelete="SET NULL", nullable=True)
    activity_id: UUID | None = link("activities.id", ondelete="SET NULL", nullable=True)
    node_id: str = words()
    node_path: str = words()
    component_name: str = words()
    status: StepStatus = one_of(StepStatus)
    scheduled_at: datetime | None = moment()
    started_at: datetime | None = moment()
    completed_at: datetime | None = moment()
    waits_until: datetime | None = moment()
    duration_ms: int | None = milliseconds_between("started_at", "completed_at")
    input: Any = json()
    output: Any = json()
    error: dict[str, Any] | None = json()
    error_message: str | None = words(nullable=True)
    live_handles: list[str] | None = word_list()
    activity_id_temporal: str | None = words(nullable=True)
    attempt_number: int = small_number(nullable=False, default=1)
    attempts: list[dict[str, Any]] = json(nullable=False, default="[]")
    # The time of the state (not of the row): an older one never overwrites a newer.
    state_at: datetime = moment_made()
    created_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_execution_id", "node_path", name="unique_component_execution_path"),
        allowed("status", StepStatus),
        Index("idx_component_executions_timeline", "workflow_execution_id", "started_at"),
        Index("idx_component_executions_component_id", "component_id"),
        Index("idx_component_executions_activity_id", "activity_id"),
    )
