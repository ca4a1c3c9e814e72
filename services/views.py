"""What use cases hand to pages and routes; the rows themselves are `data/rows.py`'s."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from data.rows import (
    AttemptRow,
    DayCount,
    ExecutionRow,
    LastRun,
    ProjectRow,
    StepRow,
    StoredPatch,
    VersionRow,
    WorkflowRow,
)
from graph.definition import Definition
from graph.statuses import HistorySyncStatus

__all__ = [
    "AttemptRow",
    "DayCount",
    "Draft",
    "ExecutionPageRows",
    "ExecutionRow",
    "ExecutionView",
    "HomePage",
    "LastRun",
    "ProjectPage",
    "ProjectRow",
    "StepRow",
    "StoredPatch",
    "VersionRow",
    "WorkflowRow",
]


@dataclass(frozen=True)
class ProjectPage:
    project: ProjectRow
    workflows: tuple[WorkflowRow, ...]


@dataclass(frozen=True)
class Draft:
    """A workflow as the editor opens it."""

    workflow: WorkflowRow
    definition: Definition
    revision: int


@dataclass(frozen=True)
class ExecutionView:
    """An execution as its page shows it: the deployed graph and every step so far."""

    row: ExecutionRow
    kebab_name: str
    temporal_workflow_id: str
    temporal_url: str | None
    definition: Definition
    input: Any
    history_sync_status: HistorySyncStatus | None
    cancel_requested: bool
    steps: tuple[StepRow, ...] = field(default=())


@dataclass(frozen=True)
class HomePage:
    """Everything at a glance: projects, what runs now, what was edited lately."""

    projects: tuple[ProjectRow, ...]
    running: tuple[ExecutionRow, ...]
    edited: tuple[WorkflowRow, ...]


@dataclass(frozen=True)
class ExecutionPageRows:
    """One page of a list of executions; `older` is the cursor of the next page, None at the end."""

    rows: tuple[ExecutionRow, ...]
    older: str | None
