"""Read JSON: the value in a file of the data folder."""

from __future__ import annotations

import asyncio
import json

from pydantic import BaseModel, Field, JsonValue
from temporalio.exceptions import ApplicationError

from engine.activities.files import read_text
from engine.activities.registry import Arguments, activity, surroundings


class ReadJson(Arguments):
    path: str = Field(min_length=1, description="Within the data folder, e.g. input/orders.json")


class JsonFile(BaseModel):
    path: str
    data: JsonValue


@activity(label="Read JSON file", icon="data_object", summary="{path}", category="Files")
async def read_json(arguments: ReadJson) -> JsonFile:
    """Reads a JSON file of the data folder."""
    text = await asyncio.to_thread(read_text, surroundings().files, arguments.path)
    try:
        # Python alone writes and reads NaN and Infinity; nothing after us could.
        data = json.loads(text, parse_constant=_refuse)
    except ValueError as error:
        raise ApplicationError(
            f"{arguments.path} is not JSON: {error}", type="FileFormat", non_retryable=True
        ) from error
    return JsonFile(path=arguments.path, data=data)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not allowed")
