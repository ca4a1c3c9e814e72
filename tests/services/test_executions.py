"""Executions: lists page by page, cancelling, and what stays out of other people's sight."""

import time
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from data.session import SERVICE
from graph.errors import Conflict, InvalidInput, NotFound
from graph.statuses import ExecutionStatus
from services import executions
from services.app import App
from services.context import Actor
from services.executions import ExecutionFilter
from services.views import ExecutionRow
from tests.services.building import a_deployed_workflow, a_workflow, an_execution

pytestmark = pytest.mark.usefixtures("app_with_temporal")
EVERYTHING = ExecutionFilter()


async def test_an_execution_runs_the_deployed_version_under_the_next_number(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    runs = [await an_execution(app, ada, workflow.id, {"parcel": number}) for number in range(2)]
    assert [(run.number, run.version_number, run.status) for run in runs] == [
        (1, 1, ExecutionStatus.RUNNING),
        (2, 1, ExecutionStatus.RUNNING),
    ]
    opened = await executions.execution(app, ada, runs[1].id)
    assert (opened.input, opened.row.started_by) == ({"parcel": 1}, "Ada")
    assert opened.temporal_workflow_id == f"{workflow.kebab_name}-{runs[1].id}"


async def test_a_draft_alone_cannot_run(app: App, ada: Actor):
    workflow = await a_workflow(app, ada)
    with pytest.raises(Conflict, match="Deploy the workflow first"):
        await executions.start_execution(app, ada, workflow.id, None)
    with pytest.raises(Conflict):
        await executions.input_schema(app, ada, workflow.id)


async def test_a_list_is_read_page_by_page_and_new_ones_do_not_shift_it(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    for _ in range(5):
        await an_execution(app, ada, workflow.id)
    pages = []
    async for page in _pages(app, ada, EVERYTHING, limit=2):
        pages.append([row.number for row in page])
        await an_execution(app, ada, workflow.id)
    assert pages == [[5, 4], [3, 2], [1]]


async def test_a_last_page_that_is_full_leads_nowhere(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    for _ in range(2):
        await an_execution(app, ada, workflow.id)
    assert (await executions.list_executions(app, ada, EVERYTHING, limit=2)).older is None


async def test_a_list_shows_what_is_asked_for(app: App, ada: Actor):
    done, other = await an_execution(app, ada), await an_execution(app, ada)
    await _close(app, ada, done, ExecutionStatus.COMPLETED)
    wanted = {
        EVERYTHING: {done.id, other.id},
        ExecutionFilter(workflow_id=done.workflow_id): {done.id},
        ExecutionFilter(project_id=other.project_id): {other.id},
        EVERYTHING.with_statuses({ExecutionStatus.COMPLETED}): {done.id},
        EVERYTHING.with_statuses({ExecutionStatus.RUNNING, ExecutionStatus.FAILED}): {other.id},
        ExecutionFilter(done.workflow_id).with_statuses({ExecutionStatus.RUNNING}): set(),
    }
    for filter, ids in wanted.items():
        found = await executions.list_executions(app, ada, filter)
        assert {row.id for row in found.rows} == ids


@pytest.mark.parametrize(
    "cursor", ["7", "~", f"yesterday~{uuid4()}", "2026-01-01T00:00:00+00:00~7", f"~{uuid4()}", "\x00~\x00"]
)
async def test_a_cursor_that_no_page_gave_is_refused(app: App, ada: Actor, cursor: str):
    with pytest.raises(InvalidInput):
        await executions.list_executions(app, ada, EVERYTHING, before=cursor)


async def test_a_cancel_is_seen_at_once(app: App, ada: Actor):
    run = await an_execution(app, ada)
    assert not (await executions.execution(app, ada, run.id)).cancel_requested
    await executions.cancel_execution(app, ada, run.id)
    assert (await executions.execution(app, ada, run.id)).cancel_requested


async def test_what_has_ended_cannot_be_cancelled(app: App, ada: Actor):
    run = await an_execution(app, ada)
    await _close(app, ada, run, ExecutionStatus.FAILED)
    with pytest.raises(Conflict, match="ended already"):
        await executions.cancel_execution(app, ada, run.id)
    assert not (await executions.execution(app, ada, run.id)).cancel_requested


async def test_the_last_inputs_come_newest_first_and_each_once(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    for number in (1, 2, 1, 3, 2):
        await an_execution(app, ada, workflow.id, {"parcel": number})
    found = await executions.last_inputs(app, ada, workflow.id)
    assert [(row.number, value) for row, value in found] == [
        (5, {"parcel": 2}),
        (4, {"parcel": 3}),
        (3, {"parcel": 1}),
    ]


async def test_what_does_not_exist_or_is_someone_elses_is_not_found(app: App, ada: Actor, bob: Actor):
    run = await an_execution(app, ada)
    for who, id in ((ada, uuid4()), (bob, run.id)):
        for use in (
            executions.execution(app, who, id),
            executions.steps(app, who, id),
            executions.step(app, who, id, "wait"),
            executions.cancel_execution(app, who, id),
            executions.ended(app, who, id),
        ):
            with pytest.raises(NotFound):
                await use
    for use in (
        executions.start_execution(app, bob, run.workflow_id, None),
        executions.input_schema(app, bob, run.workflow_id),
    ):
        with pytest.raises(NotFound):
            await use
    mine = ExecutionFilter(run.workflow_id)
    assert (await executions.list_executions(app, bob, mine)).rows == ()
    assert await executions.last_inputs(app, bob, run.workflow_id) == []
    assert not (await executions.execution(app, ada, run.id)).cancel_requested


async def _pages(
    app: App, actor: Actor, wanted: ExecutionFilter, *, limit: int
) -> AsyncIterator[tuple[ExecutionRow, ...]]:
    cursor = None
    while True:
        page = await executions.list_executions(app, actor, wanted, before=cursor, limit=limit)
        yield page.rows
        cursor = page.older
        if cursor is None:
            return


async def _close(app: App, actor: Actor, execution: ExecutionRow, status: ExecutionStatus) -> None:
    """Says that it has ended, as a worker would."""
    async with app.read(actor) as work:
        found = await work.executions.get(execution.id)
    assert found
    row = {"workflow": found.temporal_workflow_id, "run": found.temporal_run_id, "at": time.time()}
    async with app.database.work(SERVICE) as work:
        await work.recording.executions([{**row, "status": status, "output": None, "error": None}])
