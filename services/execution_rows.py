"""Rows of executions: making one of a deployed version, and reading one as lists show it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from data.models import Workflow, WorkflowExecution
from data.repositories import Work
from graph.definition import Definition
from graph.errors import Conflict, NotFound
from graph.input_schema import input_schema_of, validate_input
from graph.loading import parse_values
from services.app import App
from services.context import Actor
from services.views import ExecutionRow

EXECUTION_GONE = "This execution does not exist."


async def created_execution(
    app: App, actor: Actor, workflow_id: UUID, input: Any
) -> tuple[WorkflowExecution, Definition, str]:
    """The row of an execution that is to be started, what it runs, and on which task queue."""
    async with app.change(actor) as work:
        workflow, definition, version_id = await deployed_version(work, workflow_id, for_update=True)
        project = await work.projects.get(workflow.project_id)
        if project is None:
            raise NotFound("The workflow's project was archived.")
        created = await work.executions.create(
            workflow_id=workflow.id,
            project_id=workflow.project_id,
            version_id=version_id,
            kebab_name=workflow.kebab_name,
            input=validate_input(input_schema_of(definition), input),
        )
        work.notify("project_changed", workflow.project_id)
        return created, definition, project.task_queue_name


async def deployed_version(
    work: Work, workflow_id: UUID, *, for_update: bool
) -> tuple[Workflow, Definition, UUID]:
    """A workflow with its deployed version and that version's id; raises Conflict before the first Deploy."""
    workflow = await work.workflows.get(workflow_id, for_update=for_update)
    if workflow is None:
        raise NotFound("This workflow does not exist, or was archived.")
    version = (
        await work.workflows.version(workflow.current_version_id) if workflow.current_version_id else None
    )
    if version is None:
        raise Conflict("Deploy the workflow first: executions run a deployed version.")
    return workflow, parse_values(version.definition), version.id


async def row_of(work: Work, execution_id: UUID) -> ExecutionRow:
    """The execution as lists show it; raises NotFound."""
    rows = await work.overview.executions(only=execution_id)
    if not rows:
        raise NotFound(EXECUTION_GONE)
    return rows[0]
