"""What a graph means: data, joins and dead paths (programs 1 to 8)."""

from tests.engine.graphs import activity, append, condition, end, graph, manual, merge, switch, transform
from tests.engine.house import House


async def test_01_linear_data(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("fetch", "echo", {"value": "{{ input.n + 1 }}"}),
            transform("double", n="{{ nodes.fetch.output * 2 }}", said="got {{ nodes.fetch.output }}"),
            end(output="{{ nodes.double.output }}"),
            "start -> fetch -> double -> end",
        ),
        {"n": 20},
    )
    assert run.status == "completed"
    assert run.output == {"n": 42, "said": "got 21"}
    assert run.steps["fetch"].input == {"value": 21}
    assert list(run.steps) == ["start", "fetch", "double", "end"]


async def test_02_diamond_joins_once(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            activity("left", "echo", {"value": 1}),
            activity("right", "echo", {"value": 2}),
            merge("join"),
            append("count", "joined", "{{ nodes.join.output }}"),
            "start -> left -> join -> count",
            "start -> right -> join",
        )
    )
    assert run.output == [{"left": 1, "right": 2}]


async def test_03_skipped_branch_join_still_runs(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            condition("big", "{{ input > 10 }}"),
            transform("large", size="large"),
            transform("small", size="small"),
            merge("join"),
            "start -> big:true -> large -> join",
            "big:false -> small -> join",
        ),
        3,
    )
    assert run.status_of("large") == "skipped"
    assert run.output == {"small": {"size": "small"}}


async def test_04_all_required_with_a_dead_input_is_skipped_and_downstream(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            condition("yes", "{{ True }}"),
            transform("taken"),
            transform("left_out"),
            merge("both", "all_required"),
            transform("after"),
            "start -> yes:true -> taken -> both -> after",
            "yes:false -> left_out -> both",
        )
    )
    assert run.status == "completed"
    assert run.statuses() == {
        "start": "completed",
        "yes": "completed",
        "taken": "completed",
        "left_out": "skipped",
        "both": "skipped",
        "after": "skipped",
    }
    assert run.output is None


async def test_05_dead_path_through_a_chain_second_join_fires(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            condition("no", "{{ False }}"),
            transform("a"),
            transform("b"),
            merge("first"),
            transform("c"),
            activity("alive", "echo", {"value": "alive"}),
            merge("second"),
            "start -> no:true -> a -> first -> c -> second",
            "no:true -> b -> first",
            "no:false -> alive -> second",
        )
    )
    assert [path for path, status in run.statuses().items() if status == "skipped"] == [
        "a",
        "b",
        "first",
        "c",
    ]
    assert run.output == {"alive": "alive"}


async def test_06_any_fires_once_only(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            transform("quick", n=1),
            activity("slow", "echo", {"value": 2}),
            activity("slower", "echo", {"value": 3}),
            merge("first", "any"),
            append("fired", "fired", "{{ nodes.first.output }}"),
            merge("all"),
            "start -> quick -> first -> fired -> all",
            "start -> slow -> first",
            "start -> slower -> first",
            "slow -> all",
            "slower -> all",
        )
    )
    assert run.status == "completed"
    assert run.steps["fired"].output == [{"quick": {"n": 1}}]
    assert run.status_of("slower") == "completed"


async def test_07_n_of_m_fires_once_and_before_the_rest(engine: House) -> None:
    handle = await engine.start(
        graph(
            manual(),
            activity("a", "echo", {"value": "a"}),
            activity("b", "echo", {"value": "b"}),
            activity("late", "wait", {"gate": "late"}),
            merge("two", "n", 2),
            activity("open", "echo", {"value": "{{ nodes.two.output }}"}),
            append("fired", "fired", "{{ nodes.open.output }}"),
            "start -> a -> two -> open -> fired",
            "start -> b -> two",
            "start -> late -> two",
        )
    )
    await engine.until(handle, "fired", "completed")
    engine.activities.gate("late").set()
    run = await engine.ended(handle)
    assert run.output == [{"a": "a", "b": "b"}]
    assert run.status_of("late") == "completed"


async def test_07_n_is_skipped_when_too_few_are_live(engine: House) -> None:
    run = await engine.run(
        graph(
            manual(),
            condition("no", "{{ False }}"),
            transform("dead"),
            transform("alive"),
            merge("two", "n", 2),
            "start -> no:true -> dead -> two",
            "start -> alive -> two",
        )
    )
    assert run.status_of("two") == "skipped"


async def test_08_switch_without_match_takes_default(engine: House) -> None:
    program = graph(
        manual(),
        switch("country", fr="{{ input == 'FR' }}", de="{{ input == 'DE' }}"),
        transform("paris"),
        transform("berlin"),
        transform("elsewhere"),
        "start -> country:fr -> paris",
        "country:de -> berlin",
        "country:default -> elsewhere",
    )
    run = await engine.run(program, "NO")
    assert run.statuses() == {
        "start": "completed",
        "country": "completed",
        "paris": "skipped",
        "berlin": "skipped",
        "elsewhere": "completed",
    }
    assert (await engine.run(program, "DE")).status_of("berlin") == "completed"
