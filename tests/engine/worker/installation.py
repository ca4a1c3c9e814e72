"""An installation of real processes: PostgreSQL, Temporal, and workers that can be killed."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from data.models.base import new_ordered_id
from data.session import Database
from data.urls import sqlalchemy_url
from engine.blobs import DatabaseBlobs
from engine.client import Engine
from graph.statuses import ExecutionStatus, HistorySyncStatus
from tests.engine.graphs import Graph
from tests.waiting import until

ROOT = Path(__file__).parents[3]
WORKER = """
import asyncio, logging, sys
from engine.worker import run_worker
from settings import Settings

logging.basicConfig(level="INFO", format="%(asctime)s %(name)s %(message)s")
asyncio.run(run_worker(Settings(), sys.argv[1], sys.argv[2]))
"""


@dataclass(frozen=True)
class Project:
    id: uuid.UUID
    queue: str


@dataclass
class Installation:
    database_url: str
    temporal_address: str
    folder: Path
    user_id: uuid.UUID
    workers: list[asyncio.subprocess.Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database = Database(self.database_url)
        self.tables = create_async_engine(sqlalchemy_url(self.database_url), poolclass=NullPool)
        self.engine = Engine(self.temporal_address, "default", DatabaseBlobs(self.database), patience=20)

    async def start_worker(self) -> asyncio.subprocess.Process:
        """A worker process of its own, its log in the folder."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
        with (self.folder / "worker.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", WORKER, self.database_url, self.temporal_address,
                cwd=ROOT, env=environment | {"WORKFLOW_BUILDER_HOME": str(self.folder)}, stdout=log, stderr=log,
            )  # fmt: skip
        self.workers.append(process)
        return process

    async def project(self) -> Project:
        project = Project(uuid.uuid4(), f"queue-{uuid.uuid4()}")
        given = {"id": project.id, "queue": project.queue, "user": self.user_id}
        for statement in PROJECT:
            await self.rows(statement, **given)
        return project

    async def start(self, project: Project, graph: Graph, input: Any = None) -> uuid.UUID:
        """An execution of a workflow of its own, begun as a use case begins it."""
        workflow, execution = uuid.uuid4(), new_ordered_id()
        name = f"tested-{workflow.hex[:12]}"
        given = {
            "project": project.id,
            "queue": project.queue,
            "user": self.user_id,
            "workflow": workflow,
            "execution": execution,
            "name": name,
            "temporal_id": f"{name}-{execution}",
            "graph": json.dumps(graph),
            "input": json.dumps(input),
        }
        for statement in EXECUTION:
            await self.rows(statement, **given)
        run_id = await self.engine.start_execution(
            graph, input, name=name, temporal_workflow_id=given["temporal_id"], task_queue=project.queue
        )
        await self.rows(STARTED, execution=execution, run_id=run_id)
        return execution

    async def row(self, execution_id: uuid.UUID) -> Any:
        return (await self.rows("SELECT * FROM workflow_executions WHERE id = :id", id=execution_id))[0]

    async def steps(self, execution_id: uuid.UUID) -> dict[str, Any]:
        found = await self.rows(
            "SELECT * FROM component_executions WHERE workflow_execution_id = :id", id=execution_id
        )
        return {row.node_path: row for row in found}

    async def rows(self, query: str, **given: Any) -> list[Any]:
        async with self.tables.begin() as connection:
            return list((await connection.execute(text(query), given)).all())

    async def until_step(self, execution_id: uuid.UUID, path: str, status: str) -> Any:
        async def there() -> Any:
            step = (await self.steps(execution_id)).get(path)
            return step if step is not None and step.status == status else None

        return await until(there, within=60)

    async def ended(self, execution_id: uuid.UUID, *, within: float = 120) -> Any:
        """The execution's row once it is exact."""

        async def exact() -> Any:
            row = await self.row(execution_id)
            closed = ExecutionStatus(row.status).is_closed
            return row if closed and row.history_sync_status == HistorySyncStatus.SYNCED else None

        try:
            return await until(exact, within=within)
        except TimeoutError:
            state = {key: str(step.status) for key, step in (await self.steps(execution_id)).items()}
            log = (self.folder / "worker.log").read_text()[-3000:]
            raise AssertionError(f"{await self.row(execution_id)}\n{json.dumps(state)}\n{log}") from None

    async def until_served(self, project: Project) -> None:
        query = "SELECT 1 FROM workflow_workers WHERE project_id = :id AND status = 'running'"
        await until(lambda: self.rows(query, id=project.id), within=60)

    async def close(self) -> None:
        for worker in self.workers:
            if worker.returncode is None:
                worker.kill()
            await worker.wait()
        await self.database.close()
        await self.tables.dispose()


@asynccontextmanager
async def installed(database_url: str, temporal_address: str, folder: Path) -> AsyncIterator[Installation]:
    installation = Installation(database_url, temporal_address, folder, uuid.uuid4())
    for statement in USER:
        await installation.rows(statement, user=installation.user_id)
    try:
        yield installation
    finally:
        await installation.close()


USER = [
    "INSERT INTO auth.users (id) VALUES (:user) RETURNING id",
    """INSERT INTO users (id, auth_user_id, email, display_name, role_id)
       SELECT :user, :user, CAST(:user AS text) || '@example.org', 'Tester', id
       FROM user_roles WHERE name = 'admin' RETURNING id""",
]
PROJECT = [
    "INSERT INTO task_queues (name, created_by) VALUES (:queue, :user) RETURNING id",
    """INSERT INTO projects (id, name, created_by, task_queue_name)
       VALUES (:id, :queue, :user, :queue) RETURNING id""",
    "SELECT pg_notify('project_changed', CAST(:id AS text))",
]
EXECUTION = [
    """INSERT INTO workflows (id, kebab_name, display_name, created_by, project_id, status_id, visibility_id,
         task_queue_id, definition)
       SELECT :workflow, :name, :name, :user, :project, s.id, v.id, q.id, CAST(:graph AS jsonb)
       FROM workflow_statuses s, component_visibility v, task_queues q
       WHERE s.name = 'active' AND v.name = 'private' AND q.name = :queue RETURNING id""",
    """INSERT INTO workflow_executions (id, workflow_id, project_id, created_by, number,
         temporal_workflow_id, status, input, history_sync_status)
       VALUES (:execution, :workflow, :project, :user, 1, :temporal_id, 'building',
         CAST(:input AS jsonb), 'pending') RETURNING id""",
]
STARTED = """
UPDATE workflow_executions SET status = 'running', temporal_run_id = :run_id
WHERE id = :execution AND status = 'building' RETURNING id
"""
