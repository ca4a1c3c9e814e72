"""Input that must not hurt: odd names, hostile expressions, early ends, broken and huge graphs (28, 29)."""

import pytest

from tests.engine.graphs import activity, delay, end, graph, manual, merge, node, transform
from tests.engine.house import House


async def test_28_unicode_ids_and_data(engine: House) -> None:
    run = await engine.run(
        graph(
            manual("início"),
            activity("größe-📏", "echo", {"value": "{{ input['naïve 🎈'] }}"}, label="Größe 📏" * 20),
            end("終わり", output={"值": "{{ nodes['größe-📏'].output }}"}),
            "início -> größe-📏 -> 終わり",
        ),
        {"naïve 🎈": "żółć"},
    )
    assert run.output == {"值": "żółć"}
    assert run.status_of("größe-📏") == "completed"


@pytest.mark.parametrize(
    "expression",
    [
        "{{ input. }}",
        "{{ nothing.there }}",
        "{{ input.missing.key }}",
        "{{ ().__class__.__bases__[0].__subclasses__() }}",
        "{{ __import__('os').system('true') }}",
        "{{ [n for n in range(10**12)] }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 10 ** 10 }}",
        "{{ (lambda f: f(f))(lambda f: f(f)) }}",
        "{{ " + "(" * 5_000 + ")" * 5_000 + " }}",
        r"{{ '\ud800'.upper }}",
    ],
    ids=range(11),
)
async def test_28_a_broken_or_hostile_expression_is_a_node_error(engine: House, expression: str) -> None:
    run = await engine.run(graph(manual(), transform("bad", value=expression), "start -> bad"))
    assert run.status == "failed"
    assert run.error is not None
    assert (run.error["type"], run.error["node"]) == ("ExpressionError", "bad")
    assert run.count("WORKFLOW_TASK_FAILED") == 0


async def test_28_a_node_error_of_an_expression_can_be_caught(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            transform("bad", value="{{ 1 / 0 }}"),
            transform("mend", ok=True),
            "start -> bad:error -> mend",
        )
    )
    assert run.output == {"ok": True}


async def test_29_an_early_end_cancels_the_rest(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("endless", "wait", {"gate": "never"}),
            delay("month", "30d"),
            activity("quick", "echo", {"value": 1}),
            end(output="{{ nodes.quick.output }}"),
            "start -> endless",
            "start -> month",
            "start -> quick -> end",
        )
    )
    assert run.status == "completed"
    assert run.output == 1
    assert (run.status_of("endless"), run.status_of("month")) == ("cancelled", "cancelled")


async def test_29_an_end_can_fail_the_execution(engine: House) -> None:
    run = await engine.run(
        graph(manual(), end(result="failure", message="nothing to do", output={"n": 0}), "start -> end")
    )
    assert run.status == "failed"
    assert run.message == "EndedAsFailure: end: nothing to do"
    assert run.error is not None
    assert run.error["details"] == {"n": 0}


async def test_29_an_unknown_activity_fails_fast(engine: House) -> None:
    run = await engine.run(graph(manual(), activity("odd", "no_such_thing"), "start -> odd"))
    assert run.error is not None
    assert (run.error["type"], run.error["node"]) == ("UnknownActivity", "odd")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (graph(transform("a"), transform("b"), "a -> b -> a"), "circle"),
        (graph(node("a", "no_such_type")), "no_such_type"),
        (graph(transform("a"), "a -> nowhere"), "nowhere"),
        (graph(transform("a"), transform("a")), "'a'"),
        ({"nodes": "none"}, "nodes"),
    ],
    ids=["cycle", "type", "edge", "duplicate", "shape"],
)
async def test_29_a_definition_that_cannot_run_is_refused(engine: House, broken: dict, said: str) -> None:
    run = await engine.run(broken)
    assert run.status == "failed"
    assert run.error is not None
    assert run.error["type"] == "InvalidDefinition"
    assert said in run.error["message"]


async def test_29_an_empty_graph_completes(engine: House) -> None:
    run = await engine.run(graph())
    assert (run.status, run.output) == ("completed", None)


async def test_29_a_join_of_1000_sums_right(engine: House) -> None:
    branches = [f"b{number}" for number in range(1000)]
    run = await engine.run(
        graph(
            manual(),
            *(transform(branch, n=f"{{{{ input + {number} }}}}") for number, branch in enumerate(branches)),
            merge("join"),
            transform("total", sum="{{ sum([each.n for each in values(nodes.join.output)]) }}"),
            *(f"start -> {branch} -> join" for branch in branches),
            "join -> total",
        ),
        1,
    )
    assert run.output == {"sum": 1000 + sum(range(1000))}
    assert run.count("WORKFLOW_TASK_COMPLETED") == 1


async def test_29_a_join_of_1000_activities_keeps_few_in_flight(engine: House) -> None:
    branches = [f"b{number}" for number in range(200)]
    handle = await engine.start(
        graph(
            manual(),
            *(activity(branch, "wait", {"gate": "all"}) for branch in branches),
            merge("join"),
            end(output="{{ len(nodes.join.output) }}"),
            *(f"start -> {branch} -> join" for branch in branches),
            "join -> end",
        )
    )
    await engine.until_called(branches[79])
    pending = (await handle.describe()).raw_description.pending_activities
    assert len(pending) == 80
    engine.activities.gate("all").set()
    assert (await engine.ended(handle)).output == 200
