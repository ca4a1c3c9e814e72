"""Notifications: ids of what changed, from whichever process changed it, over PostgreSQL's LISTEN/NOTIFY."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Literal, get_args

import psycopg
from psycopg import sql

from data.urls import psycopg_url

Channel = Literal["workflow_changed", "execution_changed", "project_changed", "worker_changed"]
Callback = Callable[[str | None], None]

CHANNELS: tuple[Channel, ...] = get_args(Channel)
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0  # seconds between attempts to reconnect
_log = logging.getLogger(__name__)


class Listener:
    """One dedicated connection that hears every channel; reconnects by itself and then has everything read again.

    After `patience` seconds of silence the connection must prove within as many that it lives.
    """

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        self._patience = patience
        self._url = psycopg_url(url)
        self._callbacks: dict[Channel, list[Callback]] = {channel: [] for channel in CHANNELS}
        self._health: list[Callable[[bool], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self.healthy = False

    def subscribe(self, channel: Channel, callback: Callback) -> Callable[[], None]:
        """Calls back with the id of each change, or None when notifications may have been missed."""
        self._callbacks[channel].append(callback)
        return lambda: self._callbacks[channel].remove(callback)

    def on_health(self, callback: Callable[[bool], None]) -> None:
        """Calls back when the connection is lost (False) and when it is back (True)."""
        self._health.append(callback)

    def start(self) -> None:
        """Begins to listen, in the running event loop; a database that is not there yet is waited for."""
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="listen")

    async def ready(self) -> None:
        """Returns once the channels are listened to."""
        await self._ready.wait()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        wait, first = _FIRST_WAIT, True
        while True:
            try:
                await self._listen(read_again=not first)
            except (psycopg.Error, OSError) as error:
                if self.healthy:
                    _log.warning("the connection for notifications was lost: %s", error)
                    wait = _FIRST_WAIT
                self._tell_health(healthy=False)
                first = first and not self._ready.is_set()
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _listen(self, *, read_again: bool) -> None:
        connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True, connect_timeout=5)
        async with connection:
            for channel in CHANNELS:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._tell_health(healthy=True)
            self._ready.set()
            if read_again:
                for channel in CHANNELS:
                    self._tell(channel, None)
            while True:
                async for notification in connection.notifies(timeout=self._patience):
                    if notification.channel in self._callbacks:
                        self._tell(notification.channel, notification.payload)
                async with asyncio.timeout(self._patience):
                    await connection.execute("SELECT 1")

    def _tell(self, channel: str, id: str | None) -> None:
        for callback in tuple(self._callbacks[channel]):  # type: ignore[index]  # only our channels are listened to
            callback(id)

    def _tell_health(self, *, healthy: bool) -> None:
        if healthy != self.healthy:
            self.healthy = healthy
            for callback in tuple(self._health):
                callback(healthy)
