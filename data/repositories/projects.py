"""Projects and their task queues."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from data.models.project import Project, TaskQueue


class Projects:
    """The projects of one user."""

    def __init__(self, session: AsyncSession, user_id: UUID) -> None:
        self._session, self._user_id = session, user_id

    async def get(self, project_id: UUID) -> Project | None:
        """The project, unless it is archived or someone else's."""
        return await self._session.scalar(
            select(Project).where(
                col(Project.id) == project_id,
                col(Project.created_by) == self._user_id,
                col(Project.is_archived).is_(False),
            )
        )

    async def named(self, name: str) -> Project | None:
        """The project of this name, archived or not: names are unique per user."""
        return await self._session.scalar(
            select(Project).where(col(Project.created_by) == self._user_id, col(Project.name) == name)
        )

    async def queue_names(self, beginning: str) -> set[str]:
        """Task queue names that begin so; they are unique among all users."""
        names = await self._session.scalars(
            select(col(TaskQueue.name)).where(col(TaskQueue.name).startswith(beginning, autoescape=True))
        )
        return set(names)

    async def create(
        self, *, name: str, description: str, task_queue_name: str, is_default: bool = False
    ) -> Project:
        """The new project with a task queue of its own."""
        self._session.add(TaskQueue(name=task_queue_name, display_name=name, created_by=self._user_id))
        await self._session.flush()
        project = Project(
            name=name,
            description=description,
            created_by=self._user_id,
            task_queue_name=task_queue_name,
            is_default=is_default,
        )
        self._session.add(project)
        await self._session.flush()
        return project
