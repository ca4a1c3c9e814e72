"""Write CSV: rows into a file of the data folder."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from typing import Any

from pydantic import BaseModel, Field, JsonValue

from engine.activities.files import write_text
from engine.activities.registry import Arguments, activity, surroundings


class WriteCsv(Arguments):
    path: str = Field(min_length=1, description="Within the data folder, e.g. output/orders.csv")
    rows: list[dict[str, JsonValue] | list[JsonValue]] = Field(description="Objects by column, or lists")
    columns: list[str] | None = Field(default=None, description="Else those of the rows, as they come")
    delimiter: str = Field(default=",", min_length=1, max_length=1)


class WrittenCsv(BaseModel):
    """`rows` is their number, without the header."""

    path: str
    rows: int


@activity(label="Write CSV file", icon="list_alt", summary="{path}", category="Files")
async def write_csv(arguments: WriteCsv) -> WrittenCsv:
    """Writes a CSV file into the data folder, in place of what was there."""
    text = _as_csv(arguments)
    await asyncio.to_thread(write_text, surroundings().files, arguments.path, text)
    return WrittenCsv(path=arguments.path, rows=len(arguments.rows))


def _as_csv(arguments: WriteCsv) -> str:
    objects = [row for row in arguments.rows if isinstance(row, dict)]
    columns = arguments.columns
    if columns is None:
        columns = list(dict.fromkeys(key for row in objects for key in row))
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=arguments.delimiter, lineterminator="\n")
    if columns:
        writer.writerow(columns)
    for row in arguments.rows:
        cells = [row.get(column) for column in columns] if isinstance(row, dict) else row
        writer.writerow([_cell(cell) for cell in cells])
    return output.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)  # true, 1.5, [1, 2]: as every other language writes them
