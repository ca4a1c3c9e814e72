"""The statuses of workflows, executions and steps, as the database and the pages name them."""

from enum import StrEnum


class WorkflowStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    DEPRECATED = "deprecated"


class ExecutionStatus(StrEnum):
    BUILDING = "building"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed_out"

    @property
    def is_closed(self) -> bool:
        return self not in {ExecutionStatus.BUILDING, ExecutionStatus.RUNNING}


class StepStatus(StrEnum):
    """`pending` with a `scheduled_at` is queued: handed to a worker that has not begun."""

    PENDING = "pending"
    RUNNING = "running"
    WAITING = "waiting"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed_out"
    SKIPPED = "skipped"

    @property
    def is_closed(self) -> bool:
        return self not in {StepStatus.PENDING, StepStatus.RUNNING, StepStatus.WAITING}


class HistorySyncStatus(StrEnum):
    PENDING = "pending"
    SYNCING = "syncing"
    SYNCED = "synced"
    FAILED = "failed"
