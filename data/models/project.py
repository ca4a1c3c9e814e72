"""Projects and their task queues."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text

from data.models.base import Row, amount, flag, key, link, moment, moment_made, name_link, small_number, words


class TaskQueue(Row, table=True):
    """A Temporal task queue."""

    __tablename__ = "task_queues"

    id: UUID = key()
    name: str = words(unique=True)
    display_name: str | None = words(nullable=True)
    description: str | None = words(nullable=True)
    created_by: UUID = link("users.id")
    is_system_queue: bool = flag(default=False)
    max_concurrent_workflows: int | None = small_number()
    max_concurrent_activities: int | None = small_number()
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (Index("idx_task_queues_created_by", "created_by"),)


class Project(Row, table=True):
    """Holds workflows; the counters are written by the statistics job alone."""

    __tablename__ = "projects"

    id: UUID = key()
    name: str = words()
    description: str | None = words(nullable=True)
    created_by: UUID = link("users.id")
    organization_id: UUID | None = link("organizations.id", ondelete="SET NULL", nullable=True)
    task_queue_name: str = name_link("task_queues.name", ondelete="RESTRICT", unique=True)
    is_active: bool = flag(default=True)
    is_default: bool = flag(default=False)
    is_archived: bool = flag(default=False)
    total_workflow_executions: int = amount(default=0)
    total_activity_executions: int = amount(default=0)
    avg_execution_duration_ms: int | None = amount(nullable=True)
    last_execution_at: datetime | None = moment()
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("created_by", "name", name="unique_user_project_name"),
        Index("unique_projects_default", "created_by", unique=True, postgresql_where=text("is_default")),
        Index("idx_projects_organization_id", "organization_id"),
        Index("idx_projects_is_archived", "is_archived", postgresql_where=text("(is_archived = false)")),
    )
