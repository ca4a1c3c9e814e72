import asyncio

from data.repositories.overview import Cursor
from graph.statuses import WorkflowStatus
from tests.data.factories import a_person, a_project, a_version, a_workflow, an_execution


async def save(database, actor, workflow, patch_id):
    async with database.work(actor) as work:
        locked = await work.workflows.get(workflow.id, for_update=True)
        if await work.workflows.patch(workflow.id, patch_id) is None:
            locked.revision += 1
            await work.workflows.add_patch(
                locked, patch_id=patch_id, client="c", operations=[{"op": patch_id}]
            )


async def test_patches_that_arrive_at_once_get_consecutive_revisions_and_each_counts_once(database):
    actor = await a_person(database)
    workflow = await a_workflow(database, actor)
    ids = ["patch-a", "patch-b", "patch-a", "patch-c"]
    await asyncio.gather(*(save(database, actor, workflow, id) for id in ids))
    async with database.work(actor) as work:
        patches = await work.workflows.patches_after(workflow.id, 0)
        assert [patch.revision for patch in patches] == [1, 2, 3]
        assert {patch.id for patch in patches} == {"patch-a", "patch-b", "patch-c"}
        assert await work.workflows.revision(workflow.id) == 3
        assert [patch.revision for patch in await work.workflows.patches_after(workflow.id, 2)] == [3]


async def test_every_deploy_makes_the_next_version_and_the_current_one(database):
    actor = await a_person(database)
    workflow = await a_workflow(database, actor)
    async with database.work(actor) as work:
        [row] = await work.overview.workflows()
        assert (row.status, row.version_number) == (WorkflowStatus.DRAFT, None)
    await a_version(database, actor, workflow.id)
    second = await a_version(database, actor, workflow.id)
    async with database.work(actor) as work:
        [row] = await work.overview.workflows()
        assert (row.status, row.version_number) == (WorkflowStatus.ACTIVE, 2)
        assert not row.changed_since_deploy
        found = await work.workflows.get(workflow.id)
        assert found.current_version_id == second
    await save(database, actor, workflow, "patch-after")
    async with database.work(actor) as work:
        [row] = await work.overview.workflows()
        assert row.changed_since_deploy


async def test_what_belongs_to_someone_else_is_not_there(database):
    owner, other = await a_person(database), await a_person(database)
    workflow = await a_workflow(database, owner)
    execution = await an_execution(database, owner, workflow)
    async with database.work(other) as work:
        assert await work.workflows.get(workflow.id) is None
        assert await work.projects.get(workflow.project_id) is None
        assert await work.executions.get(execution.id) is None
        assert await work.overview.projects() == []
        assert await work.overview.workflows() == []
        assert await work.overview.executions() == []


async def test_the_default_project_comes_first_and_projects_count_what_they_hold(database):
    actor = await a_person(database)
    await a_project(database, actor, "Aardvarks")
    busy = await a_project(database, actor, "Bees")
    workflow = await a_workflow(database, actor, busy)
    await an_execution(database, actor, workflow)
    async with database.work(actor) as work:
        rows = await work.overview.projects()
    assert rows[0].is_default
    assert [row.name for row in rows[1:]] == ["Aardvarks", "Bees"]
    assert (rows[2].workflows, rows[2].running, len(rows[2].days)) == (1, 1, 14)
    assert sum(day.other for day in rows[2].days) == 1


async def test_executions_are_numbered_per_workflow_and_listed_page_by_page(database):
    actor = await a_person(database)
    workflow = await a_workflow(database, actor)
    made = [await an_execution(database, actor, workflow) for _ in range(5)]
    assert [execution.number for execution in made] == [1, 2, 3, 4, 5]
    seen, after = [], None
    while True:
        async with database.work(actor) as work:
            page = await work.overview.executions(workflow_id=workflow.id, after=after, limit=2)
        if not page:
            break
        seen += [row.number for row in page]
        after = Cursor(page[-1].started_at, page[-1].id)
    assert seen == [5, 4, 3, 2, 1]
