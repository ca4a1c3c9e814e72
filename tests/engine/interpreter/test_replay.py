"""Replay: another worker goes on where one left off, and what history rebuilds of executions cut short."""

from datetime import timedelta

import pytest

from engine.history.replay import rebuild
from engine.transitions import StepTransition
from tests.engine.graphs import activity, condition, delay, graph, manual, merge, transform
from tests.engine.histories.programs import PROGRAMS
from tests.engine.house import Heard, House
from tests.waiting import until


# `many` would replay a hundred activities a hundred times: too slow for what it adds.
@pytest.mark.parametrize("name", [name for name in PROGRAMS if name != "many"])
async def test_a_program_runs_the_same_when_nothing_is_remembered(empty_house: House, name: str) -> None:
    # Without cached workflows every workflow task replays from the first event: a decision that depends on
    # anything but history would make Temporal refuse it.
    program = PROGRAMS[name]
    async with empty_house.worker(max_cached_workflows=0):
        run = await empty_house.run(program.graph, program.input)
    assert run.status == program.status
    assert run.count("WORKFLOW_TASK_FAILED") == 0


async def test_a_worker_that_takes_over_tells_all_that_has_happened(empty_house: House) -> None:
    program = graph(
        manual(),
        condition("no", "{{ False }}"),
        transform("never"),
        activity("first", "wait", {"gate": "first"}),
        activity("second", "echo", {"value": 2}),
        "start -> no:true -> never",
        "start -> first -> second",
    )
    async with empty_house.worker():
        handle = await empty_house.start(program)
        await empty_house.until_called("first")
    # What the first worker said is lost, as if it had been killed with it.
    empty_house.heard = Heard()
    async with empty_house.worker():
        empty_house.activities.gate("first").set()
        run = await empty_house.ended(handle)
    assert run.statuses() == {
        "start": "completed",
        "no": "completed",
        "never": "skipped",
        "first": "completed",
        "second": "completed",
    }


async def test_no_step_goes_back_in_what_is_told_however_often_it_is_replayed(empty_house: House) -> None:
    async with empty_house.worker(max_cached_workflows=0):
        await empty_house.run(
            graph(manual(), activity("a", "echo"), activity("b", "echo"), "start -> a -> b")
        )
    told = [each for each in empty_house.heard.transitions if isinstance(each, StepTransition)]
    for path in ("start", "a", "b"):
        closed = [each.status.is_closed for each in told if each.path == path]
        assert closed == sorted(closed), path


async def test_nothing_is_said_twice_without_need(engine: House) -> None:
    handle = await engine.start(graph(manual(), activity("a", "echo"), transform("b"), "start -> a -> b"))
    await engine.ended(handle)
    told = [(each.path, str(each.status)) for each in engine.heard.transitions if hasattr(each, "path")]
    assert told == [("start", "completed"), ("a", "pending"), ("a", "completed"), ("b", "completed")]


async def test_the_steps_of_a_terminated_execution_end_with_it(engine: House) -> None:
    handle = await engine.start(
        graph(manual(), activity("stuck", "wait", {"gate": "never"}), "start -> stuck")
    )
    await engine.until_called("stuck")
    await handle.terminate(reason="enough")
    rebuilt = await engine.rebuilt(handle)
    assert [(step.path, str(step.status)) for step in rebuilt.steps] == [
        ("start", "completed"),
        ("stuck", "cancelled"),
    ]
    assert rebuilt.steps[1].completed_at == rebuilt.execution.at
    assert rebuilt.execution.status == "cancelled"
    assert rebuilt.execution.error is not None
    assert rebuilt.execution.error["message"] == "enough"


async def test_the_steps_of_a_timed_out_execution_time_out_with_it(engine: House) -> None:
    handle = await engine.start(
        graph(manual(), delay("month", "30d"), "start -> month"), execution_timeout=timedelta(seconds=0.5)
    )
    await until(lambda: _closed(handle))
    rebuilt = await engine.rebuilt(handle)
    assert rebuilt.execution.status == "timed_out"
    assert [str(step.status) for step in rebuilt.steps] == ["completed", "timed_out"]


async def test_a_running_execution_is_rebuilt_as_far_as_it_is(engine: House) -> None:
    handle = await engine.start(graph(manual(), activity("stuck", "wait", {"gate": "go"}), "start -> stuck"))
    await engine.until_called("stuck")
    rebuilt = await engine.rebuilt(handle)
    assert rebuilt.execution.status == "running"
    assert [str(step.status) for step in rebuilt.steps] == ["completed", "pending"]
    engine.activities.gate("go").set()
    await engine.ended(handle)


async def test_times_and_attempts_come_from_the_events(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("flaky", "flaky", {"failures": 1}, retry={"first_wait": 0.05}),
            activity("once", "echo"),
            "start -> flaky -> once",
        )
    )
    steps = {step.path: step for step in run.rebuilt.steps}
    attempts = {attempt.path: attempt for attempt in run.rebuilt.attempts}
    assert steps["once"].scheduled_at < steps["once"].started_at < steps["once"].completed_at
    assert steps["once"].started_at == attempts["once"].started_at
    assert (steps["flaky"].attempt, attempts["flaky"].attempt) == (2, 2)
    # The first start is not in history: the bar begins with the scheduling.
    assert steps["flaky"].started_at == steps["flaky"].scheduled_at


async def test_the_state_can_be_queried(engine: House) -> None:
    handle = await engine.start(
        graph(manual(), activity("stuck", "wait", {"gate": "go"}), "start -> stuck"), 7
    )
    await engine.until_called("stuck")
    assert await handle.query("state") == {
        "start": {"status": "completed", "output": 7, "error": None},
        "stuck": {"status": "pending", "output": None, "error": None},
    }
    engine.activities.gate("go").set()
    await engine.ended(handle)


async def test_a_node_that_fails_in_the_same_breath_takes_back_what_was_just_started(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("sibling", "wait", {"gate": "never"}),
            delay("month", "30d"),
            transform("bad", value="{{ 1 / 0 }}"),
            merge("join"),
            "start -> sibling -> join",
            "start -> month -> join",
            "start -> bad -> join",
        )
    )
    assert run.status == "failed"
    assert (run.status_of("sibling"), run.status_of("month")) == ("cancelled", "cancelled")
    assert run.count("ACTIVITY_TASK_SCHEDULED") == run.count("TIMER_STARTED") == 0


async def test_a_replay_that_would_decide_otherwise_is_refused(engine: House) -> None:
    handle = await engine.start(graph(manual(), activity("a", "echo"), "start -> a"))
    await engine.ended(handle)
    history = await handle.fetch_history()
    for event in history.events:
        if event.HasField("activity_task_scheduled_event_attributes"):
            event.activity_task_scheduled_event_attributes.activity_id = "other"
    with pytest.raises(Exception, match=r"[Nn]ondeterminism"):
        await rebuild(history, engine.client.data_converter)


async def _closed(handle) -> bool:
    return (await handle.describe()).close_time is not None
