"""The queues of a worker process, on a real server: activities live, are watched, and queues come and go."""

import uuid
from contextlib import asynccontextmanager

import pytest
from temporalio.client import WorkflowFailureError

from engine.activities import Surroundings, activities_for
from engine.interpreter.recording import Recording
from engine.payloads import PinnedDefinition
from engine.transitions import AttemptTransition
from engine.workers.attempts import Attempts
from engine.workers.queues import QueueWorkers
from tests.engine.graphs import activity, graph, manual
from tests.waiting import until


@pytest.fixture
async def workers(empty_house, tmp_path):
    workers = QueueWorkers(
        empty_house.client,
        "tester",
        activities_for(Surroundings(files=tmp_path)),
        [Attempts(empty_house.heard, "tester"), Recording(empty_house.heard)],
    )
    yield workers
    await workers.stop()


@asynccontextmanager
async def started(house, definition, queue):
    arguments = [PinnedDefinition(definition), None]
    yield await house.client.start_workflow(
        "tested", args=arguments, id=str(uuid.uuid4()), task_queue=queue, execution_timeout=None
    )


def attempts_of(house, workflow_id: str) -> list[AttemptTransition]:
    return [
        each
        for each in house.heard.transitions
        if isinstance(each, AttemptTransition) and each.temporal_workflow_id == workflow_id
    ]


def one_activity(name: str, arguments=None, **data):
    return graph(manual(), activity("a", name, arguments, **data), "start -> a")


async def test_it_serves_what_it_is_told_and_no_more(empty_house, workers):
    first, second = f"first-{uuid.uuid4()}", f"second-{uuid.uuid4()}"
    log = one_activity("log", {"message": "hello"})
    workers.serve([first])
    async with started(empty_house, log, second) as late, started(empty_house, log, first) as now:
        assert (await now.result())["message"] == "hello"
        workers.serve([second])
        assert (await late.result())["message"] == "hello"
    assert workers.queues == {second}


async def test_every_attempt_is_told_with_its_beginning_and_its_end(empty_house, workers):
    queue = f"queue-{uuid.uuid4()}"
    workers.serve([queue])
    retry = {"attempts": 2, "first_wait": 0.01}
    nobody = one_activity("http_request", {"url": "http://127.0.0.1:9"}, retry=retry)
    async with started(empty_house, nobody, queue) as execution:
        with pytest.raises(WorkflowFailureError):
            await execution.result()
    told = await until(lambda: (a := attempts_of(empty_house, execution.id)) and len(a) == 4 and a)
    assert [(each.attempt, each.ended_at is not None) for each in told] == [
        (1, False), (1, True), (2, False), (2, True),
    ]  # fmt: skip
    assert {each.worker for each in told} == {"tester"}
    assert "failed" in told[1].error
    assert told[1].ended_at >= told[1].started_at


async def test_the_worker_heartbeats_for_its_activities(empty_house, workers):
    queue = f"queue-{uuid.uuid4()}"
    workers.serve([queue])
    timeouts = {"heartbeat": 1, "attempt": 30}
    long = one_activity("sleep", {"seconds": 2.5}, timeouts=timeouts, retry={"attempts": 1})
    async with started(empty_house, long, queue) as execution:
        assert await execution.result() == {"seconds": 2.5}


async def test_a_cancelled_execution_stops_its_activity(empty_house, workers):
    queue = f"queue-{uuid.uuid4()}"
    workers.serve([queue])
    endless = one_activity("sleep", {"seconds": 1000}, timeouts={"attempt": 2000})
    async with started(empty_house, endless, queue) as execution:
        await until(lambda: attempts_of(empty_house, execution.id))
        await execution.cancel()
        with pytest.raises(WorkflowFailureError):
            await execution.result()
    told = await until(lambda: (a := attempts_of(empty_house, execution.id)) and a[-1].ended_at and a)
    assert told[-1].error == "Cancelled"


async def test_an_unknown_activity_fails_at_once(empty_house, workers):
    queue = f"queue-{uuid.uuid4()}"
    workers.serve([queue])
    async with started(empty_house, one_activity("no_such_thing"), queue) as execution:
        with pytest.raises(WorkflowFailureError) as caught:
            await execution.result()
    assert caught.value.cause.details[0]["type"] == "UnknownActivity"
    assert len(attempts_of(empty_house, execution.id)) == 2
