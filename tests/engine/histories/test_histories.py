"""Recorded executions replay as they went: what runs on somebody's server goes on after an update."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory

from engine.history.replay import rebuild
from engine.payloads import data_converter
from tests.engine.house import Blobs

RECORDED = sorted(Path(__file__).parent.glob("*.json"))


def test_there_are_recorded_histories() -> None:
    assert len(RECORDED) >= 10


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
async def test_a_recorded_execution_replays_as_it_went(path: Path) -> None:
    recorded: dict[str, Any] = json.loads(path.read_text())  # noqa: ASYNC240 (a test waits for its file)
    blobs = Blobs()
    for content_hash, content in recorded["blobs"].items():
        await blobs.put(content_hash, base64.b64decode(content))
    history = WorkflowHistory.from_json(recorded["workflow_id"], recorded["history"])
    rebuilt = await rebuild(history, data_converter(blobs))
    assert str(rebuilt.execution.status) == recorded["status"]
    assert rebuilt.execution.output == recorded["output"]
    assert {step.path: str(step.status) for step in rebuilt.steps} == recorded["steps"]
