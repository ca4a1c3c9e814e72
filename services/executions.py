"""Executions: starting, watching, cancelling and listing them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from data.repositories.overview import Cursor
from graph.errors import Conflict, InvalidInput, NotFound, Unanswered, Unavailable
from graph.input_schema import input_schema_of
from graph.loading import parse_values
from graph.statuses import ExecutionStatus
from services.app import App
from services.context import Actor
from services.execution_rows import EXECUTION_GONE, created_execution, deployed_version, row_of
from services.views import ExecutionPageRows, ExecutionRow, ExecutionView, StepRow

_REMEMBERED_INPUTS = 10


@dataclass(frozen=True)
class ExecutionFilter:
    """Which executions a list shows."""

    workflow_id: UUID | None = None
    project_id: UUID | None = None
    statuses: frozenset[ExecutionStatus] = frozenset()

    def with_statuses(self, statuses: Iterable[ExecutionStatus]) -> ExecutionFilter:
        return replace(self, statuses=frozenset(statuses))


async def input_schema(app: App, actor: Actor, workflow_id: UUID) -> dict[str, Any] | None:
    """The schema of the deployed version's input; None where any JSON will do. Raises Conflict before Deploy."""
    async with app.read(actor) as work:
        _, definition, _ = await deployed_version(work, workflow_id, for_update=False)
        return input_schema_of(definition)


async def last_inputs(app: App, actor: Actor, workflow_id: UUID) -> list[tuple[ExecutionRow, Any]]:
    """The inputs of the latest executions, newest first, each once."""
    async with app.read(actor) as work:
        rows = {row.id: row for row in await work.overview.executions(workflow_id=workflow_id, limit=30)}
        found: list[tuple[ExecutionRow, Any]] = []
        for execution_id, value in await work.executions.last_inputs(workflow_id, 30):
            if execution_id in rows and all(value != known for _, known in found):
                found.append((rows[execution_id], value))
        return found[:_REMEMBERED_INPUTS]


async def start_execution(app: App, actor: Actor, workflow_id: UUID, input: Any) -> ExecutionRow:
    """Starts the deployed version; raises InvalidInput for an input that its schema refuses.

    Raises Unavailable before anything is written where Temporal cannot be reached; Unanswered where it was asked and
    did not answer: the row stays `building` until the workers' sweep knows whether the execution has started.
    """
    await app.engine.client()
    # The row comes first: an execution that Temporal has taken is never without one.
    created, definition, task_queue = await created_execution(app, actor, workflow_id, input)
    try:
        run_id = await app.engine.start_execution(
            definition.to_json(),
            created.input,
            name=created.temporal_workflow_id.removesuffix(f"-{created.id}"),
            temporal_workflow_id=created.temporal_workflow_id,
            task_queue=task_queue,
        )
    except InvalidInput as error:  # refused before it was sent
        async with app.database.work(actor) as work:
            await work.executions.mark_not_started(created.id, error.message)
        raise
    except Unavailable as error:
        raise Unanswered(
            error.service,
            f"{error.service} did not answer. Execution #{created.number} may have started all the same; "
            f"the list of executions shows it once {error.service} is back.",
        ) from error
    # What Temporal has taken is written down, also for someone who has signed out meanwhile.
    async with app.database.work(actor) as work:
        await work.executions.mark_started(created.id, run_id)
        return await row_of(work, created.id)


async def execution(app: App, actor: Actor, execution_id: UUID) -> ExecutionView:
    """An execution with the version that runs and every step so far, without the steps' data."""
    async with app.read(actor) as work:
        found = await work.executions.get(execution_id)
        if found is None:
            raise NotFound(EXECUTION_GONE)
        version = (
            await work.workflows.version(found.workflow_version_id) if found.workflow_version_id else None
        )
        if version is None:
            raise NotFound("The version that ran does not exist any more.")
        return ExecutionView(
            row=await row_of(work, execution_id),
            kebab_name=found.temporal_workflow_id.removesuffix(f"-{found.id}"),
            temporal_workflow_id=found.temporal_workflow_id,
            temporal_url=app.temporal_page(found.temporal_workflow_id, found.temporal_run_id),
            definition=parse_values(version.definition),
            input=found.input,
            history_sync_status=found.history_sync_status,
            cancel_requested=found.cancel_requested_at is not None,
            steps=tuple(await work.executions.steps(execution_id)),
        )


async def steps(app: App, actor: Actor, execution_id: UUID) -> tuple[ExecutionRow, tuple[StepRow, ...]]:
    """The execution and its steps as they are now, without the steps' data."""
    async with app.read(actor) as work:
        return await row_of(work, execution_id), tuple(await work.executions.steps(execution_id))


async def step(app: App, actor: Actor, execution_id: UUID, path: str) -> StepRow | None:
    """One step with its input and output; None where it did not begin."""
    async with app.read(actor) as work:
        if await work.executions.get(execution_id) is None:
            raise NotFound(EXECUTION_GONE)
        return await work.executions.step(execution_id, path)


async def cancel_execution(app: App, actor: Actor, execution_id: UUID) -> None:
    """Tells the execution to end; raises Conflict when it has."""
    async with app.change(actor) as work:
        found = await work.executions.get(execution_id)
        if found is None:
            raise NotFound(EXECUTION_GONE)
        if ExecutionStatus(found.status).is_closed:
            raise Conflict("The execution has ended already.")
    await app.engine.cancel(found.temporal_workflow_id, found.temporal_run_id)
    # As above: it is done already.
    async with app.database.work(actor) as work:
        await work.executions.request_cancel(execution_id)
        work.notify("execution_changed", execution_id)


async def list_executions(
    app: App, actor: Actor, wanted: ExecutionFilter, *, before: str | None = None, limit: int = 50
) -> ExecutionPageRows:
    """One page of a list, the latest first; `before` is the cursor that the page above gave."""
    async with app.read(actor) as work:
        rows = await work.overview.executions(
            workflow_id=wanted.workflow_id,
            project_id=wanted.project_id,
            statuses=wanted.statuses,
            after=_cursor(before) if before else None,
            limit=limit + 1,
        )
    shown = tuple(rows[:limit])
    older = f"{shown[-1].started_at.isoformat()}~{shown[-1].id}" if len(rows) > limit else None
    return ExecutionPageRows(shown, older)


async def ended(app: App, actor: Actor, execution_id: UUID) -> tuple[ExecutionRow, tuple[StepRow, ...]]:
    """Waits until the execution has closed and its rows are exact; every step with its data."""
    changed = asyncio.Event()

    async def wake() -> None:
        changed.set()

    unwatch = app.live.watch("execution", execution_id, wake)
    try:
        while True:
            changed.clear()
            async with app.read(actor) as work:
                if await work.executions.is_synced(execution_id):
                    row = await row_of(work, execution_id)
                    return row, tuple(await work.executions.steps_with_data(execution_id))
            # A notification may be lost with its connection: look again now and then.
            try:
                await asyncio.wait_for(changed.wait(), timeout=2)
            except TimeoutError:
                continue
    finally:
        unwatch()


def _cursor(text: str) -> Cursor:
    moment, _, id = text.partition("~")
    try:
        return Cursor(datetime.fromisoformat(moment), UUID(id))
    except ValueError as error:
        raise InvalidInput("This is no place in the list.") from error
