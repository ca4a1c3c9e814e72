"""The rules: each fault is found, once, at its node and field; sound graphs have none."""

import pytest

from graph.definition import Definition
from graph.problems import Severity
from graph.rules import can_connect, check
from tests.graph.build import ACTIVITIES, graph, node


def found(definition):
    return [(problem.code, problem.node_id, problem.field) for problem in check(definition, ACTIVITIES)]


def behind_trigger(kind, **more):
    """A trigger, and behind it the one node `a`."""
    return graph({"go": "manual", "a": kind, **more}, [("go", "a")])


def request(**arguments):
    return node("activity", {"activity": "http_request", "arguments": arguments})


def test_a_sound_graph_has_no_problem():
    sound = graph(
        {
            "go": "manual",
            "ask": request(url="http://x/{{ input.id }}", timeout="{{ input.wait }}"),
            "late": node("condition", {"expression": "{{ nodes.ask.output.body.days > 3 }}"}),
            "kind": node("switch", {"cases": [{"name": "a", "when": "{{ input.kind == 'a' }}"}]}),
            "count": node("variable", {"operation": "increment", "name": "n"}),
            "wait": node("delay", {"duration": "1h 30m"}),
            "both": node("merge", join={"mode": "n", "count": 2}),
            "end": node("end", {"output": "{{ vars.n }}"}),
        },
        [
            ("go", "ask"),
            ("ask", "late"),
            ("ask", "error", "both"),
            ("late", "true", "kind"),
            ("late", "false", "wait"),
            ("kind", "a", "count"),
            ("kind", "default", "both"),
            ("count", "both"),
            ("wait", "both"),
            ("both", "end"),
        ],
    )
    assert check(sound, ACTIVITIES) == []


@pytest.mark.parametrize(
    ("definition", "problem"),
    [
        (Definition(), ("empty", None, None)),
        (graph({"a": "merge"}), ("no_trigger", None, None)),
        (graph({"go": "manual", "a": "merge"}), ("unreachable", "a", None)),
        (behind_trigger("teleport"), ("unknown_type", "a", None)),
        (
            graph({"go": "manual", "a": "merge", "b": "merge"}, [("go", "a"), ("a", "b"), ("b", "a")]),
            ("cycle", "a", None),
        ),
        (graph({"go": "manual", "a": "merge"}, [("go", "a"), ("a", "a")]), ("cycle", "a", None)),
        (graph({"go": "manual"}, [("go", "gone")]), ("edge_to_nowhere", "go", None)),
        (graph({"go": "manual", "a": "manual"}, [("go", "a")]), ("edge_not_possible", "go", None)),
        (
            graph({"go": "manual", "a": "merge", "b": "merge"}, [("go", "a"), ("a", "yes", "b")]),
            ("edge_not_possible", "a", None),
        ),
        (behind_trigger(node("activity", {"activity": ""})), ("missing_field", "a", "config.activity")),
        (behind_trigger(node("activity")), ("missing_field", "a", "config.activity")),
        (
            behind_trigger(node("activity", {"activity": "{{ input.x }}"})),
            ("literal_field", "a", "config.activity"),
        ),
        (
            behind_trigger(node("activity", {"activity": "no_such"})),
            ("unknown_activity", "a", "config.activity"),
        ),
        (behind_trigger(request()), ("missing_field", "a", "config.arguments.url")),
        (behind_trigger(request(url="")), ("missing_field", "a", "config.arguments.url")),
        (behind_trigger(request(url=5)), ("invalid_field", "a", "config.arguments.url")),
        (behind_trigger(request(url="x", uri="x")), ("unknown_field", "a", "config.arguments.uri")),
        (behind_trigger(request(url="x", method="FETCH")), ("invalid_field", "a", "config.arguments.method")),
        (
            behind_trigger(request(url="x", headers={"a": 1})),
            ("invalid_field", "a", "config.arguments.headers.a"),
        ),
        (
            behind_trigger(request(url="x", timeout="soon")),
            ("invalid_field", "a", "config.arguments.timeout"),
        ),
        (behind_trigger(node("merge", {"x": 1})), ("unknown_field", "a", "config.x")),
        (behind_trigger(node("condition")), ("missing_field", "a", "config.expression")),
        (behind_trigger(node("condition", {"expression": ""})), ("missing_field", "a", "config.expression")),
        (
            behind_trigger(node("condition", {"expression": "input.x > 1"})),
            ("not_an_expression", "a", "config.expression"),
        ),
        (
            behind_trigger(node("condition", {"expression": "{{ input.x > }}"})),
            ("broken_expression", "a", "config.expression"),
        ),
        (
            behind_trigger(node("transform", {"fields": {"x": ["{{ gone }}"]}})),
            ("broken_expression", "a", "config.fields.x.0"),
        ),
        (
            behind_trigger(node("transform", {"fields": {"x": "{{ nodes.gone.output }}"}})),
            ("unknown_node", "a", "config.fields.x"),
        ),
        (
            behind_trigger(node("transform", {"fields": {"x": "{{ nodes.a.output }}"}})),
            ("not_before", "a", "config.fields.x"),
        ),
        (behind_trigger(node("transform")), ("missing_field", "a", "config.fields")),
        (behind_trigger(node("transform", {"fields": [1]})), ("invalid_field", "a", "config.fields")),
        (behind_trigger(node("variable", {"operation": "set"})), ("missing_field", "a", "config.name")),
        (
            behind_trigger(node("variable", {"operation": "drop", "name": "x"})),
            ("invalid_field", "a", "config.operation"),
        ),
        (behind_trigger(node("delay")), ("missing_field", "a", "config.duration")),
        (behind_trigger(node("delay", {"duration": "soon"})), ("invalid_field", "a", "config.duration")),
        (behind_trigger(node("delay", {"until": "noon"})), ("invalid_field", "a", "config.until")),
        (
            behind_trigger(node("delay", {"duration": "1s", "until": "2026-01-01"})),
            ("too_many_fields", "a", "config.duration"),
        ),
        (behind_trigger(node("end", {"result": "maybe"})), ("invalid_field", "a", "config.result")),
        (
            behind_trigger(node("switch", {"cases": [{"name": "", "when": True}]})),
            ("missing_field", "a", "config.cases.0.name"),
        ),
        (
            behind_trigger(node("switch", {"cases": [{"name": "x"}]})),
            ("missing_field", "a", "config.cases.0.when"),
        ),
        (
            behind_trigger(node("switch", {"cases": [{"name": "x", "when": True}] * 2})),
            ("duplicate_case", "a", "config.cases.1.name"),
        ),
        (
            behind_trigger(node("switch", {"cases": [{"name": "default", "when": True}]})),
            ("reserved_case", "a", "config.cases.0.name"),
        ),
        (behind_trigger(node("merge", join={"mode": "n"})), ("missing_field", "a", "join.count")),
        (behind_trigger(node("merge", join={"mode": "n", "count": 2})), ("join_count", "a", "join.count")),
        (
            graph({"go": node("manual", {"input_schema": {"type": "objekt"}})}),
            ("invalid_field", "go", "config.input_schema"),
        ),
    ],
)
def test_a_fault_is_found_at_its_node_and_field_and_once(definition, problem):
    assert [each for each in found(definition) if each[0] == problem[0]] == [problem]


