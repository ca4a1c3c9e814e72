"""What a workflow exchanges with the outside: signals, queries and work queues."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from data.models.base import Row, allowed, flag, json, key, link, moment_made, one_of, small_number, words


class QueuePriority(StrEnum):
    FIFO = "fifo"
    LIFO = "lifo"
    PRIORITY = "priority"


class WorkflowWorkQueue(Row, table=True):
    __tablename__ = "workflow_work_queues"

    id: UUID = key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    queue_name: str = words()
    signal_name: str = words()
    query_name: str = words()
    description: str | None = words(nullable=True)
    max_size: int | None = small_number()
    priority: QueuePriority = one_of(QueuePriority, default=QueuePriority.FIFO)
    deduplicate: bool = flag(default=False)
    work_item_schema: dict[str, Any] | None = json()
    created_by: UUID = link("users.id")
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_id", "queue_name", name="unique_workflow_queue_name"),
        allowed("priority", QueuePriority),
        Index("idx_workflow_work_queues_created_by", "created_by"),
    )


class WorkflowSignal(Row, table=True):
    __tablename__ = "workflow_signals"

    id: UUID = key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    work_queue_id: UUID | None = link("workflow_work_queues.id", ondelete="CASCADE", nullable=True)
    signal_name: str = words()
    description: str | None = words(nullable=True)
    parameters: dict[str, Any] | None = json()
    auto_generated: bool = flag(default=False)
    created_by: UUID = link("users.id")
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_id", "signal_name", name="unique_workflow_signal_name"),
        Index("idx_workflow_signals_work_queue_id", "work_queue_id"),
        Index("idx_workflow_signals_created_by", "created_by"),
    )


class WorkflowQuery(Row, table=True):
    __tablename__ = "workflow_queries"

    id: UUID = key()
    workflow_id: UUID = link("workflows.id", ondelete="CASCADE")
    work_queue_id: UUID | None = link("workflow_work_queues.id", ondelete="CASCADE", nullable=True)
    query_name: str = words()
    description: str | None = words(nullable=True)
    return_type: dict[str, Any] | None = json()
    auto_generated: bool = flag(default=False)
    created_by: UUID = link("users.id")
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("workflow_id", "query_name", name="unique_workflow_query_name"),
        Index("idx_workflow_queries_work_queue_id", "work_queue_id"),
        Index("idx_workflow_queries_created_by", "created_by"),
    )
