"""Loading a definition: what is wrong is said with its place."""

import json

import pytest

from graph.definition import Definition
from graph.errors import InvalidInput
from graph.loading import parse_text, parse_values
from graph.structure import structural_problems


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Not JSON: Expecting value in line 1"),
        ('{"nodes": [', "Not JSON"),
        (b"\xff\xfe\xff", "not UTF-8"),
        ('{"nodes": [{"id": NaN}]}', "NaN is no JSON value"),
        ("[" * 100_000, "Not JSON"),
        ("[]", "an object with nodes and edges"),
        ('{"nodes": {}}', "nodes: a list is needed"),
        ('{"schema_version": 2}', "newer than this installation"),
        ('{"nodes": [{"id": "a"}]}', "node 'a', type: Field required"),
        ('{"nodes": [{"id": "a b", "type": "merge"}]}', "node 'a b', id"),
        ('{"nodes": [{"id": "x/y", "type": "merge"}]}', "node 'x/y', id"),
        ('{"nodes": [5]}', "nodes.0"),
        ('{"nodes": [{"id": "a", "type": "merge", "data": {"lable": "x"}}]}', "node 'a', data.lable"),
        ('{"nodes": [{"id": "a", "type": "merge", "data": {"join": {"mode": "some"}}}]}', "data.join.mode"),
        ('{"edges": [{"id": "e", "source": "a"}]}', "edge 'e', target"),
    ],
)
def test_a_text_that_is_no_definition_is_refused_with_its_place(text, says):
    with pytest.raises(InvalidInput) as refused:
        parse_text(text)
    assert says in refused.value.message


def test_too_many_nodes_are_refused_before_they_are_read():
    with pytest.raises(InvalidInput, match="10,001 nodes are too many"):
        parse_values({"nodes": [None] * 10_001})


def test_5000_nodes_are_read():
    values = {"nodes": [{"id": f"n{number}", "type": "merge"} for number in range(5000)]}
    definition = parse_values(values)
    problems = structural_problems(definition)
    assert len(definition.nodes) == 5000
    assert problems == []


def test_faults_between_nodes_are_problems():
    values = {
        "nodes": [
            {"id": "a", "type": "teleport"},
            {"id": "b", "type": "merge"},
            {"id": "b", "type": "merge"},
        ],
        "edges": [{"id": "e", "source": "b", "target": "gone"}],
    }
    problems = structural_problems(parse_values(values))
    assert [problem.code for problem in problems] == ["duplicate_id", "unknown_type", "edge_to_nowhere"]


def test_what_vue_flow_adds_is_passed_over_and_the_rest_comes_back():
    values = {
        "schema_version": 1,
        "nodes": [
            {
                "id": "größe",
                "type": "transform",
                "position": {"x": 1.5, "y": -2.0},
                "parentNode": "box",
                "data": {
                    "label": "Größe",
                    "config": {"fields": {"nothing": None, "list": [None]}},
                    "join": {"mode": "n", "count": 2},
                    "timeouts": {"attempt": None, "total": 5.0, "queue": None, "heartbeat": None},
                    "notes": "",
                },
            }
        ],
        "edges": [{"id": "e", "source": "a", "target": "b", "sourceHandle": "true", "targetHandle": "in"}],
        "viewport": {"x": 0.0, "y": 0.0, "zoom": 1.0},
    }
    drawn = json.loads(json.dumps(values))
    drawn["nodes"][0] |= {"selected": True, "dimensions": {"width": 160, "height": 48}}
    assert parse_values(drawn).to_json() == values


def test_the_hash_is_of_what_runs_not_of_where_it_stands():
    def placed(x, label="a"):
        return Definition.model_validate(
            {
                "nodes": [
                    {"id": "a", "type": "merge", "position": {"x": x, "y": 0}, "data": {"label": label}}
                ],
                "viewport": {"zoom": 1 + x},
            }
        )

    assert placed(0).content_hash() == placed(100).content_hash()
    assert placed(0).content_hash() != placed(0, "b").content_hash()
