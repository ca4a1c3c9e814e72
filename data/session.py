"""Transactions: the one place that knows who acts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import psycopg
from sqlalchemy import NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from data.notifications import Channel
from data.repositories.executions import Executions
from data.repositories.overview import Overview
from data.repositories.projections import Projections
from data.repositories.projects import Projects
from data.repositories.recording import Recording
from data.repositories.worker_registry import WorkerRegistry
from data.repositories.workflows import Workflows
from data.urls import behind_transaction_pooler, sqlalchemy_url
from graph.errors import Unavailable

_ACT_AS = text("SELECT set_config('app.user_id', :user_id, true), set_config('app.role', :role, true)")
_NOTIFY = text("SELECT pg_notify(:channel, :id)")
_AWAY = (psycopg.OperationalError, psycopg.InterfaceError)


@dataclass(frozen=True)
class Actor:
    """Who acts: a user in one of the roles admin, developer and viewer, or the product itself."""

    user_id: UUID
    role: str


SERVICE = Actor(UUID(int=0), "service")


class Work:
    """One transaction of one actor, with every query there is by its name."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self.session, self.actor = session, actor
        self._notifications: dict[tuple[Channel, str], None] = {}

    def notify(self, channel: Channel, id: object) -> None:
        """Tells whoever listens, once, and only if the transaction commits."""
        self._notifications[channel, str(id)] = None

    async def flush(self) -> None:
        """Writes what was changed on rows, so that queries of this transaction see it."""
        await self.session.flush()

    async def send_notifications(self) -> None:
        for channel, id in self._notifications:
            await self.session.execute(_NOTIFY, {"channel": channel, "id": id})

    @cached_property
    def executions(self) -> Executions:
        return Executions(self.session, self.actor.user_id)

    @cached_property
    def overview(self) -> Overview:
        return Overview(self.session, self.actor.user_id)

    @cached_property
    def projections(self) -> Projections:
        return Projections(self.session)

    @cached_property
    def projects(self) -> Projects:
        return Projects(self.session, self.actor.user_id)

    @cached_property
    def recording(self) -> Recording:
        return Recording(self.session)

    @cached_property
    def worker_registry(self) -> WorkerRegistry:
        return WorkerRegistry(self.session)

    @cached_property
    def workflows(self) -> Workflows:
        return Workflows(self.session, self.actor.user_id)


class Database:
    """A pool of connections; heals by itself when the server comes back."""

    def __init__(self, url: str, *, connections: int = 5) -> None:
        pool = {"poolclass": NullPool} if behind_transaction_pooler(url) else {"pool_size": connections}
        self._engine = create_async_engine(
            sqlalchemy_url(url),
            pool_pre_ping=True,
            connect_args={"connect_timeout": 5, **_prepared(url)},
            **pool,
        )
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)

    @asynccontextmanager
    async def work(self, actor: Actor) -> AsyncIterator[Work]:
        """One transaction: commits at the end, rolls back on any error; raises Unavailable without a server."""
        try:
            async with self._sessions() as session, session.begin():
                await session.execute(_ACT_AS, {"user_id": str(actor.user_id), "role": actor.role})
                work = Work(session, actor)
                yield work
                await session.flush()
                await work.send_notifications()
        except DBAPIError as error:
            if error.connection_invalidated or isinstance(error.orig, _AWAY):
                raise Unavailable("PostgreSQL", "PostgreSQL does not answer just now.") from error
            raise
        except (*_AWAY, PoolTimeoutError, OSError) as error:
            raise Unavailable("PostgreSQL", "PostgreSQL does not answer just now.") from error

    async def close(self) -> None:
        await self._engine.dispose()


def _prepared(url: str) -> dict[str, None]:
    # A pooler hands consecutive transactions to different server sessions: none knows another's statements.
    return {"prepare_threshold": None} if behind_transaction_pooler(url) else {}
