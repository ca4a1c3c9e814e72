"""The installation as use cases see it: settings, database, Temporal, live updates, and what works just now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from data.notifications import Listener
from data.session import Database
from engine.client import Engine
from services.draft_cache import DraftCache
from services.live import Live
from services.status import StatusBoard
from settings import Settings


@dataclass(frozen=True)
class App:
    """Everything that a use case may need; made once per process by whoever starts it."""

    settings: Settings
    database: Database
    listener: Listener
    engine: Engine
    status: StatusBoard
    live: Live
    drafts: DraftCache

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
    status = StatusBoard()
    return App(settings, database, listener, engine, status, Live(listener, status), DraftCache())
