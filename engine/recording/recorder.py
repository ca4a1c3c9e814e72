"""The recorder: takes transitions from any thread at once, and writes them as rows a moment later."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection

from engine.recording.batch import Batch
from engine.transitions import ExecutionTransition, Transition
from graph.errors import Unavailable

log = logging.getLogger(__name__)

GATHER = 0.025  # seconds; long enough for the steps of one workflow task, short enough for the eye
LARGEST_BATCH = 2_000  # rows a transaction
MOST_KEPT = 50_000  # while PostgreSQL is away; beyond it the history alone remembers
LONGEST_WAIT = 2.0


class Recorder:
    """A Sink; `write` stores a batch in one transaction and raises Unavailable when it cannot."""

    def __init__(
        self,
        write: Callable[[Batch], Awaitable[None]],
        on_closed: Callable[[Collection[ExecutionTransition]], None],
        *,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._write = write
        self._on_closed = on_closed
        self._most_kept = most_kept
        self._heard: deque[Transition] = deque()
        self._pending = Batch()
        self._something = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._is_called = False
        self._last_heard = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether executions are making progress just now."""
        return time.monotonic() - self._last_heard < 0.2

    def record(self, transition: Transition) -> None:
        """Returns at once; may be called from any thread."""
        self._heard.append(transition)
        self._last_heard = time.monotonic()
        # One call into the loop wakes it for all that follow until it has looked.
        if not self._is_called and not self._loop.is_closed():
            self._is_called = True
            self._loop.call_soon_threadsafe(self._something.set)

    async def run(self) -> None:
        """Writes until it is cancelled; `flush` then writes the rest."""
        wait = GATHER
        while True:
            if not self._pending:
                await self._something.wait()
            await asyncio.sleep(wait)
            wait = GATHER if await self._write_heard() else min(wait * 2, LONGEST_WAIT)

    async def flush(self) -> None:
        """Writes what is there, or leaves it to the history."""
        if not await self._write_heard() and self._pending:
            log.warning("%d changes were not written; they follow from the history", len(self._pending))

    async def _write_heard(self) -> bool:
        self._something.clear()
        self._is_called = False
        while self._heard or self._pending:
            self._take()
            try:
                await self._write_pending()
            except Unavailable as error:
                log.info("Recording waits: %s", error.message)
                self._shed_if_too_much()
                return False
            closed = list(self._pending.closed())
            self._pending = Batch()
            if closed:
                self._on_closed(closed)
        return True

    async def _write_pending(self) -> None:
        try:
            return await self._write(self._pending)
        except Unavailable:
            raise
        except Exception:
            log.exception("A batch was refused; writing execution by execution")
        for run in self._pending.runs:
            try:
                await self._write(self._pending.of_run(run))
            except Unavailable:
                raise
            except Exception:  # one execution's strange data must not stop the recording of all others
                log.exception("The steps of %s could not be written", run[0])
        return None

    def _take(self) -> None:
        while self._heard and len(self._pending) < LARGEST_BATCH:
            self._pending.add([self._heard.popleft()])

    def _shed_if_too_much(self) -> None:
        while self._heard and len(self._pending) < self._most_kept:
            self._pending.add([self._heard.popleft()])
        if len(self._pending) >= self._most_kept:
            log.warning("PostgreSQL was away for long: steps follow from the history when executions close")
            self._pending.shed()
