"""The registry of worker processes: one row for each process and project that it serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from data.models.worker import WorkerStatus
from data.storable import to_json

# Heartbeats come every few seconds; a process that was killed says nothing any more.
SILENT_AFTER = 15  # seconds

_REPORT = """
INSERT INTO workflow_workers (
  worker_id, project_id, task_queue_name, status, host, process_id, metadata, last_heartbeat, stopped_at)
SELECT :identity || '/' || p.task_queue_name, p.id, p.task_queue_name, :status, :host, :pid,
       CAST(:metadata AS jsonb), now(), CASE WHEN :status = 'stopped' THEN now() END
FROM projects p WHERE p.id = ANY(CAST(:projects AS uuid[]))
ON CONFLICT (worker_id) DO UPDATE SET
  status = EXCLUDED.status, metadata = EXCLUDED.metadata, last_heartbeat = now(),
  stopped_at = EXCLUDED.stopped_at
"""

_SILENT = """
UPDATE workflow_workers SET status = 'failed', stopped_at = COALESCE(stopped_at, last_heartbeat)
WHERE status IN ('starting', 'running', 'stopping')
  AND last_heartbeat < now() - make_interval(secs => :seconds)
RETURNING id
"""

_ANYONE_LIVES = """
SELECT EXISTS (SELECT 1 FROM workflow_workers
  WHERE status = 'running' AND last_heartbeat >= now() - make_interval(secs => :seconds))
"""

_SERVED = "SELECT id, task_queue_name FROM projects WHERE is_active AND NOT is_archived"

_NOTIFY = "SELECT pg_notify('worker_changed', :identity)"


@dataclass(frozen=True)
class WorkerProcess:
    """`identity` is the one that Temporal knows it by."""

    identity: str
    host: str
    pid: int
    metadata: Mapping[str, Any]


class WorkerRegistry:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def queues_to_serve(self) -> dict[UUID, str]:
        """Task queues of the active projects, by project."""
        return {row.id: row.task_queue_name for row in await self._session.execute(text(_SERVED))}

    async def report(
        self, process: WorkerProcess, projects: list[UUID], status: WorkerStatus, *, changed: bool
    ) -> None:
        """A heartbeat: the process serves these projects and is in this state."""
        given = {
            "identity": process.identity,
            "host": process.host,
            "pid": str(process.pid),
            "metadata": to_json(dict(process.metadata)),
            "projects": projects,
            "status": str(status),
        }
        await self._session.execute(text(_REPORT), given)
        if changed:
            await self._tell(process.identity)

    async def fail_silent(self) -> None:
        """Marks workers that were killed; any living one may do it."""
        gone = (await self._session.execute(text(_SILENT), {"seconds": SILENT_AFTER})).all()
        if gone:
            await self._tell("")

    async def anyone_lives(self) -> bool:
        """Whether any worker has been heard of lately."""
        found = await self._session.execute(text(_ANYONE_LIVES), {"seconds": SILENT_AFTER})
        return bool(found.scalar_one())

    async def _tell(self, identity: str) -> None:
        await self._session.execute(text(_NOTIFY), {"identity": identity})
