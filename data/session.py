"""Transactions: the one place that opens connections and that knows who acts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from data.repositories import Work
from data.storable import to_json
from data.urls import behind_transaction_pooler, sqlalchemy_url
from graph.errors import Unavailable


@dataclass(frozen=True)
class Actor:
    """Who acts: a user in one of the roles admin, developer and viewer, or the product itself."""

    user_id: UUID
    role: str


SERVICE = Actor(UUID(int=0), "service")


class Database:
    """A pool of connections to one database; they are made when needed and heal when the server was away."""

    def __init__(self, url: str, *, pool_size: int = 5, overflow: int = 5) -> None:
        self._engine = _engine(url, pool_size, overflow)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)

    @asynccontextmanager
    async def work(self, actor: Actor, *, read_only: bool = False) -> AsyncIterator[Work]:
        """One transaction of one actor: committed at the end, undone when anything is raised.

        Raises Unavailable when the server does not answer, or goes away meanwhile.
        """
        try:
            async with self._sessions() as session, session.begin():
                await _act_as(session, actor, read_only=read_only)
                work = Work(session, actor.user_id)
                yield work
                await work.send_notifications()
        except (OperationalError, InterfaceError, PoolTimeoutError) as error:
            raise Unavailable("PostgreSQL", f"The database does not answer: {_reason(error)}") from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise Unavailable("PostgreSQL", "The connection to the database was lost.") from error
            raise

    async def ping(self) -> None:
        """Returns when the database answers; raises Unavailable otherwise."""
        async with self.work(SERVICE):
            return

    async def close(self) -> None:
        await self._engine.dispose()


def _engine(url: str, pool_size: int, overflow: int) -> AsyncEngine:
    connect: dict[str, Any] = {"connect_timeout": 5, "application_name": "workflow-builder"}
    options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": overflow, "pool_pre_ping": True}
    if behind_transaction_pooler(url):
        # The pooler hands each transaction another session, which knows nothing of our prepared statements.
        connect["prepare_threshold"] = None
        options = {"poolclass": NullPool}
    return create_async_engine(sqlalchemy_url(url), connect_args=connect, json_serializer=to_json, **options)


async def _act_as(session: AsyncSession, actor: Actor, *, read_only: bool) -> None:
    # Per transaction, never per session: a pooled connection would carry it to the next user.
    await session.execute(
        text(
            "SELECT set_config('app.user_id', :user_id, true), set_config('app.role', :role, true),"
            " set_config('transaction_read_only', :read_only, true)"
        ),
        {"user_id": str(actor.user_id), "role": actor.role, "read_only": "on" if read_only else "off"},
    )


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return (str(cause).splitlines() or [type(cause).__name__])[0]
