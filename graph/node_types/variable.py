"""Variable: sets, increments or appends to one of the execution's variables."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from graph.node_types.base import LITERAL, Config, NodeFailure, NodeRun, NodeType, Outcome, settings_of


class Change(StrEnum):
    SET = "set"
    INCREMENT = "increment"
    APPEND = "append"


class VariableConfig(Config):
    operation: Change = Field(default=Change.SET, title="Operation", json_schema_extra=LITERAL)
    name: str = Field(
        title="Name",
        min_length=1,
        max_length=100,
        description="Expressions read it as vars.name",
        json_schema_extra=LITERAL,
    )
    value: Any = Field(default=None, title="Value", description="Increment adds 1 where this is empty")


class Variable(NodeType):
    type = "variable"
    label = "Variable"
    group = "state"
    icon = "variables"
    description = "Sets, increments or appends to a variable of the execution."
    error_output = True
    summary = "{operation} {name}"
    config_model = VariableConfig

    async def run(self, run: NodeRun) -> Outcome:
        config = settings_of(run, VariableConfig)
        value = _changed(run.vars.get(config.name), config)
        run.vars[config.name] = value
        return Outcome(output=value)


def _changed(before: Any, config: VariableConfig) -> Any:
    match config.operation:
        case Change.SET:
            return config.value
        case Change.INCREMENT:
            amount = 1 if config.value is None else config.value
            return _number(before or 0, config.name) + _number(amount, "value")
        case Change.APPEND:
            if before is not None and not isinstance(before, list):
                raise NodeFailure(
                    "InvalidValue", f"Variable {config.name} is not a list: nothing can be appended"
                )
            # A new list: the old one may be a node's recorded output.
            return [*(before or ()), config.value]


def _number(value: Any, name: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number: int | float = value
        return number
    raise NodeFailure("InvalidValue", f"Increment needs numbers: {name} is {str(value)[:60]!r}")
