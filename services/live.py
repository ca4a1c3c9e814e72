"""Live updates: who looks at something is told when it changed, and reads it again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

from data.notifications import Channel, Listener
from graph.errors import WorkflowBuilderError
from services.status import StatusBoard

Kind = Literal["workflow", "execution", "project", "system"]
_CHANNELS: dict[Channel, Kind] = {
    "workflow_changed": "workflow",
    "execution_changed": "execution",
    "project_changed": "project",
    "worker_changed": "system",
}
_log = logging.getLogger(__name__)


class Live:
    """Spreads the database's notifications, and changes of the installation's status, to those who watch."""

    def __init__(self, listener: Listener, status: StatusBoard) -> None:
        self._watchers: dict[tuple[Kind, str], set[_Watcher]] = {}
        for channel, kind in _CHANNELS.items():
            listener.subscribe(channel, partial(self._changed, kind))
        status.on_change(lambda: self._changed("system", None))

    def watch(self, kind: Kind, id: object, callback: Callable[[], Awaitable[None]]) -> Callable[[], None]:
        """Calls `callback` after each change, never twice at once; returns what ends the watch.

        Without an id: after a change of anything of the kind.
        """
        key, watcher = (kind, str(id)), _Watcher(callback)
        self._watchers.setdefault(key, set()).add(watcher)

        def unwatch() -> None:
            watcher.stop()
            group = self._watchers.get(key, set())
            group.discard(watcher)
            if not group:
                self._watchers.pop(key, None)

        return unwatch

    def _changed(self, kind: Kind, id: str | None) -> None:
        # Without an id all of a kind may have changed: the connection was lost, or the installation's status moved.
        keys = [key for key in self._watchers if key[0] == kind and (id is None or key[1] in {id, "None"})]
        for key in keys:
            for watcher in tuple(self._watchers.get(key, ())):
                watcher.wake()


class _Watcher:
    """One callback: changes that come while it runs are answered by one more run."""

    def __init__(self, callback: Callable[[], Awaitable[None]]) -> None:
        self._callback = callback
        self._dirty = False
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def wake(self) -> None:
        self._dirty = True
        if self._task is None and not self._stopped:
            self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        self._stopped = True

    async def _run(self) -> None:
        try:
            while self._dirty and not self._stopped:
                self._dirty = False
                await self._callback()
        except WorkflowBuilderError as error:
            # The banner says what is unavailable; the next change, or the reconnection, reads again.
            _log.info("a live update was passed over: %s", error)
        finally:
            self._task = None
