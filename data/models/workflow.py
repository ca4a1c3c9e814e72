"""Workflows: the drawing and its settings, its statuses, versions and patches."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlmodel import Field

from data.models.base import (
    Row,
    allowed,
    amount,
    flag,
    generated_words,
    json,
    key,
    link,
    moment,
    moment_made,
    one_of,
    small_number,
    word_key,
    words,
)


class OverlapPolicy(StrEnum):
    """What happens to an execution over `max_concurrent_executions`."""

    QUEUE = "queue"
    REJECT = "reject"
    CANCEL_RUNNING = "cancel_running"


class WorkflowStatusRow(Row, table=True):
    __tablename__ = "workflow_statuses"

    id: UUID = key()
    name: str = words(unique=True)
    color: str | None = words(nullable=True)
    description: str | None = words(nullable=True)


class Workflow(Row, table=True):
    """`definition` is the draft and the authority; `revision` counts the patches that made it."""

    __tablename__ = "workflows"

    id: UUID = key()
    name: str = generated_words("kebab_name")
    kebab_name: str = words()
    display_name: str = words()
    description: str | None = words(nullable=True)
    created_by: UUID = link("users.id")
    project_id: UUID = link("projects.id", ondelete="CASCADE")
    status_id: UUID = link("workflow_statuses.id")
    visibility_id: UUID = link("component_visibility.id")
    task_queue_id: UUID = link("task_queues.id")

    definition: dict[str, Any] = json(nullable=False, default='{"edges": [], "nodes": []}')
    revision: int = amount(default=0)
    # Versions belong to workflows, so this one closes a circle and is added by ALTER.
    current_version_id: UUID | None = Field(
        default=None,
        sa_column=Column(
            Uuid,
            ForeignKey("workflow_versions.id", ondelete="SET NULL", use_alter=True),
            nullable=True,
        ),
    )
    version: str = words(default="1.0.0")
    execution_timeout_seconds: int | None = small_number()

    compiled_typescript: str | None = words(nullable=True)
    compiled_python: str | None = words(nullable=True)

    temporal_workflow_id: str | None = words(nullable=True)
    temporal_workflow_type: str | None = words(nullable=True)

    is_scheduled: bool = flag(default=False)
    schedule_spec: str | None = words(nullable=True)
    schedule_timezone: str = words(default="UTC")
    next_run_at: datetime | None = moment()
    last_run_at: datetime | None = moment()
    max_runs: int | None = small_number()
    run_count: int = amount(default=0)

    parent_workflow_id: UUID | None = link("workflows.id", ondelete="SET NULL", nullable=True)
    start_immediately: bool | None = flag(nullable=True)
    end_with_parent: bool | None = flag(nullable=True)
    signal_to_parent_name: str | None = words(nullable=True)
    query_parent_name: str | None = words(nullable=True)

    max_concurrent_executions: int | None = small_number(default=1)
    overlap_policy: OverlapPolicy = one_of(OverlapPolicy, default=OverlapPolicy.QUEUE)

    deployed_at: datetime | None = moment()
    is_archived: bool = flag(default=False)
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("created_by", "kebab_name", name="unique_user_workflow_name"),
        allowed("overlap_policy", OverlapPolicy),
        CheckConstraint("NOT is_scheduled OR schedule_spec IS NOT NULL", name="schedule_spec"),
        CheckConstraint("parent_workflow_id <> id", name="parent_workflow_id"),
        CheckConstraint("max_concurrent_executions > 0", name="max_concurrent_executions"),
        Index("idx_workflows_project_id", "project_id"),
        Index("idx_workflows_status_id", "status_id"),
        Index("idx_workflows_visibility_id", "visibility_id"),
        Index("idx_workflows_task_queue_id", "task_queue_id"),
        Index("idx_workflows_current_version_id", "current_version_id"),
        Index("idx_workflows_parent_workflow_id", "parent_workflow_id"),
        Index("idx_workflows_temporal_workflow_id", "temporal_workflow_id"),
        Index("idx_workflows_is_archived", "is_archived"),
        Index("idx_workflows_active", "status_id", postgresql_where=text("(is_archived = false)")),
    )


class WorkflowVersion(Row, table=True):
    """A deployed definition, never changed afterwards; `hash` is the definition's content hash."""

    __tablename__ = "workflow_versions"

    id: UUID = key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    number: int = small_number(nullable=False)
    revision: int = amount(default=0)  # of the draft that was deployed
    definition: dict[str, Any] = json(nullable=False)
    compiled_python: str | None = words(nullable=True)
    hash: str = words()
    author: UUID = link("users.id")
    note: str = words(default="")
    created_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_id", "number", name="unique_workflow_version_number"),
        Index("idx_workflow_versions_author", "author"),
    )


class WorkflowPatch(Row, table=True):
    """One gesture that was saved, for editors that missed it; `revision` is what it made."""

    __tablename__ = "workflow_patches"

    workflow_id: UUID = link("workflows.id", ondelete="CASCADE", primary=True)
    patch_id: str = word_key()
    revision: int = amount()
    client: str = words(default="")
    author: UUID = link("users.id")
    operations: list[dict[str, Any]] = json(nullable=False)
    created_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_id", "revision", name="unique_workflow_patch_revision"),
        Index("idx_workflow_patches_author", "author"),
    )
