"""Starts that Temporal does not answer: nothing is said to have failed that may be running."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import text

from data.session import SERVICE
from engine import client
from engine.blobs import DatabaseBlobs
from engine.client import Engine
from engine.history.sync import HistorySync
from engine.payloads import data_converter
from engine.recording.store import RecordingStore
from graph.errors import InvalidInput, Unanswered, Unavailable
from graph.statuses import ExecutionStatus
from services import executions
from services.app import App
from services.context import Actor
from services.executions import ExecutionFilter
from services.views import ExecutionRow
from tests.engine.graphs import end, graph, node
from tests.line import Line
from tests.services.building import a_deployed_workflow

ASKS_FOR_A_NAME = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}


@pytest.fixture
async def line(app: App, temporal_address: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    """What the installation speaks to Temporal through; it waits half a second for an answer."""
    line = Line(temporal_address)
    async with line.opened() as near_end:
        app.engine.move_to(near_end)
        await app.engine.client()
        monkeypatch.setattr(client, "CALL_TIMEOUT", client.CALL_TIMEOUT / 20)
        yield line


@pytest.fixture
def sweep(app: App, temporal_address: str) -> HistorySync:
    """The sweep of a worker, which has a line of its own."""
    blobs = DatabaseBlobs(app.database)
    engine = Engine(temporal_address, "default", blobs)
    return HistorySync(RecordingStore(app.database), engine, data_converter(blobs))


async def test_a_start_whose_answer_was_lost_is_found_to_run(
    app: App, ada: Actor, line: Line, sweep: HistorySync
):
    workflow = await a_deployed_workflow(app, ada)
    line.answers = False
    with pytest.raises(Unanswered, match="Execution #1 may have started all the same"):
        await executions.start_execution(app, ada, workflow.id, None)
    assert (await _only(app, ada, workflow.id)).status == ExecutionStatus.BUILDING
    await sweep.sweep()
    found = await _only(app, ada, workflow.id)
    assert (found.status, found.error) == (ExecutionStatus.RUNNING, None)
    assert await _run_id(app, ada, found.id)


async def test_a_start_that_never_arrived_has_failed_after_a_minute(
    app: App, ada: Actor, line: Line, sweep: HistorySync
):
    workflow = await a_deployed_workflow(app, ada)
    line.questions = False
    with pytest.raises(Unavailable):
        await executions.start_execution(app, ada, workflow.id, None)
    await sweep.sweep()
    assert (await _only(app, ada, workflow.id)).status == ExecutionStatus.BUILDING
    await _let_a_minute_pass(app)
    await sweep.sweep()
    found = await _only(app, ada, workflow.id)
    assert found.status == ExecutionStatus.FAILED
    assert found.error
    assert found.error["type"] == "NotStarted"


async def test_an_execution_that_ended_before_anyone_asked_is_found_to_have_ended(
    app: App, ada: Actor, line: Line, sweep: HistorySync, temporal_address: str
):
    workflow = await a_deployed_workflow(app, ada)
    line.answers = False
    with pytest.raises(Unavailable):
        await executions.start_execution(app, ada, workflow.id, None)
    started = await _only(app, ada, workflow.id)
    async with app.read(ada) as work:
        row = await work.executions.get(started.id)
    assert row
    await Engine(temporal_address, "default", DatabaseBlobs(app.database)).terminate(
        row.temporal_workflow_id, reason="enough of it"
    )
    await sweep.sweep()
    assert (await _only(app, ada, workflow.id)).status == ExecutionStatus.CANCELLED


async def test_without_temporal_nothing_is_begun(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    with pytest.raises(Unavailable, match="still being prepared"):
        await executions.start_execution(app, ada, workflow.id, None)
    assert (await executions.list_executions(app, ada, ExecutionFilter())).rows == ()


async def test_an_input_that_the_schema_refuses_begins_nothing(app_with_temporal: App, ada: Actor):
    app = app_with_temporal
    drawn = graph(node("start", "manual", {"input_schema": ASKS_FOR_A_NAME}), end(), "start -> end")
    workflow = await a_deployed_workflow(app, ada, drawn)
    with pytest.raises(InvalidInput) as refused:
        await executions.start_execution(app, ada, workflow.id, {"name": 7})
    assert refused.value.field == "name"
    assert (await executions.list_executions(app, ada, ExecutionFilter())).rows == ()


async def _only(app: App, actor: Actor, workflow_id: UUID) -> ExecutionRow:
    (row,) = (await executions.list_executions(app, actor, ExecutionFilter(workflow_id))).rows
    return row


async def _run_id(app: App, actor: Actor, execution_id: UUID) -> str | None:
    async with app.read(actor) as work:
        found = await work.executions.get(execution_id)
    return found.temporal_run_id if found else None


async def _let_a_minute_pass(app: App) -> None:
    async with app.database.work(SERVICE) as work:
        earlier = "UPDATE workflow_executions SET started_at = started_at - interval '61 s'"
        await work.access._session.execute(text(earlier))
