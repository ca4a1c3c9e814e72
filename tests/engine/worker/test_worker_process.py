"""The worker process: serves, records, registers, and survives what happens to it and around it."""

import asyncio
import os
import signal

import pytest

from data.embedded import EmbeddedPostgres
from data.migrate import migrate
from engine.temporal.server import TemporalServer
from tests.engine.graphs import activity, condition, delay, end, graph, manual, transform
from tests.engine.worker.installation import installed
from tests.waiting import until

# Several processes start in each; on a busy machine that alone takes many seconds.
pytestmark = pytest.mark.timeout(240)

SHORT = graph(
    manual(),
    activity("say", "log", {"message": "{{ input.name }}"}),
    condition("long", "{{ len(input.name) > 20 }}"),
    transform("never"),
    transform("shout", text="{{ upper(nodes.say.output.message) }}"),
    end(output="{{ nodes.shout.output.text }}"),
    "start -> say -> long",
    "long:true -> never",
    "long:false -> shout -> end",
)


def sleeps(*seconds: float):
    nodes = [activity(f"s{number}", "sleep", {"seconds": each}) for number, each in enumerate(seconds)]
    path = " -> ".join(["start", *(each["id"] for each in nodes), "end"])
    return graph(manual(), *nodes, end(output="done"), path)


async def test_an_execution_is_recorded_live_and_then_exactly(installation):
    project = await installation.project()
    await installation.start_worker()
    execution = await installation.start(project, SHORT, {"name": "Zoë"})
    row = await installation.ended(execution)
    assert (row.status, row.output, row.error) == ("completed", "ZOË", None)
    assert row.activities_executed == 1
    steps = await installation.steps(execution)
    assert {path: step.status for path, step in steps.items()} == {
        "start": "completed", "say": "completed", "long": "completed",
        "never": "skipped", "shout": "completed", "end": "completed",
    }  # fmt: skip
    assert steps["say"].input == {"message": "Zoë"}
    assert steps["long"].live_handles == ["false"]
    (attempt,) = steps["say"].attempts
    assert attempt["number"] == 1
    assert attempt["ended_at"] >= attempt["started_at"]


async def test_a_running_activity_shows_as_running_before_it_ends(installation):
    project = await installation.project()
    await installation.start_worker()
    execution = await installation.start(project, sleeps(1000))
    step = await installation.until_step(execution, "s0", "running")
    assert step.scheduled_at <= step.started_at
    assert [attempt["ended_at"] for attempt in step.attempts] == [None]
    row = await installation.row(execution)
    assert row.status == "running"
    await installation.engine.cancel(row.temporal_workflow_id)
    row = await installation.ended(execution)
    assert row.status == "cancelled"
    assert (await installation.steps(execution))["s0"].status == "cancelled"


async def test_a_failure_names_its_node_and_counts(installation):
    project = await installation.project()
    await installation.start_worker()
    retry = {"attempts": 2, "first_wait": 0.01}
    nobody = activity("ask", "http_request", {"url": "http://127.0.0.1:9"}, retry=retry)
    execution = await installation.start(project, graph(manual(), nobody, "start -> ask"))
    row = await installation.ended(execution)
    assert row.status == "failed"
    assert row.error["node"] == "ask"
    assert row.error["type"] == "HttpConnection"
    step = (await installation.steps(execution))["ask"]
    assert [attempt["number"] for attempt in step.attempts] == [1, 2]
    assert all(attempt["error"] for attempt in step.attempts)
    query = "SELECT * FROM workflow_statistics WHERE workflow_id = :id"
    (numbers,) = await until(lambda: installation.rows(query, id=row.workflow_id))
    assert (numbers.total_runs, numbers.failed_runs) == (1, 1)


async def test_a_worker_killed_in_mid_execution_is_followed_by_another(installation):
    project = await installation.project()
    worker = await installation.start_worker()
    execution = await installation.start(project, sleeps(0.1, 2, 0.1))
    await installation.until_step(execution, "s1", "running")
    worker.kill()
    await worker.wait()
    await installation.start_worker()
    row = await installation.ended(execution)
    assert (row.status, row.output) == ("completed", "done")
    steps = await installation.steps(execution)
    assert [len(steps[path].attempts) for path in ("s0", "s1", "s2")] == [1, 2, 1]
    assert steps["s1"].attempts[0]["error"] == "The worker was lost"


async def test_a_worker_that_dies_while_a_timer_runs_loses_nothing(installation):
    project = await installation.project()
    worker = await installation.start_worker()
    waits = graph(manual(), delay("wait", "1s"), end(output=1), "start -> wait -> end")
    execution = await installation.start(project, waits)
    await installation.until_step(execution, "wait", "waiting")
    worker.kill()
    await worker.wait()
    await installation.start_worker()
    assert (await installation.ended(execution)).output == 1


