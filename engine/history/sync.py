"""Sync: a closed execution's history is replayed into exact rows; a sweep finds what nobody saw close."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from temporalio.converter import DataConverter

from data.repositories.recording import Recorded
from engine.client import Engine, ExecutionState
from engine.history.replay import rebuild
from engine.recording.store import RecordingStore
from graph.errors import Conflict, Unavailable
from graph.statuses import ExecutionStatus

log = logging.getLogger(__name__)

SWEEP_EVERY = 5.0  # seconds
AT_ONCE = 20  # executions claimed together
CHECKED_A_SWEEP = 200  # open executions asked after
LET_OTHERS_GO_FIRST = 5.0  # seconds that a replay waits for running executions at most
NEVER_STARTED = 60.0  # seconds after which an execution that Temporal does not know was not started


class HistorySync:
    """Runs in every worker process; several do not get in each other's way."""

    def __init__(
        self,
        rows: RecordingStore,
        engine: Engine,
        converter: DataConverter,
        *,
        is_busy: Callable[[], bool] = lambda: False,
    ) -> None:
        self._rows = rows
        self._engine = engine
        self._converter = converter
        self._is_busy = is_busy
        self._something = asyncio.Event()
        self._cursor: UUID | None = None
        self._touched: set[UUID] = set()  # workflows whose statistics are behind

    def wake(self) -> None:
        """An execution has just closed."""
        self._something.set()

    async def run(self) -> None:
        """Syncs and sweeps until it is cancelled."""
        next_sweep = 0.0
        while True:
            try:
                while await self.sync_some():
                    pass
                await self._recompute_statistics()
                if time.monotonic() >= next_sweep:
                    next_sweep = time.monotonic() + SWEEP_EVERY
                    await self.sweep()
            except Unavailable as error:
                log.info("The history sync waits: %s", error.message)
                await asyncio.sleep(1)
            try:
                await asyncio.wait_for(self._something.wait(), SWEEP_EVERY)
            except TimeoutError:
                continue
            self._something.clear()

    async def sync_some(self) -> int:
        """Makes some executions' rows exact; gives how many it had in hand."""
        await self._let_others_go_first()
        claimed = await self._rows.claim_unsynced(AT_ONCE)
        for execution in claimed:
            await self._let_others_go_first()
            await self._sync(execution)
            self._touched.add(execution.workflow_id)
        return len(claimed)

    async def _recompute_statistics(self) -> None:
        if self._touched:
            await self._rows.recompute_statistics(self._touched)
            self._touched = set()

    async def sweep(self) -> None:
        """Asks Temporal after a part of the open executions, the next part next time."""
        executions = await self._rows.open_executions(self._cursor, CHECKED_A_SWEEP)
        self._cursor = executions[-1].id if len(executions) == CHECKED_A_SWEEP else None
        closed = [await self._check(execution) for execution in executions]
        if any(closed):
            self.wake()

    async def _sync(self, execution: Recorded) -> None:
        try:
            state = await self._closed_state(execution)
            if state is None:
                await self._rows.sync_failed(execution, "Temporal does not have the history any more")
            elif not state.status.is_closed:
                await self._rows.give_back(execution)
            else:
                history = await self._engine.history(execution.temporal_workflow_id, state.run_id)
                await self._rows.store_exact(execution, await rebuild(history, self._converter))
        except Unavailable:
            raise  # the claim lapses by itself
        except Conflict as error:
            await self._rows.sync_failed(execution, error.message)
        except Exception as error:  # a history that cannot be replayed must not stop the others
            log.exception("The history of %s could not be replayed", execution.temporal_workflow_id)
            await self._rows.sync_failed(execution, f"{type(error).__name__}: {error}"[:2000])

    async def _closed_state(self, execution: Recorded) -> ExecutionState | None:
        # The worker says "completed" a moment before Temporal has it.
        for wait in (0.02, 0.05, 0.1, 0.3, 1.0):
            state = await self._engine.state(execution.temporal_workflow_id, execution.temporal_run_id)
            if state is None or state.status.is_closed:
                return state
            await asyncio.sleep(wait)
        return state

    async def _check(self, execution: Recorded) -> bool:
        """Whether the execution turned out to be closed."""
        state = await self._engine.state(execution.temporal_workflow_id, execution.temporal_run_id)
        if state is None:
            if time.time() - execution.started_at.timestamp() < NEVER_STARTED:
                return False
            run_id, error = execution.temporal_run_id, _unknown(execution)
            await self._rows.mark_closed(execution, run_id, ExecutionStatus.FAILED, None, error)
            return True
        if state.status.is_closed:
            await self._rows.mark_closed(execution, state.run_id, state.status, state.closed_at, None)
            return True
        if execution.status == ExecutionStatus.BUILDING:
            await self._rows.mark_running(execution, state.run_id)
        return False

    async def _let_others_go_first(self) -> None:
        """Replays cost processor time that executions need more."""
        until = time.monotonic() + LET_OTHERS_GO_FIRST
        while self._is_busy() and time.monotonic() < until:  # noqa: ASYNC110 (busy is a matter of time, no event)
            await asyncio.sleep(0.1)


def _unknown(execution: Recorded) -> dict[str, Any]:
    never = execution.status == ExecutionStatus.BUILDING
    message = "The execution was never started" if never else "Temporal does not know the execution any more"
    return {
        "type": "NotStarted" if never else "Lost",
        "message": message,
        "node": None,
        "attempt": 1,
        "details": None,
    }
