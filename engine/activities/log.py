"""Log: a line in the worker's log."""

from __future__ import annotations

import json
import logging
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, JsonValue
from temporalio import activity as temporal_activity

from engine.activities.registry import Arguments, activity

_log = logging.getLogger("workflow_builder.activities.log")
_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def _as_text(value: Any) -> Any:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Log(Arguments):
    message: Annotated[str, BeforeValidator(_as_text)] = Field(description="Text, or any value")
    level: Literal["info", "warning", "error"] = "info"
    data: JsonValue = None


class Logged(BaseModel):
    message: str
    level: str
    data: JsonValue


@activity(label="Log", icon="terminal", summary="{message}", category="Basics")
async def log(arguments: Log) -> Logged:
    """Writes a line into the worker's log, and hands it on as output."""
    execution = temporal_activity.info().workflow_id if temporal_activity.in_activity() else "-"
    text = (
        f"{arguments.message} {_as_text(arguments.data)}" if arguments.data is not None else arguments.message
    )
    # A line break would let data pass for a line of ours.
    _log.log(_LEVELS[arguments.level], "%s: %s", execution, text.replace("\r", "\\r").replace("\n", "\\n"))
    return Logged(message=arguments.message, level=arguments.level, data=arguments.data)
