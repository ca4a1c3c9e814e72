"""What failing means: error handles, retries, time-outs, cancelling (programs 9 to 12, 14, 15)."""

from temporalio.api.enums.v1 import EventType

from tests.engine.graphs import activity, append, delay, end, graph, manual, merge, transform
from tests.engine.house import House
from tests.waiting import until

DAYS = 86_400


async def test_09_error_edge_runs_its_handler_and_kills_the_normal_path(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("risky", "fail", {"message": "no luck"}),
            transform("normal"),
            transform("handler", error="{{ nodes.risky.error }}", output="{{ nodes.risky.output }}"),
            merge("join"),
            "start -> risky -> normal -> join",
            "risky:error -> handler -> join",
        )
    )
    error = {"type": "Broken", "message": "no luck", "node": "risky", "attempt": 1, "details": {"code": 7}}
    assert run.status == "completed"
    assert run.statuses() == {
        "start": "completed",
        "risky": "failed",
        "normal": "skipped",
        "handler": "completed",
        "join": "completed",
    }
    assert run.steps["risky"].error == error
    assert run.output == {"handler": {"error": error, "output": None}}


async def test_10_uncaught_error_cancels_the_sibling_and_names_the_node(engine: House) -> None:
    handle = await engine.start(
        graph(
            manual(),
            activity("sibling", "wait", {"gate": "never"}),
            activity("first", "wait", {"gate": "go"}),
            activity("doomed", "fail", {"message": "no luck"}),
            transform("after"),
            "start -> sibling -> after",
            "start -> first -> doomed -> after",
        )
    )
    await engine.until_called("sibling")
    engine.activities.gate("go").set()
    run = await engine.ended(handle)
    assert run.status == "failed"
    assert run.message == "Broken: doomed: no luck"
    assert run.error == {
        "type": "Broken", "message": "no luck", "node": "doomed", "attempt": 1, "details": {"code": 7},
    }  # fmt: skip
    assert run.status_of("sibling") == "cancelled"
    assert run.status_of("after") is None
    assert run.count("ACTIVITY_TASK_CANCEL_REQUESTED") == 1
    await engine.until_cancelled("sibling")


async def test_11_fails_twice_and_succeeds_when_retried(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("flaky", "flaky", {"failures": 2}, retry={"attempts": 3, "first_wait": 0.01}),
            "start -> flaky",
        )
    )
    assert run.output == "attempt 3"
    assert engine.activities.calls == [("flaky", 1), ("flaky", 2), ("flaky", 3)]
    assert [(step.path, step.attempt) for step in run.rebuilt.steps] == [("start", 1), ("flaky", 3)]


async def test_11_gives_up_after_the_last_attempt(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("flaky", "flaky", {"failures": 9}, retry={"attempts": 2, "first_wait": 0.01}),
            "start -> flaky",
        )
    )
    assert run.error == {
        "type": "RuntimeError", "message": "not yet", "node": "flaky", "attempt": 2, "details": None,
    }  # fmt: skip


async def test_11_an_error_that_is_not_retried_says_which_attempt_it_was(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity(
                "flaky", "flaky_then_broken", {"failures": 1}, retry={"attempts": 5, "first_wait": 0.01}
            ),
            "start -> flaky",
        )
    )
    assert run.error is not None
    assert (run.error["type"], run.error["attempt"]) == ("Broken", 2)


async def test_12_start_to_close_timeout_takes_the_error_edge(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("stuck", "wait", {"gate": "never"}, timeouts={"attempt": 0.3}, retry={"attempts": 1}),
            transform("handler", type="{{ nodes.stuck.error.type }}", status="{{ nodes.stuck.status }}"),
            "start -> stuck:error -> handler",
        )
    )
    assert run.status == "completed"
    assert run.output == {"type": "Timeout", "status": "timed_out"}
    assert run.steps["stuck"].error["details"] == {"limit": "start_to_close"}


async def test_12_an_attempt_without_a_limit_runs_for_as_long_as_it_takes(engine: House) -> None:
    run = await engine.run(
        graph(manual(), activity("work", "echo", {"value": 1}, timeouts={"attempt": None}), "start -> work")
    )
    assert run.status == "completed"
    # Temporal asks for one limit at least: ten years stand for none.
    (limit,) = (
        event.activity_task_scheduled_event_attributes.start_to_close_timeout
        for event in run.history.events
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    )
    assert limit.ToTimedelta().days == 3650


async def test_14_a_delay_of_30_days_is_a_durable_timer(engine: House) -> None:
    # The dev server cannot skip time. That the wait survives anything is Temporal's promise for its timers,
    # so what is checked is that there is one, of 30 days, and that the execution waits for it alone.
    handle = await engine.start(graph(manual(), delay("month", "30d"), "start -> month"))
    (timer,) = await until(lambda: _timers(handle))
    assert timer.start_to_fire_timeout.ToTimedelta().days == 30
    step = engine.heard.steps(handle.id)["month"]
    assert step.waits_until - step.scheduled_at == 30 * DAYS
    await handle.terminate(reason="seen enough")
    rebuilt = (await engine.rebuilt(handle)).steps
    assert [(step.path, step.status) for step in rebuilt] == [("start", "completed"), ("month", "cancelled")]


async def test_14_a_short_delay_does_not_wait_behind_long_ones(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            *(delay(f"long{number}", "30d") for number in range(20)),
            activity("first", "echo"),
            delay("short", 0.05),
            end(output="on time"),
            *(f"start -> long{number}" for number in range(20)),
            "start -> first -> short -> end",
        )
    )
    assert run.output == "on time"


async def test_14_a_short_delay_goes_on(engine: House) -> None:
    run = await engine.run(
        graph(manual(), delay("moment", 0.05), transform("after", done=True), "start -> moment -> after")
    )
    assert run.output == {"done": True}
    moment = run.steps["moment"]
    assert moment.completed_at >= moment.waits_until


async def test_14_many_delays_share_few_timers(engine: House) -> None:
    names = [f"d{number}" for number in range(60)]
    run = await engine.run(
        graph(
            manual(),
            *(delay(name, 0.3 - number / 300) for number, name in enumerate(names)),
            *(append(f"{name}_done", "order", name) for name in names),
            *(f"start -> {name} -> {name}_done" for name in names),
        )
    )
    assert run.status == "completed"
    assert set(run.statuses().values()) == {"completed"}
    assert all(run.steps[name].completed_at >= run.steps[name].waits_until - 0.001 for name in names)
    assert _most_open(run.history, "TIMER_STARTED", ("TIMER_FIRED", "TIMER_CANCELED")) <= 16


async def test_15_cancel_during_a_timer_cancels_at_once(engine: House) -> None:
    handle = await engine.start(
        graph(
            manual(),
            delay("month", "30d"),
            activity("stuck", "wait", {"gate": "never"}),
            end(),
            "start -> month -> end",
            "start -> stuck -> end",
        )
    )
    await engine.until_called("stuck")
    await handle.cancel()
    run = await engine.ended(handle)
    assert run.status == "canceled"
    assert run.execution.status == "cancelled"
    assert run.statuses() == {"start": "completed", "month": "cancelled", "stuck": "cancelled"}
    await engine.until_cancelled("stuck")


async def _timers(handle) -> list:
    events = (await handle.fetch_history()).events
    started = EventType.EVENT_TYPE_TIMER_STARTED
    return [event.timer_started_event_attributes for event in events if event.event_type == started]


def _most_open(history, opens: str, closes: tuple[str, ...]) -> int:
    most = count = 0
    for event in history.events:
        name = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_")
        count += (name == opens) - (name in closes)
        most = max(most, count)
    return most
