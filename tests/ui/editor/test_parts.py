"""The small decisions of the editor's parts."""

import pytest

from engine.activities import ACTIVITY_SPECS
from graph.catalogue import ActivitySpec
from graph.definition import Retry, Timeouts
from graph.node_types import describe
from graph.problems import Problem, Severity
from ui.components.icons import known
from ui.components.schema_form import OFF
from ui.pages.editor.palette import palette_items
from ui.pages.editor.problems import by_node, message_without, named
from ui.pages.editor.run_dialog import input_faults
from ui.pages.editor.sections import timeouts_shown, waits_between

SPECS = [
    ActivitySpec("http_request", "HTTP request", icon="language", description="Asks a web service"),
    ActivitySpec("send_email", "Send email"),
]


def test_the_palette_has_every_node_type_and_activities_instead_of_one_bare_activity():
    items = palette_items(describe(), SPECS)
    labels = [item.label for item in items]
    assert {"Manual", "Condition", "End", "HTTP request", "Send email"} <= set(labels)
    assert "Activity" not in labels
    request = next(item for item in items if item.label == "HTTP request")
    assert (request.type, request.config) == ("activity", {"activity": "http_request"})


def test_triggers_stand_first_in_the_palette():
    assert palette_items(describe(), SPECS)[0].group == "triggers"


@pytest.mark.parametrize(
    ("query", "found"), [("http", True), ("web serv", True), ("REQUEST activities", True), ("csv", False)]
)
def test_the_palette_is_searched_by_name_group_and_description(query, found):
    request = next(item for item in palette_items(describe(), SPECS) if item.label == "HTTP request")
    assert request.found_by(query) is found


def test_every_icon_of_a_node_type_is_in_our_cut_of_the_font():
    assert [kind["icon"] for kind in describe() if known(kind["icon"]) != kind["icon"]] == []


@pytest.mark.parametrize(
    ("retry", "waits"),
    [
        (Retry(attempts=1), []),
        (Retry(attempts=5, first_wait=2, factor=2, longest_wait=60), ["2 s", "4 s", "8 s", "16 s"]),
        (Retry(attempts=4, first_wait=20, factor=10, longest_wait=300), ["20 s", "3.33 min", "5 min"]),
        (Retry(attempts=1000, factor=1), ["1 s", "1 s", "1 s", "1 s", "995 more"]),
    ],
)
def test_the_waits_between_attempts_grow_up_to_the_longest(retry, waits):
    assert waits_between(retry) == waits


@pytest.mark.parametrize(
    ("timeouts", "shown"),
    [
        (None, {}),
        (Timeouts(total=900), {"total": 900}),
        (Timeouts(attempt=45, heartbeat=None), {"attempt": 45}),
        (Timeouts(attempt=None, total=900), {"attempt": OFF, "total": 900}),
    ],
)
def test_no_limit_for_one_attempt_is_told_from_the_default_one(timeouts, shown):
    assert timeouts_shown(timeouts) == shown


def test_problems_reach_the_canvas_by_node():
    problems = [
        Problem("missing_field", "Fetch: URL is needed", node_id="fetch", field="config.url"),
        Problem("no_trigger", "There is no trigger", severity=Severity.ERROR),
    ]
    assert by_node(problems) == {
        "fetch": [{"message": "Fetch: URL is needed", "severity": "error", "field": "config.url"}]
    }


def test_a_problem_does_not_say_the_name_of_its_node_twice():
    assert message_without("Fetch", "Fetch: URL is needed") == "URL is needed"
    assert named("Fetch", "Fetch never runs") == ("Fetch", " never runs")
    assert named("Fetch", "URL is needed") == ("Fetch", ": URL is needed")
    assert named("", "There is no trigger") == ("", "There is no trigger")


SCHEMA = {
    "type": "object",
    "properties": {"depot": {"type": "string"}, "parcels": {"type": "array", "items": {"required": ["id"]}}},
    "required": ["depot"],
}


@pytest.mark.parametrize(
    ("value", "places"),
    [
        ({"depot": "Altona"}, set()),
        ({}, {"depot"}),
        ({"depot": 5}, {"depot"}),
        ({"depot": "Altona", "parcels": [{"id": 1}, {}]}, {"parcels.1.id"}),
        ([], {""}),
    ],
)
def test_what_does_not_fit_the_input_schema_is_said_at_its_field(value, places):
    assert set(input_faults(SCHEMA, value)) == places


@pytest.mark.parametrize("schema", [{"type": "nonsense"}, {"$ref": "#/nowhere"}, {"properties": 5}])
def test_a_broken_schema_is_left_to_the_server(schema):
    assert isinstance(input_faults(schema, {}), dict)


def test_every_icon_of_an_activity_is_in_our_cut_of_the_font():
    assert [spec.icon for spec in ACTIVITY_SPECS.values() if known(spec.icon) != spec.icon] == []
