"""Read CSV: the rows of a file of the data folder."""

from __future__ import annotations

import asyncio
import csv
import io

from pydantic import BaseModel, Field
from temporalio.exceptions import ApplicationError

from engine.activities.files import read_text
from engine.activities.registry import Arguments, activity, surroundings


class ReadCsv(Arguments):
    path: str = Field(min_length=1, description="Within the data folder, e.g. input/orders.csv")
    header: bool = Field(default=True, description="The first line names the columns")
    delimiter: str = Field(default=",", min_length=1, max_length=1)


class CsvFile(BaseModel):
    """Rows are objects by column, or lists where there is no header; every cell is text."""

    path: str
    rows: list[dict[str, str] | list[str]]


@activity(label="Read CSV file", icon="list_alt", summary="{path}", category="Files")
async def read_csv(arguments: ReadCsv) -> CsvFile:
    """Reads a CSV file of the data folder."""
    text = await asyncio.to_thread(read_text, surroundings().files, arguments.path)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=arguments.delimiter, strict=True))
    except csv.Error as error:
        raise ApplicationError(
            f"{arguments.path} is not CSV: {error}", type="FileFormat", non_retryable=True
        ) from error
    lines = [line for line in lines if line]  # an empty line is no row
    if not arguments.header:
        return CsvFile(path=arguments.path, rows=list(lines))
    columns, *cells = lines or [[]]
    for number, line in enumerate(cells, start=1):
        if len(line) != len(columns):
            message = f"{arguments.path}: row {number} has {len(line)} cells, the header {len(columns)}"
            raise ApplicationError(message, type="FileFormat", non_retryable=True)
    return CsvFile(path=arguments.path, rows=[dict(zip(columns, line, strict=True)) for line in cells])
