"""An App over servers that run already."""

from __future__ import annotations

from data.notifications import Listener
from data.session import Database
from engine.blobs import DatabaseBlobs
from engine.client import Engine
from services.app import App, create_app
from settings import Settings


def connected_app(settings: Settings, database_url: str, temporal_address: str | None) -> App:
    """Nothing is contacted yet; without an address, Temporal counts as being prepared."""
    database = Database(database_url)
    engine = Engine(temporal_address, settings.temporal_namespace, DatabaseBlobs(database))
    return create_app(settings, database, Listener(database_url), engine)
