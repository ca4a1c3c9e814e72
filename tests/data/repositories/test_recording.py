import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text

from data.session import SERVICE
from graph.statuses import ExecutionStatus, HistorySyncStatus, StepStatus
from tests.data.factories import a_person, a_workflow, an_execution


@pytest.fixture
async def actor(database):
    return await a_person(database)


@pytest.fixture
async def execution(database, actor):
    return await an_execution(database, actor, await a_workflow(database, actor))


def a_step(execution, path="fetch", status="pending", at=1.0, **more):
    of = {"workflow": execution.temporal_workflow_id, "run": "run"}
    return of | {"path": path, "node_id": path, "name": path, "status": status, "at": at} | more


def an_attempt(execution, number, ended_at=None, path="fetch"):
    attempt = {"number": number, "started_at": number, "ended_at": ended_at, "error": None, "worker": "w"}
    of = {"workflow": execution.temporal_workflow_id, "run": "run"}
    return of | {"path": path, "node_id": path, "started_at": number, "number": number, "attempts": [attempt]}


def an_end(execution, status="completed", output=None):
    of = {"workflow": execution.temporal_workflow_id, "run": "run"}
    return of | {"status": status, "at": 9.0, "output": output, "error": None}


async def record(database, *, steps=(), attempts=(), executions=()):
    async with database.work(SERVICE) as work:
        await work.recording.executions(executions)
        await work.recording.steps(steps)
        await work.recording.attempts(attempts)


async def steps_of(database, actor, execution):
    async with database.work(actor) as work:
        return {step.path: step for step in await work.executions.steps_with_data(execution.id)}


async def test_an_older_state_never_overwrites_a_newer_one(database, actor, execution):
    await record(database, steps=[a_step(execution, status="completed", at=2, output=[1])])
    await record(database, steps=[a_step(execution, status="pending", at=1)])
    [step] = (await steps_of(database, actor, execution)).values()
    assert (step.status, step.output) == (StepStatus.COMPLETED, [1])


async def test_a_try_that_is_told_before_its_step_becomes_a_part_of_it(database, actor, execution):
    await record(database, attempts=[an_attempt(execution, 1)])
    await record(database, steps=[a_step(execution, scheduled_at=0.5)])
    [step] = (await steps_of(database, actor, execution)).values()
    assert (step.status, step.started_at, step.scheduled_at) == (StepStatus.RUNNING, 1, 0.5)


async def test_tries_are_kept_by_their_number_and_completed_when_they_end(database, actor, execution):
    await record(database, attempts=[an_attempt(execution, 1)])
    await record(database, attempts=[an_attempt(execution, 2)])
    await record(database, attempts=[an_attempt(execution, 1, ended_at=1.5)])
    [step] = (await steps_of(database, actor, execution)).values()
    assert [(attempt.number, attempt.ended_at) for attempt in step.attempts] == [(1, 1.5), (2, None)]
    assert step.attempt == 2


async def test_what_has_closed_stays_closed(database, actor, execution):
    await record(database, executions=[an_end(execution, "cancelled")])
    await record(database, executions=[an_end(execution, "completed")])
    async with database.work(actor) as work:
        found = await work.executions.get(execution.id)
    assert found.status == ExecutionStatus.CANCELLED
    assert found.history_sync_status == HistorySyncStatus.PENDING


async def test_any_data_can_be_recorded(database, actor, execution):
    odd = {"zero": "a\0b", "half": "\ud83d", "nan": float("nan"), "deep": [["\0"]], "你": "🤖"}
    await record(database, steps=[a_step(execution, status="completed", output=odd)])
    [step] = (await steps_of(database, actor, execution)).values()
    assert step.output == {"zero": "a\ufffdb", "half": "?", "nan": "nan", "deep": [["\ufffd"]], "你": "🤖"}


async def test_executions_that_nobody_knows_are_passed_over(database, actor, execution):
    class Unknown:
        temporal_workflow_id = str(uuid4())

    await record(database, steps=[a_step(Unknown), a_step(execution)], executions=[an_end(Unknown)])
    assert set(await steps_of(database, actor, execution)) == {"fetch"}


async def test_workers_that_write_the_same_steps_at_once_do_not_block_each_other(database, actor, execution):
    steps = [a_step(execution, f"step-{number}", at=1) for number in range(200)]
    await asyncio.gather(
        *(record(database, steps=order) for order in (steps, steps[::-1], steps, steps[::-1]))
    )
    assert len(await steps_of(database, actor, execution)) == 200


async def test_a_closed_execution_is_claimed_by_one_process_and_then_exact(database, actor, execution):
    await record(
        database,
        steps=[a_step(execution, status="running"), a_step(execution, "gone")],
        executions=[an_end(execution)],
    )

    async def claim():
        async with database.work(SERVICE) as work:
            return await work.recording.claim_unsynced(10)

    claims = await asyncio.gather(claim(), claim(), claim())
    assert [one.id for claimed in claims for one in claimed] == [execution.id]
    async with database.work(SERVICE) as work:
        row = {"run": "run", "status": "completed", "at": 9.0, "output": 5, "error": None, "activities": 1}
        await work.recording.replace_by_exact(
            execution.id, row, [a_step(execution, status="completed", at=0.5, started_at=1, completed_at=3)]
        )
    [step] = (await steps_of(database, actor, execution)).values()
    assert (step.path, step.status) == ("fetch", StepStatus.COMPLETED)
    # Late words of a worker change nothing any more.
    await record(database, steps=[a_step(execution, status="running", at=99)])
    [step] = (await steps_of(database, actor, execution)).values()
    assert step.status == StepStatus.COMPLETED
    async with database.work(actor) as work:
        assert await work.executions.is_synced(execution.id)


async def test_statistics_may_be_worked_out_any_number_of_times(database, actor, execution):
    await record(database, executions=[an_end(execution, "failed")])
    numbers = []
    for _ in range(2):
        async with database.work(SERVICE) as work:
            await work.statistics.recompute([execution.workflow_id])
        async with database.work(SERVICE) as work:
            result = await work._session.execute(
                text(
                    "SELECT w.total_runs, w.failed_runs, p.total_executions, p.total_failures, "
                    "p.most_used_workflow_id, o.total_workflow_executions "
                    "FROM workflow_statistics w, project_statistics p JOIN projects o ON o.id = p.project_id"
                )
            )
            numbers.append(tuple(result.one()))
    assert numbers == [(1, 1, 1, 1, execution.workflow_id, 1)] * 2
