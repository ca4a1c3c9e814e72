"""Deploying: what is refused, and what a version keeps."""

import asyncio
from uuid import uuid4

import pytest

from graph.definition import Definition
from graph.errors import NotDeployable, NotFound
from graph.statuses import WorkflowStatus
from services import deployments, drafts, executions, workflows
from services.app import App
from services.context import Actor
from tests.engine.graphs import delay, end, graph, manual
from tests.services.building import RUNNABLE, a_deployed_workflow, a_workflow, an_execution, patch

TWO_FAULTS = graph(
    manual(), delay("wait", "soon"), delay("rest", "later"), end(), "start -> wait -> rest -> end"
)


def labelled(label: str):
    return patch({"op": "set_data", "id": "wait", "path": ["label"], "value": label})


async def test_the_first_deploy_makes_the_workflow_active(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    version = await deployments.deploy(app, ada, workflow.id, note="  At last ")
    assert (version.workflow_id, version.number, version.note) == (workflow.id, 1, "At last")
    row = await workflows.workflow(app, ada, workflow.id)
    assert (row.status, row.version_number) == (WorkflowStatus.ACTIVE, 1)
    assert not row.changed_since_deploy


async def test_a_draft_with_errors_is_refused_with_all_of_them(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, TWO_FAULTS)
    with pytest.raises(NotDeployable) as refused:
        await deployments.deploy(app, ada, workflow.id)
    assert {problem.node_id for problem in refused.value.problems} == {"wait", "rest"}
    row = await workflows.workflow(app, ada, workflow.id)
    assert (row.status, row.version_number) == (WorkflowStatus.DRAFT, None)


async def test_a_refused_draft_leaves_the_version_before_it(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    breaking = {"op": "set_data", "id": "wait", "path": ["config", "duration"], "value": "soon"}
    await drafts.save_patch(app, ada, workflow.id, patch(breaking))
    with pytest.raises(NotDeployable):
        await deployments.deploy(app, ada, workflow.id)
    assert (await workflows.workflow(app, ada, workflow.id)).version_number == 1


async def test_the_same_draft_is_the_same_version(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    versions = await asyncio.gather(*(deployments.deploy(app, ada, workflow.id) for _ in range(3)))
    assert len({version.id for version in versions}) == 1


async def test_another_draft_is_the_next_version(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    await drafts.save_patch(app, ada, workflow.id, labelled("Rest"))
    assert (await workflows.workflow(app, ada, workflow.id)).changed_since_deploy
    assert (await deployments.deploy(app, ada, workflow.id)).number == 2


async def test_what_runs_keeps_its_version_whatever_is_drawn_and_deployed_later(
    app_with_temporal: App, ada: Actor
):
    app = app_with_temporal
    run = await an_execution(app, ada)
    await drafts.save_patch(app, ada, run.workflow_id, labelled("Rest"))
    await deployments.deploy(app, ada, run.workflow_id)
    earlier = await executions.execution(app, ada, run.id)
    assert earlier.definition == Definition.model_validate(RUNNABLE)
    later = await an_execution(app, ada, run.workflow_id)
    assert (earlier.row.version_number, later.version_number) == (1, 2)


async def test_what_a_deploy_would_change_is_known_before(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    opened = await drafts.open_draft(app, ada, workflow.id)
    assert await deployments.changes_since_deploy(app, ada, workflow.id, opened.definition) is None
    await deployments.deploy(app, ada, workflow.id)
    await drafts.save_patch(app, ada, workflow.id, labelled("Rest"))
    opened = await drafts.open_draft(app, ada, workflow.id)
    changes = await deployments.changes_since_deploy(app, ada, workflow.id, opened.definition)
    assert changes
    assert [change.node.id for change in changes.nodes] == ["wait"]


async def test_what_does_not_exist_or_is_someone_elses_is_not_found(app: App, ada: Actor, bob: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    for who, id in ((ada, uuid4()), (bob, workflow.id)):
        for use in (
            deployments.deploy(app, who, id),
            deployments.changes_since_deploy(app, who, id, Definition()),
        ):
            with pytest.raises(NotFound):
                await use
    assert (await workflows.workflow(app, ada, workflow.id)).version_number is None
