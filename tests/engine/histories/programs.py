"""The programs whose histories are kept: between them they use everything that issues a command."""

from dataclasses import dataclass
from typing import Any

from tests.engine.graphs import (
    Graph,
    activity,
    append,
    condition,
    delay,
    end,
    graph,
    manual,
    merge,
    switch,
    transform,
)  # fmt: skip


@dataclass(frozen=True)
class Program:
    graph: Graph
    input: Any = None
    status: str = "completed"


PROGRAMS = {
    "linear": Program(
        graph(
            manual(),
            activity("fetch", "echo", {"value": "{{ input.n + 1 }}"}),
            transform("double", n="{{ nodes.fetch.output * 2 }}"),
            end(output="{{ nodes.double.output }}"),
            "start -> fetch -> double -> end",
        ),
        {"n": 20},
    ),
    "diamond": Program(
        graph(
            manual(),
            activity("left", "echo", {"value": 1}),
            activity("right", "echo", {"value": 2}),
            merge("join"),
            append("joined", "joined", "{{ nodes.join.output }}"),
            "start -> left -> join -> joined",
            "start -> right -> join",
        )
    ),
    "dead path": Program(
        graph(
            manual(),
            condition("no", "{{ False }}"),
            activity("a", "echo"),
            activity("b", "echo"),
            merge("first"),
            activity("alive", "echo", {"value": "alive"}),
            merge("second"),
            "start -> no:true -> a -> first -> second",
            "no:true -> b -> first",
            "no:false -> alive -> second",
        )
    ),
    "any and n": Program(
        graph(
            manual(),
            *(activity(name, "echo", {"value": name}) for name in "abc"),
            merge("one", "any"),
            merge("two", "n", 2),
            merge("three", "all_required"),
            *(f"start -> {name}" for name in "abc"),
            *(f"{name} -> {join}" for name in "abc" for join in ("one", "two", "three")),
        )
    ),
    "switch": Program(
        graph(
            manual(),
            switch("country", fr="{{ input == 'FR' }}", de="{{ input == 'DE' }}"),
            activity("paris", "echo"),
            activity("elsewhere", "echo"),
            "start -> country:fr -> paris",
            "country:default -> elsewhere",
        ),
        "NO",
    ),
    "error edge": Program(
        graph(
            manual(),
            activity("risky", "fail", {"message": "no luck"}),
            activity("normal", "echo"),
            activity("handler", "echo", {"value": "{{ nodes.risky.error.type }}"}),
            merge("join"),
            "start -> risky -> normal -> join",
            "risky:error -> handler -> join",
        )
    ),
    "uncaught": Program(
        graph(
            manual(),
            activity("sibling", "wait", {"gate": "never"}),
            activity("doomed", "fail"),
            "start -> sibling",
            "start -> doomed",
        ),
        status="failed",
    ),
    "retried": Program(
        graph(
            manual(),
            activity("flaky", "flaky", {"failures": 1}, retry={"attempts": 3, "first_wait": 0.01}),
            "start -> flaky",
        )
    ),
    "timeout": Program(
        graph(
            manual(),
            activity("stuck", "wait", {"gate": "never"}, timeouts={"attempt": 0.3}, retry={"attempts": 1}),
            transform("handler", type="{{ nodes.stuck.error.type }}"),
            "start -> stuck:error -> handler",
        )
    ),
    "delays": Program(
        graph(
            manual(),
            *(delay(f"d{number}", 0.2 - number / 1000) for number in range(20)),
            merge("join"),
            *(f"start -> d{number} -> join" for number in range(20)),
        )
    ),
    "early end": Program(
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
    ),
    "many": Program(
        graph(
            manual(),
            *(activity(f"a{number}", "echo", {"value": number}) for number in range(100)),
            merge("join"),
            end(output="{{ sum(values(nodes.join.output)) }}"),
            *(f"start -> a{number} -> join" for number in range(100)),
            "join -> end",
        )
    ),
}
