"""Whoever has signed out changes nothing any more, also through a page that was left open."""

import inspect
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from graph.definition import Definition
from graph.errors import Forbidden
from services import definition_files, deployments, drafts, executions, projects, workflows
from services.app import App
from services.context import Actor
from services.views import ExecutionRow
from tests.services.building import RUNNABLE, an_execution, patch, signed_in

Change = Callable[[App, Actor, ExecutionRow], Awaitable[Any]]

CHANGES: dict[str, Change] = {
    "projects.create_project": lambda app, who, _: projects.create_project(app, who, name="Late"),
    "workflows.create_workflow": lambda app, who, run: workflows.create_workflow(
        app, who, project_id=run.project_id, display_name="Late"
    ),
    "workflows.rename_workflow": lambda app, who, run: workflows.rename_workflow(
        app, who, run.workflow_id, display_name="Late"
    ),
    "workflows.archive_workflow": lambda app, who, run: workflows.archive_workflow(app, who, run.workflow_id),
    "drafts.save_patch": lambda app, who, run: drafts.save_patch(
        app, who, run.workflow_id, patch({"op": "remove_node", "id": "wait"})
    ),
    "deployments.deploy": lambda app, who, run: deployments.deploy(app, who, run.workflow_id),
    "executions.start_execution": lambda app, who, run: executions.start_execution(
        app, who, run.workflow_id, None
    ),
    "executions.cancel_execution": lambda app, who, run: executions.cancel_execution(app, who, run.id),
    "definition_files.execute_definition": lambda app, who, _: definition_files.execute_definition(
        app, who, Definition.model_validate(RUNNABLE), None, name="Late"
    ),
}
READS = {
    "deployments.changes_since_deploy",
    "drafts.open_draft",
    "drafts.patches_since",
    "executions.ended",
    "executions.execution",
    "executions.input_schema",
    "executions.last_inputs",
    "executions.list_executions",
    "executions.step",
    "executions.steps",
    "projects.home_page",
    "projects.list_projects",
    "projects.project_page",
    "workflows.free_kebab_name",
    "workflows.workflow",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_a_change_after_the_session_ended_is_refused(
    app_with_temporal: App, ada: Actor, change: Change
):
    app = app_with_temporal
    execution = await an_execution(app, ada)
    tab = await signed_in(app, ada)
    await app.sessions.check(tab)
    await app.sessions.end(str(tab.session_id))
    before = await _everything(app, ada)
    with pytest.raises(Forbidden, match="Sign in again"):
        await change(app, tab, execution)
    assert await _everything(app, ada) == before


def test_of_every_use_case_it_is_known_whether_it_changes_something():
    assert {*CHANGES} == _use_cases() - READS


async def test_a_reading_transaction_can_change_nothing(app: App, ada: Actor):
    with pytest.raises(DBAPIError, match="read-only transaction"):
        async with app.read(ada) as work:
            await work.projects.create(name="Late", description="", task_queue_name="late")


def _use_cases() -> set[str]:
    modules = (definition_files, deployments, drafts, executions, projects, workflows)
    return {f"{module.__name__.partition('.')[2]}.{name}" for module in modules for name in _public(module)}


def _public(module: ModuleType) -> list[str]:
    return [
        name
        for name, each in inspect.getmembers(module, inspect.iscoroutinefunction)
        if not name.startswith("_")
        and each.__module__ == module.__name__
        and [*inspect.signature(each).parameters][:2] == ["app", "actor"]
    ]


async def _everything(app: App, actor: Actor) -> Any:
    """All rows that a use case could change."""
    home = await projects.home_page(app, actor)
    opened = [await drafts.open_draft(app, actor, row.id) for row in home.edited]
    found = await executions.list_executions(app, actor, executions.ExecutionFilter())
    views = [await executions.execution(app, actor, row.id) for row in found.rows]
    return home, opened, views
