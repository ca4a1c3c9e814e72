"""The installation as use cases see it: settings, database, Temporal, live updates, and what works just now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import quote

from auth.sessions import Sessions, StoredSessions
from data.notifications import Listener
from data.repositories import Work
from data.session import Database
from engine.client import Engine
from services.context import Actor
from services.draft_cache import DraftCache
from services.live import Live
from services.status import StatusBoard
from settings import Settings


@dataclass(frozen=True)
class App:
    """Everything that a use case may need; made once per process by whoever starts it."""

    settings: Settings
    database: Database
    sessions: Sessions
    listener: Listener
    engine: Engine
    status: StatusBoard
    live: Live
    drafts: DraftCache

    def read(self, actor: Actor) -> AbstractAsyncContextManager[Work]:
        """The transaction of a use case that changes nothing: PostgreSQL refuses every write."""
        return self.database.work(actor, read_only=True)

    @asynccontextmanager
    async def change(self, actor: Actor) -> AsyncIterator[Work]:
        """The transaction of a use case that changes something; raises Forbidden when the session has ended."""
        await self.sessions.check(actor)
        async with self.database.work(actor) as work:
            yield work

    def temporal_page(self, temporal_workflow_id: str, run_id: str | None) -> str | None:
        """The address of Temporal's own page of an execution; None where there is none."""
        base = self.status.current.temporal_ui
        if base is None or run_id is None:
            return None
        namespace = quote(self.settings.temporal_namespace, safe="")
        return (
            f"{base}/namespaces/{namespace}/workflows/{quote(temporal_workflow_id, safe='')}/{run_id}/history"
        )


def create_app(settings: Settings, database: Database, listener: Listener, engine: Engine) -> App:
    """An installation over these connections; nothing is contacted yet."""
    sessions, status = Sessions(StoredSessions(database)), StatusBoard()
    return App(settings, database, sessions, listener, engine, status, Live(listener, status), DraftCache())
