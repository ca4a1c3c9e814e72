"""Workflows: their two names, where they are seen, and how they go."""

import asyncio
from uuid import uuid4

import pytest

from graph.errors import AlreadyExists, InvalidInput, NotFound
from graph.statuses import WorkflowStatus
from services import drafts, executions, projects, workflows
from services.app import App
from services.context import Actor
from services.executions import ExecutionFilter
from tests.services.building import a_project, a_workflow, an_execution


async def test_a_new_workflow_is_an_empty_draft_with_a_name_for_machines(app: App, ada: Actor):
    project = await a_project(app, ada)
    made = await workflows.create_workflow(
        app, ada, project_id=project.id, display_name=" Late  returns, daily "
    )
    assert (made.display_name, made.kebab_name) == ("Late returns, daily", "late-returns-daily")
    assert (made.status, made.version_number) == (WorkflowStatus.DRAFT, None)
    assert (await drafts.open_draft(app, ada, made.id)).definition.nodes == ()


async def test_a_template_is_drawn_from_the_start(app: App, ada: Actor):
    project = await a_project(app, ada)
    for template in workflows.templates():
        made = await workflows.create_workflow(
            app, ada, project_id=project.id, display_name=template.name, template=template.key
        )
        assert (await drafts.open_draft(app, ada, made.id)).definition == template.definition


async def test_workflows_of_one_name_get_kebab_names_of_their_own(app: App, ada: Actor):
    project = await a_project(app, ada)
    made = [
        await workflows.create_workflow(app, ada, project_id=project.id, display_name="Returns")
        for _ in range(3)
    ]
    assert len({row.kebab_name for row in made}) == 3
    free = await workflows.free_kebab_name(app, ada, "Returns")
    assert free not in {row.kebab_name for row in made}


async def test_workflows_made_at_once_get_kebab_names_of_their_own(app: App, ada: Actor):
    project = await a_project(app, ada)
    made = await asyncio.gather(
        *(
            workflows.create_workflow(app, ada, project_id=project.id, display_name="Returns")
            for _ in range(4)
        )
    )
    assert len({row.kebab_name for row in made}) == 4


async def test_two_people_may_use_one_kebab_name(app: App, ada: Actor, bob: Actor):
    workflow = await a_workflow(app, ada)
    project = await a_project(app, bob)
    his = await workflows.create_workflow(
        app, bob, project_id=project.id, display_name="His", kebab_name=workflow.kebab_name
    )
    assert his.kebab_name == workflow.kebab_name


async def test_either_name_can_be_changed_alone(app: App, ada: Actor):
    workflow = await a_workflow(app, ada)
    renamed = await workflows.rename_workflow(app, ada, workflow.id, display_name=" Other ")
    assert (renamed.display_name, renamed.kebab_name) == ("Other", workflow.kebab_name)
    renamed = await workflows.rename_workflow(app, ada, workflow.id, kebab_name="another")
    assert (renamed.display_name, renamed.kebab_name) == ("Other", "another")
    assert await workflows.workflow(app, ada, workflow.id) == renamed


async def test_a_kebab_name_that_is_taken_is_refused_at_its_field_and_its_own_is_not(app: App, ada: Actor):
    workflow, other = await a_workflow(app, ada), await a_workflow(app, ada)
    with pytest.raises(AlreadyExists) as refused:
        await workflows.rename_workflow(app, ada, workflow.id, kebab_name=other.kebab_name)
    assert refused.value.field == "kebab_name"
    await workflows.rename_workflow(app, ada, workflow.id, kebab_name=workflow.kebab_name)


@pytest.mark.parametrize("kebab_name", ["", "Late", "late_returns", "-late", "late--returns", "späte"])
async def test_a_kebab_name_is_small_letters_digits_and_hyphens(app: App, ada: Actor, kebab_name: str):
    workflow = await a_workflow(app, ada)
    with pytest.raises(InvalidInput) as refused:
        await workflows.rename_workflow(app, ada, workflow.id, display_name="New", kebab_name=kebab_name)
    assert refused.value.field == "kebab_name"
    assert await workflows.workflow(app, ada, workflow.id) == workflow


async def test_an_execution_keeps_the_type_with_which_it_started(app_with_temporal: App, ada: Actor):
    app = app_with_temporal
    run = await an_execution(app, ada)
    before = (await executions.execution(app, ada, run.id)).kebab_name
    await workflows.rename_workflow(app, ada, run.workflow_id, kebab_name="renamed")
    assert (await executions.execution(app, ada, run.id)).kebab_name == before


async def test_an_archived_workflow_leaves_the_lists_and_its_executions_stay(
    app_with_temporal: App, ada: Actor
):
    app = app_with_temporal
    run = await an_execution(app, ada)
    await workflows.archive_workflow(app, ada, run.workflow_id)
    assert (await projects.project_page(app, ada, run.project_id)).workflows == ()
    with pytest.raises(NotFound):
        await workflows.workflow(app, ada, run.workflow_id)
    with pytest.raises(NotFound):
        await workflows.archive_workflow(app, ada, run.workflow_id)
    rows = (await executions.list_executions(app, ada, ExecutionFilter())).rows
    assert [row.id for row in rows] == [run.id]


async def test_the_kebab_name_of_an_archived_workflow_stays_taken(app: App, ada: Actor):
    workflow, other = await a_workflow(app, ada), await a_workflow(app, ada)
    await workflows.archive_workflow(app, ada, workflow.id)
    with pytest.raises(AlreadyExists, match="perhaps archived"):
        await workflows.rename_workflow(app, ada, other.id, kebab_name=workflow.kebab_name)


async def test_what_does_not_exist_or_is_someone_elses_is_not_found(app: App, ada: Actor, bob: Actor):
    workflow = await a_workflow(app, ada)
    for who, id in ((ada, uuid4()), (bob, workflow.id)):
        for use in (
            workflows.workflow(app, who, id),
            workflows.rename_workflow(app, who, id, display_name="Mine"),
            workflows.archive_workflow(app, who, id),
        ):
            with pytest.raises(NotFound):
                await use
    assert await workflows.workflow(app, ada, workflow.id) == workflow
