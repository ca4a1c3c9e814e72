"""Versions that a newer product has deployed: said so, and listed all the same."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text

from data.session import SERVICE
from graph.definition import SCHEMA_VERSION, Definition
from graph.errors import InvalidInput
from services import deployments, executions, projects
from services.app import App
from services.context import Actor
from services.views import ExecutionRow
from tests.services.building import an_execution

Use = Callable[[App, Actor, ExecutionRow], Awaitable[Any]]
USES: dict[str, Use] = {
    "start": lambda app, who, run: executions.start_execution(app, who, run.workflow_id, None),
    "ask for its input": lambda app, who, run: executions.input_schema(app, who, run.workflow_id),
    "watch": lambda app, who, run: executions.execution(app, who, run.id),
    "compare": lambda app, who, run: deployments.changes_since_deploy(
        app, who, run.workflow_id, Definition()
    ),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
async def test_a_newer_definition_is_refused_with_the_reason(app_with_temporal: App, ada: Actor, use: Use):
    run = await an_execution(app_with_temporal, ada)
    await _deployed_by_a_newer_product(app_with_temporal)
    with pytest.raises(InvalidInput, match="newer than this installation"):
        await use(app_with_temporal, ada, run)


async def test_a_newer_definition_is_listed_all_the_same(app_with_temporal: App, ada: Actor):
    run = await an_execution(app_with_temporal, ada)
    await _deployed_by_a_newer_product(app_with_temporal)
    page = await projects.project_page(app_with_temporal, ada, run.project_id)
    assert [row.id for row in page.workflows] == [run.workflow_id]


async def _deployed_by_a_newer_product(app: App) -> None:
    newer = {"schema_version": SCHEMA_VERSION + 1, "nodes": [{"shape": "unheard of"}]}
    async with app.database.work(SERVICE) as work:
        statement = text("UPDATE workflow_versions SET definition = CAST(:newer AS jsonb)")
        await work.access._session.execute(statement, {"newer": json.dumps(newer)})
