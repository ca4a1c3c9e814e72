"""What the registry knows of each activity, and how arguments are checked."""

import jsonschema
import pytest
from temporalio.exceptions import ApplicationError

from engine.activities import ACTIVITY_SPECS


def test_all_activities_are_registered():
    assert set(ACTIVITY_SPECS) == {
        "http_request", "send_email", "read_json", "write_json", "read_csv", "write_csv", "log", "sleep",
    }  # fmt: skip


@pytest.mark.parametrize("spec", ACTIVITY_SPECS.values(), ids=list(ACTIVITY_SPECS))
def test_each_says_what_a_form_needs(spec):
    jsonschema.Draft202012Validator.check_schema(spec.input_schema)
    jsonschema.Draft202012Validator.check_schema(spec.output_schema)
    assert spec.input_schema["additionalProperties"] is False
    assert spec.description
    assert spec.label
    assert spec.icon


@pytest.mark.parametrize(
    ("arguments", "named"),
    [({}, "seconds"), ({"seconds": -1}, "seconds"), ({"seconds": 1, "more": 2}, "more"), ([1], "arguments")],
)
async def test_wrong_arguments_fail_at_once_and_are_named(run, arguments, named):
    with pytest.raises(ApplicationError, match=named) as caught:
        await run("sleep", arguments)
    assert caught.value.type == "InvalidArguments"
    assert caught.value.non_retryable


async def test_log_writes_one_line_and_hands_it_on(run, caplog):
    caplog.set_level("INFO")
    result = await run("log", {"message": "late\nor not", "level": "warning", "data": {"n": 2}})
    assert result == {"message": "late\nor not", "level": "warning", "data": {"n": 2}}
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage().endswith('late\\nor not {"n": 2}')


async def test_log_takes_any_value(run):
    assert (await run("log", {"message": {"a": [1, None]}}))["message"] == '{"a": [1, null]}'


async def test_sleep_ends(run):
    assert await run("sleep", {"seconds": 0.001}) == {"seconds": 0.001}
