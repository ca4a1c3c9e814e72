"""Large graphs and large values."""

from engine.payloads import LARGEST_VALUE
from tests.engine.graphs import activity, condition, end, graph, manual, transform
from tests.engine.house import House


async def test_a_chain_of_1000_conditions_and_transforms_costs_one_workflow_task(engine: House) -> None:
    nodes, chain = [manual()], "start"
    for number in range(500):
        nodes += [condition(f"c{number}", "{{ True }}"), transform(f"t{number}", n=number)]
        chain += f" -> c{number}:true -> t{number}"
    run = await engine.run(graph(*nodes, chain))
    assert run.output == {"n": 499}
    assert run.count("WORKFLOW_TASK_COMPLETED") == 1


async def test_5000_nodes_run_and_a_dead_path_of_thousands_is_skipped(engine: House) -> None:
    names = [f"n{number}" for number in range(2500)]
    dead = [f"d{number}" for number in range(2500)]
    run = await engine.run(
        graph(
            manual(),
            condition("no", "{{ False }}"),
            *(transform(name) for name in names),
            *(transform(name) for name in dead),
            f"start -> no:false -> {' -> '.join(names)}",
            f"no:true -> {' -> '.join(dead)}",
        )
    )
    assert run.status == "completed"
    assert list(run.statuses().values()).count("skipped") == 2500
    assert run.count("WORKFLOW_TASK_FAILED") == 0


async def test_an_oversized_input_of_an_activity_is_a_node_error(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("huge", "echo", {"value": ["{{ input }}"] * 41}),
            transform("mend", type="{{ nodes.huge.error.type }}"),
            "start -> huge:error -> mend",
        ),
        "x" * (LARGEST_VALUE // 40),
    )
    assert run.output == {"type": "ValueTooLarge"}
    assert run.count("WORKFLOW_TASK_FAILED") == 0


async def test_values_of_3_megabytes_travel_as_references(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("copy", "echo", {"value": "{{ input }}"}),
            end(output="{{ nodes.copy.output }}"),
            "start -> copy -> end",
        ),
        "x" * 3_000_000,
    )
    assert run.output == "x" * 3_000_000
    assert sum(event.ByteSize() for event in run.history.events) < 10_000


async def test_arguments_that_are_no_json_are_a_node_error(engine: House) -> None:
    run = await engine.run(
        graph(manual(), activity("odd", "echo", {"value": r"{{ '\ud800' }}"}), "start -> odd")
    )
    assert run.error is not None
    assert run.error["node"] == "odd"
    assert run.count("WORKFLOW_TASK_FAILED") == 0
