"""People, projects, workflows and executions to begin with, made by the use cases themselves."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from auth.tokens import fingerprint
from data.session import SERVICE
from graph.operations import Patch, parse_operations
from services import deployments, drafts, executions, projects, workflows
from services.app import App
from services.context import Actor
from services.views import ExecutionRow, ProjectRow, WorkflowRow
from tests.engine.graphs import Graph, delay, end, graph, manual

RUNNABLE = graph(manual(), delay("wait", "1h"), end(), "start -> wait -> end")
_numbers = count(1)


async def someone(app: App, name: str) -> Actor:
    async with app.database.work(SERVICE) as work:
        person = await work.access.admin(uuid4(), email=f"{uuid4()}@example.org", display_name=name)
    return Actor(**asdict(person))


async def signed_in(app: App, actor: Actor) -> Actor:
    """The same person, through a browser."""
    session = fingerprint(str(uuid4()))
    async with app.database.work(SERVICE) as work:
        await work.access.add_session(session, actor.user_id, None, 3600)
    return replace(actor, session_id=session)


async def a_project(app: App, actor: Actor) -> ProjectRow:
    return await projects.create_project(app, actor, name=f"Project {next(_numbers)}")


async def a_workflow(app: App, actor: Actor, drawn: Graph | None = None) -> WorkflowRow:
    """A draft, empty unless something is drawn."""
    project = await a_project(app, actor)
    workflow = await workflows.create_workflow(
        app, actor, project_id=project.id, display_name=f"Workflow {next(_numbers)}"
    )
    if drawn is not None:
        await drafts.save_patch(app, actor, workflow.id, drawing(drawn))
    return workflow


async def a_deployed_workflow(app: App, actor: Actor, drawn: Graph = RUNNABLE) -> WorkflowRow:
    workflow = await a_workflow(app, actor, drawn)
    await deployments.deploy(app, actor, workflow.id)
    return workflow


async def an_execution(
    app: App, actor: Actor, workflow_id: UUID | None = None, input: Any = None
) -> ExecutionRow:
    """One that waits for an hour, or for ever where nothing runs it."""
    workflow_id = workflow_id or (await a_deployed_workflow(app, actor)).id
    return await executions.start_execution(app, actor, workflow_id, input)


def drawing(drawn: Graph) -> Patch:
    """The patch that draws a graph."""
    nodes = [{"op": "add_node", "node": node} for node in drawn["nodes"]]
    edges = [{"op": "add_edge", "edge": edge} for edge in drawn["edges"]]
    return patch(*nodes, *edges)


def patch(*operations: dict[str, Any], client: str = "") -> Patch:
    return Patch(id=str(uuid4()), client=client, operations=tuple(parse_operations(list(operations))))
