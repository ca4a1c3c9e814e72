"""Delay: waits for a while, or until a time; the wait survives crashes and restarts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pydantic import Field, JsonValue

from graph.definition import Node
from graph.durations import parse_duration, parse_time
from graph.errors import InvalidInput
from graph.expressions.template import has_marks
from graph.node_types.base import CheckContext, Config, NodeFailure, NodeRun, NodeType, Outcome, settings_of
from graph.problems import Problem

_EITHER = "set a duration or a time to wait until, not both"


class DelayConfig(Config):
    duration: str | int | float | None = Field(
        default=None, title="Duration", description="E.g. 2s, 5m, 1h 30m, 30d, or a number of seconds"
    )
    until: str | int | float | None = Field(
        default=None, title="Until", description="E.g. 2026-05-01T09:00:00Z; UTC where no zone is named"
    )


class Delay(NodeType):
    type = "delay"
    label = "Delay"
    group = "flow"
    rank = 80
    icon = "hourglass_empty"
    description = "Waits for a while, or until a time."
    summary = "{duration}{until}"
    config_model = DelayConfig

    def problems(self, node: Node, context: CheckContext) -> Iterable[Problem]:
        given = {key: node.data.config.get(key) for key in ("duration", "until")}
        set_ones = {key: value for key, value in given.items() if value not in (None, "")}
        if len(set_ones) != 1:
            yield _problem("missing_field" if not set_ones else "too_many_fields", _EITHER, node, "duration")
            return
        for key, value in set_ones.items():
            if isinstance(value, str) and has_marks(value):
                continue
            try:
                _parsed(key, value)
            except InvalidInput as error:
                yield _problem("invalid_field", error.message, node, key)

    async def run(self, run: NodeRun) -> Outcome:
        wait = _wait(settings_of(run, DelayConfig), run.now())
        if wait > timedelta(0):
            await run.sleep(wait)
        return Outcome()


def _wait(config: DelayConfig, now: float) -> timedelta:
    given = [value not in (None, "") for value in (config.duration, config.until)]
    if given.count(True) != 1:
        raise NodeFailure("InvalidConfig", f"Delay: {_EITHER}")
    try:
        if given[0]:
            return parse_duration(config.duration)
        return parse_time(config.until) - datetime.fromtimestamp(now, UTC)
    except InvalidInput as error:
        raise NodeFailure("InvalidValue", error.message) from error


def _parsed(key: str, value: JsonValue) -> object:
    return parse_duration(value) if key == "duration" else parse_time(value)


def _problem(code: str, message: str, node: Node, key: str) -> Problem:
    return Problem(code=code, message=f"{node.label}: {message}", node_id=node.id, field=f"config.{key}")
