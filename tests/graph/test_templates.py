"""Templates: sound as they are, drawn on the grid, and right about their data."""

import pytest

from graph.expressions import evaluate
from graph.input_schema import input_schema_of, validate_input
from graph.plan import compile_plan
from graph.rules import check
from graph.templates import TEMPLATES
from tests.graph.build import ACTIVITIES


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_has_no_problem_and_stands_on_the_grid(key):
    definition = TEMPLATES[key].definition
    assert check(definition, ACTIVITIES) == []
    compile_plan(definition)
    places = [(node.position.x, node.position.y) for node in definition.nodes]
    assert all(x % 20 == 0 and y % 20 == 0 for x, y in places)
    for number, (x, y) in enumerate(places):
        for other_x, other_y in places[number + 1 :]:
            assert abs(x - other_x) >= 180 or abs(y - other_y) >= 68


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_edge_of_a_template_leads_to_the_right(key):
    definition = TEMPLATES[key].definition
    left = {node.id: node.position.x for node in definition.nodes}
    assert all(left[edge.source] < left[edge.target] for edge in definition.edges)


def test_parcel_watch_tells_late_and_unknown_parcels():
    definition = TEMPLATES["parcel_watch"].definition
    answer = {"status": 200, "body": {"tracking_id": "PX-1", "status": "in transit", "days_late": 3}}
    on_time = {"status": 200, "body": {"tracking_id": "PX-2", "status": "in transit", "days_late": 0}}
    unknown = {"tracking_id": "PX-404", "status": "unknown", "days_late": 0, "reason": "404"}
    nodes = {
        "together": {"output": {"track_first": answer, "track_second": on_time, "unknown_third": unknown}},
        "write": {"output": {"path": "parcel-watch/late.csv", "rows": 1}},
    }
    scope = {"input": {"tracking": ["PX-1", "PX-2", "PX-404"]}, "nodes": nodes}
    nodes["parcels"] = {"output": evaluate(definition.node("parcels").data.config["fields"], scope)}
    assert evaluate(definition.node("any_late").data.config["expression"], scope) is True
    assert evaluate(definition.node("end").data.config["output"], scope) == {
        "checked": 3,
        "late": ["PX-1"],
        "unknown": ["PX-404"],
        "days_late": 3,
        "file": "parcel-watch/late.csv",
        "summary": "1 of 3 parcels are late, 1 unknown",
    }


def test_parcel_watch_runs_on_tracking_numbers_alone():
    schema = input_schema_of(TEMPLATES["parcel_watch"].definition)
    given = {"tracking": ["a", "b", "c"]}
    assert validate_input(schema, given)["service"].startswith("http")
