"""Everything one transaction may do, by name: `work.overview.projects()`."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from data.notifications import Channel
from data.repositories.access import Access
from data.repositories.blobs import Blobs
from data.repositories.catalogue import Catalogue
from data.repositories.executions import Executions
from data.repositories.overview import Overview
from data.repositories.projections import Projections
from data.repositories.projects import Projects
from data.repositories.recording import Recording
from data.repositories.statistics import Statistics
from data.repositories.worker_registry import WorkerRegistry
from data.repositories.workflows import Workflows


class Work:
    """One transaction: its repositories, and the notifications that leave with its commit."""

    def __init__(self, session: AsyncSession, user_id: UUID) -> None:
        self._session = session
        self._notifications: dict[tuple[Channel, str], None] = {}
        self.access = Access(session)
        self.blobs = Blobs(session)
        self.catalogue = Catalogue(session)
        self.overview = Overview(session, user_id)
        self.projections = Projections(session)
        self.projects = Projects(session, user_id)
        self.recording = Recording(session)
        self.statistics = Statistics(session)
        self.worker_registry = WorkerRegistry(session)
        self.executions = Executions(session, user_id)
        self.workflows = Workflows(session, user_id)

    def notify(self, channel: Channel, id: object) -> None:
        """Tells the listeners once, when and if the transaction commits, that something changed."""
        self._notifications[channel, str(id)] = None

    async def flush(self) -> None:
        """Writes what was changed on rows, so that the queries of this transaction see it."""
        await self._session.flush()

    async def lock_names(self) -> None:
        """Lets one transaction at a time give names: call before asking which are free, held until the end."""
        await self._session.execute(text("SELECT pg_advisory_xact_lock(hashtext('names'))"))

    async def send_notifications(self) -> None:
        """Called once by `Database.work`, as the last statement before the commit."""
        if self._notifications:
            channels, ids = zip(*self._notifications, strict=True)
            await self._session.execute(
                text(
                    "SELECT pg_notify(channel, id) "
                    "FROM unnest(CAST(:channels AS text[]), CAST(:ids AS text[])) AS told (channel, id)"
                ),
                {"channels": list(channels), "ids": list(ids)},
            )
