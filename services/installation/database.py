"""The database of an installation: our own PostgreSQL, kept running, or one that is elsewhere."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future, ThreadPoolExecutor

from data.embedded import EmbeddedPostgres
from graph.errors import InvalidInput, WorkflowBuilderError
from services.installation.home import Home
from services.status import ServiceStatus, StatusBoard
from settings import Settings

_LOOK_EVERY = 0.2  # seconds; a look costs a system call
_LONGEST_WAIT = 10.0
_log = logging.getLogger(__name__)


class DatabaseServer:
    """Begins to start when it is made, in a thread, so that slower modules can be imported meanwhile."""

    def __init__(self, settings: Settings, home: Home) -> None:
        self._settings = settings
        self._postgres = EmbeddedPostgres(home.postgres) if settings.embedded_database else None
        self._thread = ThreadPoolExecutor(1, "database")
        self._url: Future[str] = self._thread.submit(self._start)

    async def url(self) -> str:
        """The address of the database, once it answers and its schema is up to date."""
        return await asyncio.wrap_future(self._url)

    async def keep_running(self, board: StatusBoard) -> None:
        """Starts our server again whenever it has ended, and says so on the board."""
        wait = _LOOK_EVERY
        while self._postgres is not None:
            await asyncio.sleep(wait)
            if self._postgres.is_running():
                wait = _LOOK_EVERY
                continue
            board.set("database", ServiceStatus("down", "PostgreSQL has ended and is started again."))
            try:
                await asyncio.to_thread(self._postgres.restart_if_dead)
            except WorkflowBuilderError as error:
                _log.warning("%s", error.message)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                board.set("database", ServiceStatus("ok"))

    def stop(self) -> None:
        """Blocks until our server has ended; nothing is lost."""
        self._url.cancel()
        self._thread.shutdown()  # a start that is under way comes first
        if self._postgres is not None:
            self._postgres.stop()

    def _start(self) -> str:
        url = self._postgres.start() if self._postgres is not None else str(self._settings.database_url)
        # Here, since it brings SQLAlchemy: the server starts first.
        from data.migrate import migrate  # noqa: PLC0415

        migrate(url)
        return url


def migrate_configured(settings: Settings) -> str:
    """Brings the database of DATABASE_URL up to date; what to tell about it."""
    if settings.database_url is None:
        raise InvalidInput(
            "Set DATABASE_URL: the embedded database is brought up to date at each start.",
            field="DATABASE_URL",
        )
    from data.migrate import migrate  # noqa: PLC0415 (as above)

    changed = migrate(settings.database_url)
    return "The database was brought up to date." if changed else "The database is up to date."
