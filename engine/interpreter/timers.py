"""Timers: any number of nodes may sleep, while a bounded number of Temporal timers runs."""

from __future__ import annotations

import asyncio
import heapq
from dataclasses import dataclass, field

from temporalio import workflow

MOST_TIMERS = 16


@dataclass(eq=False, slots=True)
class _Sleeper:
    start: float
    seconds: float
    number: int  # among equals the first comes first: replay must see the same order
    label: str
    awake: asyncio.Future[None]
    timer: asyncio.Task[None] | None = None

    @property
    def seconds_left(self) -> float:
        return self.seconds - (workflow.time() - self.start)

    def __lt__(self, other: _Sleeper) -> bool:
        return (self.start + self.seconds, self.number) < (other.start + other.seconds, other.number)


@dataclass(slots=True)
class Timers:
    """Those due first have a durable timer each; the others follow when one of these is done."""

    _running: list[_Sleeper] = field(default_factory=list)
    _parked: list[_Sleeper] = field(default_factory=list)  # a heap; none is due before any that runs
    _number: int = 0

    async def sleep(self, seconds: float, label: str) -> None:
        """Returns when the time has passed on the execution's clock."""
        self._number += 1
        awake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        sleeper = _Sleeper(workflow.time(), seconds, self._number, label, awake)
        self._add(sleeper)
        try:
            await awake
        except asyncio.CancelledError:  # no finally: nothing may start in a coroutine that is thrown away
            self._forget(sleeper)
            raise
        self._forget(sleeper)

    def _add(self, sleeper: _Sleeper) -> None:
        if len(self._running) >= MOST_TIMERS:
            last = max(self._running)
            if last < sleeper:
                heapq.heappush(self._parked, sleeper)
                return
            self._stop(last)
            heapq.heappush(self._parked, last)
        self._run(sleeper)

    def _run(self, sleeper: _Sleeper) -> None:
        self._running.append(sleeper)
        left = max(0.001, sleeper.seconds_left)
        timer = asyncio.get_running_loop().create_task(workflow.sleep(left, summary=sleeper.label))
        timer.add_done_callback(lambda timer: _wake(sleeper, timer))
        sleeper.timer = timer

    def _stop(self, sleeper: _Sleeper) -> None:
        self._running.remove(sleeper)
        if sleeper.timer is not None:
            sleeper.timer.cancel()

    def _forget(self, sleeper: _Sleeper) -> None:
        sleeper.awake.cancel()
        if sleeper not in self._running:
            return  # parked: passed over when its turn comes
        self._stop(sleeper)
        while self._parked:
            following = heapq.heappop(self._parked)
            if following.awake.done():
                continue
            if following.seconds_left > 0:
                self._run(following)
                return
            following.awake.set_result(None)  # Temporal's timers are coarse: its time passed meanwhile


def _wake(sleeper: _Sleeper, timer: asyncio.Task[None]) -> None:
    if not timer.cancelled() and timer.exception() is None and not sleeper.awake.done():
        sleeper.awake.set_result(None)
