"""Workers: one row per process and task queue that it serves."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text

from data.models.base import Row, allowed, json, key, link, moment, moment_made, name_link, one_of, words


class WorkerStatus(StrEnum):
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"


class WorkflowWorker(Row, table=True):
    __tablename__ = "workflow_workers"

    id: UUID = key()
    worker_id: str = words(unique=True)
    project_id: UUID = link("projects.id", ondelete="CASCADE")
    task_queue_name: str = name_link("task_queues.name", ondelete="CASCADE")
    status: WorkerStatus = one_of(WorkerStatus)
    host: str | None = words(nullable=True)
    process_id: str | None = words(nullable=True)
    metadata_: dict[str, Any] | None = json(column="metadata")
    started_at: datetime = moment_made()
    stopped_at: datetime | None = moment()
    last_heartbeat: datetime | None = moment()
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        allowed("status", WorkerStatus),
        Index("idx_workflow_workers_project_id", "project_id"),
        Index("idx_workflow_workers_task_queue_name", "task_queue_name"),
        Index(
            "idx_workflow_workers_status",
            "status",
            postgresql_where=text("(status = ANY (ARRAY['running'::text, 'starting'::text]))"),
        ),
        Index(
            "idx_workflow_workers_heartbeat",
            "last_heartbeat",
            postgresql_where=text("(status = 'running'::text)"),
        ),
    )
