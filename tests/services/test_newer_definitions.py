"""Drafts and versions that a newer product has written: said so, and listed all the same."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from data.session import SERVICE
from graph.definition import SCHEMA_VERSION, Definition
from graph.errors import InvalidInput
from graph.operations import Patch, RemoveNode
from services import deployments, drafts, executions, projects
from services.app import App
from services.context import Actor
from services.views import ExecutionRow
from tests.services.building import a_workflow, an_execution

Use = Callable[[App, Actor, ExecutionRow], Awaitable[Any]]
USES: dict[str, Use] = {
    "start": lambda app, who, run: executions.start_execution(app, who, run.workflow_id, None),
    "ask for its input": lambda app, who, run: executions.input_schema(app, who, run.workflow_id),
    "watch": lambda app, who, run: executions.execution(app, who, run.id),
    "compare": lambda app, who, run: deployments.changes_since_deploy(
        app, who, run.workflow_id, Definition()
    ),
}
A_PATCH = Patch(id="patch-of-a-test", operations=(RemoveNode(id="one"),))
DRAFT_USES: dict[str, Callable[[App, Actor, UUID], Awaitable[Any]]] = {
    "open": drafts.open_draft,
    "save a patch": lambda app, who, id: drafts.save_patch(app, who, id, A_PATCH),
    "deploy": deployments.deploy,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
async def test_a_newer_definition_is_refused_with_the_reason(app_with_temporal: App, ada: Actor, use: Use):
    run = await an_execution(app_with_temporal, ada)
    await _deployed_by_a_newer_product(app_with_temporal)
    with pytest.raises(InvalidInput, match="newer than this installation"):
        await use(app_with_temporal, ada, run)


@pytest.mark.parametrize("use", DRAFT_USES.values(), ids=DRAFT_USES.keys())
async def test_a_newer_draft_is_refused_with_the_reason(app: App, ada: Actor, use: Use):
    workflow = await a_workflow(app, ada)
    await _write_newer(
        app, "UPDATE workflows SET definition = CAST(:newer AS jsonb), revision = revision + 1"
    )
    with pytest.raises(InvalidInput, match="newer than this installation"):
        await use(app, ada, workflow.id)


async def test_a_newer_definition_is_listed_all_the_same(app_with_temporal: App, ada: Actor):
    run = await an_execution(app_with_temporal, ada)
    await _deployed_by_a_newer_product(app_with_temporal)
    page = await projects.project_page(app_with_temporal, ada, run.project_id)
    assert [row.id for row in page.workflows] == [run.workflow_id]


async def _deployed_by_a_newer_product(app: App) -> None:
    await _write_newer(app, "UPDATE workflow_versions SET definition = CAST(:newer AS jsonb)")


async def _write_newer(app: App, statement: str) -> None:
    newer = {"schema_version": SCHEMA_VERSION + 1, "nodes": [{"shape": "unheard of"}]}
    async with app.database.work(SERVICE) as work:
        await work.access._session.execute(text(statement), {"newer": json.dumps(newer)})
