"""Use cases over real servers: Temporal has no workers here, unless a test starts one."""

from collections.abc import AsyncIterator

import pytest

from data.notifications import Listener
from data.session import Database
from engine.blobs import DatabaseBlobs
from engine.client import Engine
from services.app import App, create_app
from services.context import Actor
from settings import Settings
from tests.services.building import someone


@pytest.fixture
async def app(database: Database, database_url: str) -> AsyncIterator[App]:
    """An installation whose Temporal server is still being prepared."""
    engine = Engine(None, "default", DatabaseBlobs(database))
    app = create_app(Settings(), database, Listener(database_url), engine)
    yield app
    await app.listener.stop()


@pytest.fixture
def app_with_temporal(app: App, temporal_address: str) -> App:
    """An installation in which executions can be started."""
    app.engine.move_to(temporal_address)
    return app


@pytest.fixture
async def ada(app: App) -> Actor:
    """A person who acts through commands on the machine: without a session that could end."""
    return await someone(app, "Ada")


@pytest.fixture
async def bob(app: App) -> Actor:
    """Another person."""
    return await someone(app, "Bob")
