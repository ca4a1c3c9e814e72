"""Projects: names, task queues, and what an archived one still allows."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text

from data.session import SERVICE
from graph.errors import AlreadyExists, InvalidInput, NotFound
from services import executions, projects, workflows
from services.app import App
from services.context import Actor
from tests.services.building import a_deployed_workflow, a_project


async def test_a_new_project_is_listed_with_a_task_queue_of_its_own(app: App, ada: Actor):
    made = await projects.create_project(app, ada, name="  Late   returns ", description=" Parcels ")
    assert (made.name, made.description) == ("Late returns", "Parcels")
    assert made.task_queue_name == "late-returns"
    assert made in await projects.list_projects(app, ada)


async def test_two_people_may_use_one_name_but_never_one_task_queue(app: App, ada: Actor, bob: Actor):
    hers = await projects.create_project(app, ada, name="Returns")
    his = await projects.create_project(app, bob, name="Returns")
    assert hers.task_queue_name != his.task_queue_name


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
async def test_a_name_is_neither_empty_nor_endless(app: App, ada: Actor, name: str):
    with pytest.raises(InvalidInput) as refused:
        await projects.create_project(app, ada, name=name)
    assert refused.value.field == "name"


async def test_a_name_is_taken_once(app: App, ada: Actor):
    taken = await a_project(app, ada)
    with pytest.raises(AlreadyExists) as refused:
        await projects.create_project(app, ada, name=f" {taken.name} ")
    assert refused.value.field == "name"
    assert len(await projects.list_projects(app, ada)) == 2  # and the default one


async def test_two_projects_that_take_one_name_at_once_are_one(app: App, ada: Actor):
    made = await asyncio.gather(
        *(projects.create_project(app, ada, name="Returns") for _ in range(4)), return_exceptions=True
    )
    refused = [each for each in made if isinstance(each, AlreadyExists)]
    assert len(refused) == 3, made


async def test_a_project_shows_its_workflows_and_no_others(app: App, ada: Actor):
    workflow = await a_deployed_workflow(app, ada)
    await a_deployed_workflow(app, ada)
    page = await projects.project_page(app, ada, workflow.project_id)
    assert [row.id for row in page.workflows] == [workflow.id]


async def test_home_shows_everything_of_one_person(app: App, ada: Actor, bob: Actor):
    workflow = await a_deployed_workflow(app, ada)
    assert [row.id for row in (await projects.home_page(app, ada)).edited] == [workflow.id]
    assert (await projects.home_page(app, bob)).edited == ()


async def test_what_does_not_exist_or_is_someone_elses_is_not_found(app: App, ada: Actor, bob: Actor):
    project = await a_project(app, ada)
    for who, project_id in ((ada, uuid4()), (bob, project.id)):
        with pytest.raises(NotFound):
            await projects.project_page(app, who, project_id)
        with pytest.raises(NotFound):
            await workflows.create_workflow(app, who, project_id=project_id, display_name="Mine")


async def test_an_archived_project_is_gone_and_its_workflows_rest(app_with_temporal: App, ada: Actor):
    app = app_with_temporal
    workflow = await a_deployed_workflow(app, ada)
    await _archive(app, workflow.project_id)
    assert workflow.project_id not in {row.id for row in await projects.list_projects(app, ada)}
    for use in (
        projects.project_page(app, ada, workflow.project_id),
        workflows.workflow(app, ada, workflow.id),
        workflows.create_workflow(app, ada, project_id=workflow.project_id, display_name="New"),
        executions.start_execution(app, ada, workflow.id, None),
    ):
        with pytest.raises(NotFound):
            await use


async def _archive(app: App, project_id: object) -> None:
    async with app.database.work(SERVICE) as work:
        archive = text("UPDATE projects SET is_archived = true WHERE id = :id")
        await work.access._session.execute(archive, {"id": project_id})
