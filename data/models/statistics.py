"""Aggregates that one periodic job recomputes; the `most_used_*` ids may outlive what they name."""

from datetime import datetime
from uuid import UUID

from data.models.base import Row, amount, identifier, link, moment, moment_made


class WorkflowStatistics(Row, table=True):
    __tablename__ = "workflow_statistics"

    workflow_id: UUID = link("workflows.id", ondelete="CASCADE", primary=True)
    total_runs: int = amount(default=0)
    successful_runs: int = amount(default=0)
    failed_runs: int = amount(default=0)
    avg_duration_ms: int | None = amount(nullable=True)
    min_duration_ms: int | None = amount(nullable=True)
    max_duration_ms: int | None = amount(nullable=True)
    most_used_component_id: UUID | None = identifier()
    most_used_component_count: int = amount(default=0)
    total_errors: int = amount(default=0)
    last_error_at: datetime | None = moment()
    last_run_at: datetime | None = moment()
    updated_at: datetime = moment_made()


class ProjectStatistics(Row, table=True):
    __tablename__ = "project_statistics"

    project_id: UUID = link("projects.id", ondelete="CASCADE", primary=True)
    most_used_workflow_id: UUID | None = identifier()
    most_used_workflow_count: int = amount(default=0)
    most_used_component_id: UUID | None = identifier()
    most_used_component_count: int = amount(default=0)
    most_used_task_queue_id: UUID | None = identifier()
    most_used_task_queue_count: int = amount(default=0)
    total_executions: int = amount(default=0)
    longest_run_duration_ms: int | None = amount(nullable=True)
    longest_run_workflow_id: UUID | None = identifier()
    total_failures: int = amount(default=0)
    last_failure_at: datetime | None = moment()
    last_execution_at: datetime | None = moment()
    updated_at: datetime = moment_made()
