"""Rows as pages and routes see them: frozen, named, without a database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from graph.statuses import ExecutionStatus, StepStatus, WorkflowStatus


@dataclass(frozen=True)
class DayCount:
    """Executions that began on one day, by how they ended."""

    day: date
    completed: int = 0
    failed: int = 0
    other: int = 0


@dataclass(frozen=True)
class ProjectRow:
    id: UUID
    name: str
    description: str
    task_queue_name: str
    is_default: bool
    workflows: int
    running: int
    failed_24h: int
    last_execution_at: datetime | None
    days: tuple[DayCount, ...] = ()  # the last 14, oldest first


@dataclass(frozen=True)
class LastRun:
    """One of a workflow's latest executions, for the small marks in its row."""

    id: UUID
    number: int
    status: ExecutionStatus
    started_at: datetime
    duration_ms: int | None


@dataclass(frozen=True)
class WorkflowRow:
    id: UUID
    project_id: UUID
    project_name: str
    display_name: str
    kebab_name: str
    status: WorkflowStatus
    version_number: int | None  # the deployed version
    changed_since_deploy: bool
    updated_at: datetime
    last_runs: tuple[LastRun, ...] = ()  # newest first, ten at most


@dataclass(frozen=True)
class StoredPatch:
    """A patch that was saved: the operations and the revision that they made."""

    id: str
    client: str
    author: UUID
    revision: int
    operations: list[dict[str, Any]]


@dataclass(frozen=True)
class VersionRow:
    id: UUID
    workflow_id: UUID
    number: int
    note: str
    created_at: datetime


@dataclass(frozen=True)
class ExecutionRow:
    id: UUID
    number: int
    workflow_id: UUID
    workflow_name: str
    project_id: UUID
    project_name: str
    version_number: int | None
    status: ExecutionStatus
    started_at: datetime
    completed_at: datetime | None
    duration_ms: int | None
    started_by: str
    steps: int
    output: Any = None
    error: Mapping[str, Any] | None = None  # {type, message, node, attempt, details}
    error_label: str | None = None  # what people call the node at which it failed
    current: str | None = None  # the label of a step that runs or waits just now


@dataclass(frozen=True)
class AttemptRow:
    number: int
    started_at: float | None
    ended_at: float | None
    error: str | None
    worker: str | None


@dataclass(frozen=True)
class StepRow:
    """A step of an execution; times are seconds since 1970 (UTC)."""

    path: str
    node_id: str
    label: str
    status: StepStatus
    scheduled_at: float | None = None
    started_at: float | None = None
    completed_at: float | None = None
    waits_until: float | None = None
    attempt: int = 1
    attempts: tuple[AttemptRow, ...] = ()
    input: Any = None
    output: Any = None
    error: Mapping[str, Any] | None = None
    live_handles: tuple[str, ...] | None = None