async def test_a_new_project_is_served_without_a_restart(installation):
    await installation.start_worker()
    first = await installation.project()
    await installation.until_served(first)
    second = await installation.project()
    execution = await installation.start(second, SHORT, {"name": "b"})
    assert (await installation.ended(execution)).output == "B"


async def test_two_workers_share_the_work_and_do_nothing_twice(installation):
    project = await installation.project()
    await asyncio.gather(installation.start_worker(), installation.start_worker())
    executions = [await installation.start(project, SHORT, {"name": str(n)}) for n in range(10)]
    for number, execution in enumerate(executions):
        assert (await installation.ended(execution)).output == str(number)
        assert len((await installation.steps(execution))["say"].attempts) == 1


async def test_a_stopped_worker_ends_its_work_and_says_goodbye(installation):
    project = await installation.project()
    worker = await installation.start_worker()
    execution = await installation.start(project, sleeps(1))
    await installation.until_step(execution, "s0", "running")
    worker.send_signal(signal.SIGTERM)
    assert await worker.wait() == 0
    query = "SELECT status FROM workflow_workers WHERE project_id = :id"
    assert [row.status for row in await installation.rows(query, id=project.id)] == ["stopped"]
    assert len((await installation.steps(execution))["s0"].attempts) == 1
    await installation.start_worker()
    assert (await installation.ended(execution)).output == "done"
    assert len((await installation.steps(execution))["s0"].attempts) == 1


async def test_a_killed_worker_is_marked_by_a_living_one(installation):
    project = await installation.project()
    worker = await installation.start_worker()
    await installation.until_served(project)
    worker.kill()
    await worker.wait()
    silence = "UPDATE workflow_workers SET last_heartbeat = now() - interval '1 h' WHERE project_id = :id RETURNING id"
    await installation.rows(silence, id=project.id)
    await installation.start_worker()
    query = "SELECT status FROM workflow_workers WHERE project_id = :id ORDER BY started_at"

    async def statuses():
        return [row.status for row in await installation.rows(query, id=project.id)] == ["failed", "running"]

    await until(statuses)


async def test_what_ended_while_nobody_watched_is_found(installation):
    project = await installation.project()
    worker = await installation.start_worker()
    execution = await installation.start(project, sleeps(1000))
    await installation.until_step(execution, "s0", "running")
    worker.kill()
    await worker.wait()
    row = await installation.row(execution)
    await installation.engine.terminate(row.temporal_workflow_id, reason="enough of it")
    await installation.start_worker()
    row = await installation.ended(execution)
    assert row.status == "cancelled"
    assert "enough of it" in row.error_message
    assert (await installation.steps(execution))["s0"].status == "cancelled"


async def test_temporal_killed_in_the_middle(database_url, temporal_program, tmp_path):
    server = TemporalServer(temporal_program, tmp_path / "temporal")
    address = await server.start()
    watching = asyncio.create_task(server.watch(lambda _: None))
    try:
        async with installed(database_url, address, tmp_path) as installation:
            project = await installation.project()
            await installation.start_worker()
            execution = await installation.start(project, sleeps(0.1, 2, 0.1))
            await installation.until_step(execution, "s1", "running")
            os.kill(server.pid, signal.SIGKILL)
            row = await installation.ended(execution)
            assert (row.status, row.output) == ("completed", "done")
            again = await installation.start(project, SHORT, {"name": "c"})
            assert (await installation.ended(again)).output == "C"
    finally:
        await server.stop()
        await watching


async def test_postgresql_restarted_in_the_middle(temporal_address, postgres_folder, tmp_path):
    server = EmbeddedPostgres(postgres_folder / "postgres")
    url = server.start()
    try:
        migrate(url)
        async with installed(url, temporal_address, tmp_path) as installation:
            project = await installation.project()
            await installation.start_worker()
            execution = await installation.start(project, sleeps(0.1, 1, 0.1))
            await installation.until_step(execution, "s1", "running")
            os.kill(server.pid, signal.SIGQUIT)  # as it goes down when the power fails
            await until(lambda: not server.is_running())
            await asyncio.sleep(2)  # the execution ends while nobody can write that down
            assert server.restart_if_dead()
            row = await installation.ended(execution)
            assert (row.status, row.output) == ("completed", "done")
            later = await installation.project()
            again = await installation.start(later, SHORT, {"name": "d"})
            assert (await installation.ended(again)).output == "D"
    finally:
        server.stop()