def test_messages_name_the_node_by_its_label_and_the_field_by_its_title():
    problems = check(behind_trigger({**request(), "data": {**request()["data"], "label": "Ask"}}), ACTIVITIES)
    assert [problem.message for problem in problems] == ["Ask: URL is missing"]


def test_the_same_connection_twice_and_an_unknown_input_are_found():
    edges = [
        {"id": "1", "source": "go", "target": "a"},
        {"id": "2", "source": "go", "target": "a"},
        {"id": "3", "source": "go", "target": "b", "targetHandle": "side"},
    ]
    nodes = [{"id": "go", "type": "manual"}, {"id": "a", "type": "merge"}, {"id": "b", "type": "merge"}]
    problems = check(Definition.model_validate({"nodes": nodes, "edges": edges}), ACTIVITIES)
    assert [(problem.code, problem.edge_id) for problem in problems] == [
        ("duplicate_edge", "2"),
        ("unknown_handle", "3"),
    ]


def test_what_is_only_unwise_is_a_warning():
    unwise = graph(
        {"go": "manual", "a": node("transform", {"fields": {"x": "{{ nodes.b.output }}"}}), "b": "merge"},
        [("go", "a"), ("go", "b")],
    )
    assert [(each.code, each.severity) for each in check(unwise, ACTIVITIES)] == [
        ("not_before", Severity.WARNING)
    ]


def test_several_triggers_are_fine():
    assert found(graph({"one": "manual", "two": "manual", "a": "merge"}, [("one", "a"), ("two", "a")])) == []


def test_braces_in_an_input_schema_are_no_expressions():
    schema = {"type": "object", "description": "write {{ this"}
    assert found(graph({"go": node("manual", {"input_schema": schema})})) == []


@pytest.mark.parametrize(
    ("source", "handle", "target", "says"),
    [
        ("a", "true", "b", None),
        ("go", "out", "b", None),
        ("a", "true", "a", "itself"),
        ("a", "out", "b", "no handle 'out': it has true, false"),
        ("b", "out", "go", "trigger"),
        ("b", "out", "a", "circle"),
        ("go", "out", "a", "connected already"),
        ("go", "out", "gone", "does not exist"),
    ],
)
def test_whether_two_nodes_can_be_connected(source, handle, target, says):
    drawn = graph({"go": "manual", "a": "condition", "b": "merge"}, [("go", "a"), ("a", "false", "b")])
    reason = can_connect(drawn, source, handle, target)
    assert reason is None if says is None else says in reason


def test_nodes_of_different_containers_cannot_be_connected():
    drawn = graph({"box": "merge", "a": {"type": "merge", "parentNode": "box"}, "b": "merge"})
    assert "same container" in can_connect(drawn, "a", "out", "b")
