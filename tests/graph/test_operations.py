"""Operations: what each does, and that a definition stays one whatever comes."""

import json
import random
from pathlib import Path

import pytest

from graph.definition import Definition
from graph.errors import InvalidInput
from graph.operations import apply, parse_operations
from tests.graph.build import graph


def after(definition, *operations):
    return apply(definition, parse_operations(list(operations)))


def data(definition, node_id):
    return definition.to_json()["nodes"][[node.id for node in definition.nodes].index(node_id)]["data"]


# The canvas is held to the same table: ui/components/flow_canvas/test/operations.test.js.
SET_DATA_CASES = json.loads((Path(__file__).parent / "set_data_cases.json").read_text())
DRAWN = graph({"a": "merge", "b": "merge", "c": "merge"}, [("a", "b"), ("b", "c")])


def test_removing_a_node_removes_its_edges():
    left = after(DRAWN, {"op": "remove_node", "id": "b"})
    assert [node.id for node in left.nodes] == ["a", "c"]
    assert left.edges == ()


def test_what_another_editor_removed_is_passed_over():
    left = after(
        DRAWN,
        {"op": "remove_node", "id": "gone"},
        {"op": "move_nodes", "positions": {"gone": {"x": 1, "y": 1}}},
        {"op": "set_data", "id": "gone", "path": ["label"], "value": "x"},
        {"op": "add_edge", "edge": {"id": "e", "source": "a", "target": "gone"}},
        {"op": "remove_edge", "id": "gone"},
    )
    assert left == DRAWN


def test_a_value_is_set_however_deep_and_removed_by_null():
    changed = after(
        DRAWN,
        {"op": "set_data", "id": "a", "path": ["config", "arguments", "url"], "value": "x"},
        {"op": "set_data", "id": "a", "path": ["label"], "value": "Ask"},
        {"op": "set_data", "id": "b", "path": ["config", "x"], "value": 1},
        {"op": "set_data", "id": "b", "path": ["config", "x"], "value": None},
    )
    assert data(changed, "a")["config"] == {"arguments": {"url": "x"}}
    assert data(changed, "a")["label"] == "Ask"
    assert data(changed, "b")["config"] == {}


@pytest.mark.parametrize("case", SET_DATA_CASES, ids=lambda case: case["name"])
def test_setting_a_value_does_what_it_does_on_the_canvas(case):
    drawn = after(DRAWN, {"op": "set_data", "id": "a", "path": ["config"], "value": case["config"]})
    path = ["config", *case["path"]]
    changed = after(drawn, {"op": "set_data", "id": "a", "path": path, "value": case["value"]})
    assert json.dumps(data(changed, "a")["config"]) == json.dumps(case["after"])


def test_setting_one_value_keeps_the_nulls_of_others():
    drawn = after(DRAWN, {"op": "set_data", "id": "a", "path": ["timeouts"], "value": {"attempt": None}})
    changed = after(drawn, {"op": "set_data", "id": "a", "path": ["label"], "value": "x"})
    assert data(changed, "a")["timeouts"]["attempt"] is None


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["label"], 5, "label"),
        (["retry", "attempts"], 0, "retry.attempts"),
        (["colour"], "red", "colour"),
        (["join", "mode"], "some", "join.mode"),
    ],
)
def test_a_value_that_no_definition_can_hold_is_refused(path, value, field):
    with pytest.raises(InvalidInput) as refused:
        after(DRAWN, {"op": "set_data", "id": "a", "path": path, "value": value})
    assert refused.value.field == field


@pytest.mark.parametrize(
    "values",
    [
        None,
        5,
        [{"op": "explode"}],
        [{"op": "remove_node"}],
        [{"id": "a"}],
        [{"op": "set_data", "id": "a", "path": ["config", "items", "9" * 5000], "value": 1}],
    ],
)
def test_what_is_no_operation_is_refused(values):
    with pytest.raises(InvalidInput, match="Not a list of operations"):
        parse_operations(values)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_order_operations_come_in_the_definition_stays_sound(seed):
    chance = random.Random(seed)
    ids = [f"n{number}" for number in range(8)]
    current = Definition()
    for _ in range(200):
        current = after(current, _any_operation(chance, ids))
        present = {node.id for node in current.nodes}
        assert len(present) == len(current.nodes)
        assert all(edge.source in present and edge.target in present for edge in current.edges)
    assert Definition.model_validate(current.to_json()) == current


def _any_operation(chance, ids):
    one, other = chance.choice(ids), chance.choice(ids)
    return chance.choice(
        [
            {"op": "add_node", "node": {"id": one, "type": chance.choice(["merge", "manual"])}},
            {"op": "add_edge", "edge": {"id": f"{one}-{other}", "source": one, "target": other}},
            {"op": "remove_node", "id": one},
            {"op": "remove_edge", "id": f"{one}-{other}"},
            {"op": "move_nodes", "positions": {one: {"x": chance.random(), "y": 0}}},
            {
                "op": "set_data",
                "id": one,
                "path": ["config", other],
                "value": chance.choice([1, [None], {"a": None}]),
            },
            {"op": "set_data", "id": one, "path": ["label"], "value": other},
        ]
    )
