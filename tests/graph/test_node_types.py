"""Node types: what each does when it runs, on a run that is held in memory."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from graph.definition import Node
from graph.errors import ExpressionError, NotFound
from graph.expressions import evaluate
from graph.node_types import NODE_TYPES, describe, node_type
from graph.node_types.base import NodeFailure
from tests.graph.build import node


@dataclass
class Run:
    node: Node
    input: Any = None
    vars: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    slept: list[timedelta] = field(default_factory=list)

    def evaluate(self, value):
        return evaluate(value, {"input": self.input, "vars": self.vars, "nodes": {}})

    def config(self):
        return self.evaluate(self.node.data.config)

    def live_inputs(self):
        return self.inputs

    async def activity(self, name, arguments):
        return {"called": name, "with": dict(arguments)}

    async def sleep(self, duration):
        self.slept.append(duration)

    def now(self):
        return 1_000_000.0


async def ran(type, config=None, **given):
    run = Run(Node.model_validate({"id": "a", **node(type, config)}), **given)
    return await NODE_TYPES[type].run(run), run


async def test_manual_hands_on_the_input():
    outcome, _ = await ran("manual", {"input_schema": {"description": "{{"}}, input={"a": 1})
    assert outcome.output == {"a": 1}


async def test_activity_is_called_with_what_its_expressions_give():
    config = {"activity": "log", "arguments": {"message": "n={{ input.n }}", "data": "{{ input.n }}"}}
    outcome, _ = await ran("activity", config, input={"n": 5})
    assert outcome.output == {"called": "log", "with": {"message": "n=5", "data": 5}}


async def test_transform_makes_an_object():
    outcome, _ = await ran("transform", {"fields": {"b": "{{ input.a + 1 }}", "c": None}}, input={"a": 1})
    assert outcome.output == {"b": 2, "c": None}


@pytest.mark.parametrize(
    ("config", "before", "value"),
    [
        ({"operation": "set", "value": [1]}, {"x": 5}, [1]),
        ({"operation": "increment"}, {}, 1),
        ({"operation": "increment", "value": "{{ input }}"}, {"x": 5}, 7),
        ({"operation": "append", "value": 3}, {"x": [1]}, [1, 3]),
        ({"operation": "append", "value": None}, {}, [None]),
    ],
)
async def test_variable_changes_what_was_there(config, before, value):
    outcome, run = await ran("variable", {"name": "x", **config}, vars=before, input=2)
    assert outcome.output == run.vars["x"] == value


async def test_appending_leaves_the_list_that_others_hold_as_it_was():
    held = [1]
    await ran("variable", {"name": "x", "operation": "append", "value": 2}, vars={"x": held})
    assert held == [1]


@pytest.mark.parametrize("config", [{"operation": "increment"}, {"operation": "append", "value": 1}])
async def test_variable_fails_on_what_it_cannot_change(config):
    with pytest.raises(NodeFailure, match="x is"):
        await ran("variable", {"name": "x", **config}, vars={"x": "text"})


@pytest.mark.parametrize(
    ("value", "live"), [("{{ input > 1 }}", "true"), (False, "false"), ("{{ [] }}", "false")]
)
async def test_condition_goes_one_way(value, live):
    outcome, _ = await ran("condition", {"expression": value}, input=2)
    assert outcome.live == {live}


async def test_a_condition_in_plain_text_fails_instead_of_being_true():
    with pytest.raises(NodeFailure, match="plain text"):
        await ran("condition", {"expression": "input.x > 1"})


@pytest.mark.parametrize(("value", "live"), [(1, "one"), (2, "few"), (9, "default")])
async def test_switch_takes_the_first_case_that_holds_and_looks_no_further(value, live):
    cases = [
        {"name": "one", "when": "{{ input == 1 }}"},
        {"name": "few", "when": "{{ input < 5 }}"},
        {"name": "never", "when": "{{ input.gone if input < 9 else False }}"},
    ]
    outcome, _ = await ran("switch", {"cases": cases}, input=value)
    assert outcome.live == {live}
    assert outcome.output == live


async def test_merge_gives_the_outputs_that_arrived():
    outcome, _ = await ran("merge", inputs={"b": 1, "a": None})
    assert outcome.output == {"b": 1, "a": None}


@pytest.mark.parametrize(
    ("config", "seconds"),
    [
        ({"duration": "2s"}, [2]),
        ({"duration": "{{ input }} m"}, [300]),
        ({"duration": 1.5}, [1.5]),
        ({"duration": "30d"}, [30 * 86_400]),
        ({"duration": "PT1H30M"}, [5400]),
        ({"until": "1970-01-12T13:46:41Z"}, [1]),
        ({"until": "1970-01-12T14:46:41+01:00"}, [1]),
        ({"until": "1970-01-01"}, []),
        ({"duration": 0}, []),
    ],
)
async def test_delay_waits(config, seconds):
    _, run = await ran("delay", config, input=5)
    assert [each.total_seconds() for each in run.slept] == seconds


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"duration": "x"},
        {"duration": -1},
        {"duration": "99999d"},
        {"until": "x"},
        {"duration": 1, "until": 1},
    ],
)
async def test_delay_fails_on_what_is_no_time(config):
    with pytest.raises(NodeFailure):
        await ran("delay", config)


async def test_end_ends_as_a_success_with_its_output():
    outcome, _ = await ran("end", {"output": {"n": "{{ input }}"}}, input=3)
    assert (outcome.ends_execution, outcome.output, outcome.failure) == (True, {"n": 3}, None)
    assert outcome.live == set()


async def test_end_ends_as_a_failure_with_its_message():
    outcome, _ = await ran("end", {"result": "failure", "message": "{{ input }} are late"}, input=3)
    assert outcome.failure == "3 are late"


async def test_a_broken_expression_and_a_broken_config_are_failures_of_their_kind():
    with pytest.raises(ExpressionError):
        await ran("transform", {"fields": {"x": "{{ input.gone }}"}}, input={})
    with pytest.raises(NodeFailure, match="fields") as failed:
        await ran("transform", {"fields": 5})
    assert failed.value.type == "InvalidConfig"


def test_every_node_type_describes_itself_in_json():
    described = {each["type"]: each for each in json.loads(json.dumps(describe()))}
    assert list(described) == list(NODE_TYPES)
    assert described["switch"]["outputs"] == ["default"]
    assert described["switch"]["outputs_from"] == "cases"
    assert described["manual"]["is_trigger"]
    assert not described["manual"]["has_input"]
    assert described["activity"]["error_output"]
    assert described["activity"]["config"]["required"] == ["activity"]


def test_an_unknown_node_type_is_not_found():
    with pytest.raises(NotFound, match="teleport"):
        node_type("teleport")


def test_a_switch_has_a_handle_per_case():
    drawn = Node.model_validate({"id": "a", **node("switch", {"cases": [{"name": "x"}, {}, 5]})})
    assert node_type("switch").source_handles(drawn) == ("x", "default")
