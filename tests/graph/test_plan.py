"""The plan: what starts, what follows, and what is refused."""

import pytest

from graph.definition import Definition
from graph.errors import PlanError
from graph.plan import compile_plan
from tests.graph.build import graph


def test_triggers_start_and_a_node_without_edges_beside_them_does_not():
    plan = compile_plan(graph({"alone": "merge", "go": "manual", "next": "merge"}, [("go", "next")]))
    assert plan.root.start == ("go",)
    assert plan.root.unreached == ("alone",)
    assert plan.root.leaves == ("alone", "next")


def test_without_triggers_the_nodes_without_incoming_edges_start():
    plan = compile_plan(graph({"a": "merge", "b": "merge", "c": "merge"}, [("a", "c"), ("b", "c")]))
    assert plan.root.start == ("a", "b")
    assert plan.root.unreached == ()


def test_every_edge_leads_onward_whatever_the_order_of_the_nodes():
    plan = compile_plan(
        graph({"c": "merge", "b": "merge", "a": "merge"}, [("a", "b"), ("b", "c"), ("a", "c")])
    )
    assert plan.root.nodes == ("a", "b", "c")
    assert [edge.source for edge in plan.nodes["c"].incoming] == ["b", "a"]


def test_an_empty_definition_has_an_empty_plan():
    assert compile_plan(Definition()).root.nodes == ()


@pytest.mark.parametrize(
    ("definition", "says", "node_id"),
    [
        (graph({"a": "merge", "b": "merge"}, [("a", "b"), ("b", "a")]), "a → b → a", "a"),
        (graph({"a": "merge"}, [("a", "a")]), "itself", "a"),
        (graph({"a": "teleport"}), "teleport", "a"),
        (graph({"a": "merge"}, [("a", "gone")]), "'gone'", "a"),
        (graph({"a": "merge"}, [("gone", "a")]), "'gone'", "a"),
        (graph({"a": "condition", "b": "merge"}, [("a", "b")]), "it has true, false", "a"),
        (graph({"a": "merge", "b": "manual"}, [("a", "b")]), "trigger", "a"),
        (graph({"a": {"type": "merge", "parentNode": "gone"}}), "container", "a"),
        (graph({"a": {"type": "merge", "parentNode": "b"}, "b": "merge"}), "no container", "a"),
    ],
)
def test_what_cannot_run_is_refused_with_the_node_named(definition, says, node_id):
    with pytest.raises(PlanError, match=says) as refused:
        compile_plan(definition)
    assert refused.value.node_id == node_id


def test_two_nodes_with_one_id_are_refused():
    twice = {"nodes": [{"id": "a", "type": "merge"}, {"id": "a", "type": "merge"}]}
    with pytest.raises(PlanError, match="another node has the id 'a'"):
        compile_plan(Definition.model_validate(twice))


def test_a_chain_of_5000_nodes_that_closes_into_a_circle_is_refused():
    names = [f"n{number}" for number in range(5000)]
    circle = graph(dict.fromkeys(names, "merge"), list(zip(names, [*names[1:], names[0]], strict=True)))
    with pytest.raises(PlanError, match="circle"):
        compile_plan(circle)
