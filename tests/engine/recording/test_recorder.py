"""The recorder: never in the way, in order, and patient while PostgreSQL is away."""

import asyncio
import threading
from contextlib import asynccontextmanager

from engine.recording.batch import Batch
from engine.recording.recorder import Recorder
from engine.transitions import AttemptTransition, ExecutionTransition, StepTransition
from graph.errors import Unavailable
from graph.statuses import ExecutionStatus, StepStatus
from tests.waiting import until


def step(path: str, status: StepStatus, at: float = 1, workflow: str = "w") -> StepTransition:
    return StepTransition(workflow, "r", path, path, path, status, at)


def attempt(path: str, number: int, ended_at: float | None = None) -> AttemptTransition:
    return AttemptTransition("w", "r", path, number, "worker", 1, ended_at)


def execution(status: ExecutionStatus) -> ExecutionTransition:
    return ExecutionTransition("w", "r", status, 1)


class Store:
    """Keeps what is written; can be away, or refuse what names a poison."""

    def __init__(self):
        self.batches: list[Batch] = []
        self.away = False
        self.closed = []

    async def write(self, batch: Batch) -> None:
        if self.away:
            raise Unavailable("PostgreSQL", "away")
        if any(key[2] == "poison" for key in batch.steps):
            raise ValueError("poison")
        self.batches.append(batch)

    def statuses(self) -> dict[str, StepStatus]:
        return {key[2]: each.status for batch in self.batches for key, each in batch.steps.items()}


@asynccontextmanager
async def recording(store: Store, **options):
    recorder = Recorder(store.write, store.closed.extend, **options)
    task = asyncio.create_task(recorder.run())
    try:
        yield recorder
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_the_states_of_one_step_become_one_write():
    store = Store()
    async with recording(store) as recorder:
        for status in (StepStatus.PENDING, StepStatus.RUNNING, StepStatus.COMPLETED):
            recorder.record(step("a", status))
        recorder.record(attempt("a", 1))
        recorder.record(attempt("a", 1, ended_at=2))
        recorder.record(attempt("a", 2))
        await until(lambda: store.batches)
    (batch,) = store.batches
    assert store.statuses() == {"a": StepStatus.COMPLETED}
    assert [each.ended_at for each in batch.attempts.values()] == [2, None]


async def test_it_takes_from_many_threads_and_loses_nothing():
    store = Store()
    async with recording(store) as recorder:

        def shout(name: int):
            for number in range(500):
                recorder.record(step(f"{name}/{number}", StepStatus.COMPLETED))

        threads = [threading.Thread(target=shout, args=(name,)) for name in range(8)]
        for thread in threads:
            thread.start()
        await until(lambda: len(store.statuses()) == 4000)
        for thread in threads:
            thread.join()


async def test_what_happens_while_postgresql_is_away_is_written_when_it_is_back():
    store = Store()
    store.away = True
    async with recording(store) as recorder:
        recorder.record(step("a", StepStatus.RUNNING))
        await asyncio.sleep(0.1)
        recorder.record(step("a", StepStatus.COMPLETED))
        recorder.record(execution(ExecutionStatus.COMPLETED))
        assert store.closed == []
        store.away = False
        await until(lambda: store.closed)
    assert store.statuses() == {"a": StepStatus.COMPLETED}


async def test_a_long_absence_costs_steps_but_no_memory_and_no_ending():
    store = Store()
    store.away = True
    async with recording(store, most_kept=100) as recorder:
        recorder.record(execution(ExecutionStatus.FAILED))
        for number in range(1000):
            recorder.record(step(str(number), StepStatus.COMPLETED))
        await until(lambda: len(recorder._pending) + len(recorder._heard) < 200 and recorder._pending)
        store.away = False
        await until(lambda: store.closed)
    assert [each.status for each in store.closed] == [ExecutionStatus.FAILED]


async def test_what_cannot_be_written_does_not_hold_up_the_rest():
    store = Store()
    async with recording(store) as recorder:
        recorder.record(step("poison", StepStatus.COMPLETED, workflow="bad"))
        recorder.record(step("a", StepStatus.COMPLETED, workflow="good"))
        await until(lambda: store.statuses() == {"a": StepStatus.COMPLETED})
        recorder.record(step("b", StepStatus.COMPLETED, workflow="good"))
        await until(lambda: "b" in store.statuses())


async def test_flush_writes_the_rest_after_the_loop_has_ended():
    store = Store()
    async with recording(store) as recorder:
        pass
    recorder.record(step("a", StepStatus.COMPLETED))
    await recorder.flush()
    assert store.statuses() == {"a": StepStatus.COMPLETED}


async def test_closed_executions_are_told_after_they_are_written():
    store = Store()
    async with recording(store) as recorder:
        recorder.record(execution(ExecutionStatus.RUNNING))
        await until(lambda: store.batches)
        assert store.closed == []
        recorder.record(execution(ExecutionStatus.COMPLETED))
        await until(lambda: store.closed)
    assert len(store.batches) == 2
