"""Write JSON: a value into a file of the data folder."""

from __future__ import annotations

import asyncio
import json

from pydantic import BaseModel, Field, JsonValue

from engine.activities.files import write_text
from engine.activities.registry import Arguments, activity, surroundings


class WriteJson(Arguments):
    path: str = Field(min_length=1, description="Within the data folder, e.g. output/orders.json")
    data: JsonValue


class WrittenJson(BaseModel):
    """`size` in bytes."""

    path: str
    size: int


@activity(label="Write JSON file", icon="data_object", summary="{path}", category="Files")
async def write_json(arguments: WriteJson) -> WrittenJson:
    """Writes a JSON file into the data folder, in place of what was there."""
    text = json.dumps(arguments.data, indent=2, ensure_ascii=False) + "\n"
    size = await asyncio.to_thread(write_text, surroundings().files, arguments.path, text)
    return WrittenJson(path=arguments.path, size=size)
