"""Workflows: drafts, their patches, and the versions that were deployed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from data.models.component import ComponentVisibility
from data.models.project import TaskQueue
from data.models.workflow import Workflow, WorkflowPatch, WorkflowStatusRow, WorkflowVersion
from data.rows import StoredPatch
from graph.statuses import WorkflowStatus

PATCHES_KEPT = 1000  # per workflow; an editor that is further behind opens the draft anew


class Workflows:
    """The workflows of one user."""

    def __init__(self, session: AsyncSession, user_id: UUID) -> None:
        self._session, self._user_id = session, user_id

    async def get(self, workflow_id: UUID, *, for_update: bool = False) -> Workflow | None:
        """The workflow with its draft, unless it is archived or someone else's."""
        query = select(Workflow).where(
            col(Workflow.id) == workflow_id,
            col(Workflow.created_by) == self._user_id,
            col(Workflow.is_archived).is_(False),
        )
        return await self._session.scalar(query.with_for_update() if for_update else query)

    async def kebab_names(self, beginning: str) -> set[str]:
        """Names in use that begin so, archived workflows' included: the constraint counts them too."""
        names = await self._session.scalars(
            select(col(Workflow.kebab_name)).where(
                col(Workflow.created_by) == self._user_id,
                col(Workflow.kebab_name).startswith(beginning, autoescape=True),
            )
        )
        return set(names)

    async def create(
        self,
        *,
        project_id: UUID,
        task_queue_name: str,
        display_name: str,
        kebab_name: str,
        definition: dict[str, Any],
    ) -> Workflow:
        """The new draft."""
        queue = await self._lookup(select(col(TaskQueue.id)).where(col(TaskQueue.name) == task_queue_name))
        visibility = await self._lookup(
            select(col(ComponentVisibility.id)).where(col(ComponentVisibility.name) == "private")
        )
        workflow = Workflow(
            kebab_name=kebab_name,
            display_name=display_name,
            created_by=self._user_id,
            project_id=project_id,
            status_id=await self._status(WorkflowStatus.DRAFT),
            visibility_id=visibility,
            task_queue_id=queue,
            definition=definition,
            max_concurrent_executions=None,
        )
        self._session.add(workflow)
        await self._session.flush()
        return workflow

    async def patch(self, workflow_id: UUID, patch_id: str) -> StoredPatch | None:
        """A patch that was saved before, by the id that its editor gave it."""
        found = await self._session.get(WorkflowPatch, (workflow_id, patch_id))
        return _stored(found) if found else None

    async def add_patch(
        self, workflow: Workflow, *, patch_id: str, client: str, operations: list[dict[str, Any]]
    ) -> None:
        """Keeps a patch under the workflow's present revision, and forgets very old ones."""
        self._session.add(
            WorkflowPatch(
                workflow_id=workflow.id,
                patch_id=patch_id,
                revision=workflow.revision,
                client=client,
                author=self._user_id,
                operations=operations,
            )
        )
        if workflow.revision % 100 == 0:
            await self._session.execute(
                delete(WorkflowPatch).where(
                    col(WorkflowPatch.workflow_id) == workflow.id,
                    col(WorkflowPatch.revision) <= workflow.revision - PATCHES_KEPT,
                )
            )

    async def patches_after(self, workflow_id: UUID, revision: int) -> list[StoredPatch]:
        """Patches behind a revision, in order; the first one is `revision + 1` unless it was forgotten."""
        found = await self._session.scalars(
            select(WorkflowPatch)
            .where(col(WorkflowPatch.workflow_id) == workflow_id, col(WorkflowPatch.revision) > revision)
            .order_by(col(WorkflowPatch.revision))
        )
        return [_stored(patch) for patch in found]

    async def revision(self, workflow_id: UUID) -> int | None:
        """The draft's revision, without the draft."""
        return await self._session.scalar(
            select(col(Workflow.revision)).where(
                col(Workflow.id) == workflow_id,
                col(Workflow.created_by) == self._user_id,
                col(Workflow.is_archived).is_(False),
            )
        )

    async def deploy(
        self, workflow: Workflow, *, definition: dict[str, Any], content_hash: str, note: str
    ) -> WorkflowVersion:
        """Makes the draft the current version and the workflow active; the caller holds the row's lock."""
        latest = await self._session.scalar(
            select(func.max(WorkflowVersion.number)).where(col(WorkflowVersion.workflow_id) == workflow.id)
        )
        version = WorkflowVersion(
            workflow_id=workflow.id,
            number=(latest or 0) + 1,
            revision=workflow.revision,
            definition=definition,
            hash=content_hash,
            author=self._user_id,
            note=note,
        )
        self._session.add(version)
        await self._session.flush()
        workflow.current_version_id = version.id
        workflow.temporal_workflow_type = workflow.kebab_name
        workflow.deployed_at = datetime.now(UTC)
        workflow.status_id = await self._status(WorkflowStatus.ACTIVE)
        await self._session.flush()
        return version

    async def version(self, version_id: UUID) -> WorkflowVersion | None:
        """A version by its id."""
        return await self._session.get(WorkflowVersion, version_id)

    async def _lookup(self, query: Select[UUID]) -> UUID:
        return (await self._session.scalars(query)).one()

    async def _status(self, status: WorkflowStatus) -> UUID:
        return await self._lookup(
            select(col(WorkflowStatusRow.id)).where(col(WorkflowStatusRow.name) == status.value)
        )


def _stored(patch: WorkflowPatch) -> StoredPatch:
    return StoredPatch(patch.patch_id, patch.client, patch.author, patch.revision, patch.operations)
