"""Rows to begin with: a person, a project, a workflow, an execution; each made by the repositories themselves."""

from itertools import count
from uuid import UUID, uuid4

from data.models import Project, Workflow, WorkflowExecution
from data.session import SERVICE, Actor, Database
from graph.definition import Definition

_numbers = count(1)


async def a_person(database: Database) -> Actor:
    async with database.work(SERVICE) as work:
        person = await work.access.admin(uuid4(), email=f"{uuid4()}@example.org", display_name="Ada")
    return Actor(person.user_id, person.role)


async def a_project(database: Database, actor: Actor, name: str = "Parcels") -> Project:
    async with database.work(actor) as work:
        return await work.projects.create(name=name, description="", task_queue_name=f"queue-{uuid4()}")


async def a_workflow(
    database: Database, actor: Actor, project: Project | None = None, definition: Definition | None = None
) -> Workflow:
    project = project or await a_project(database, actor)
    definition = definition or Definition()
    async with database.work(actor) as work:
        workflow = await work.workflows.create(
            project_id=project.id,
            task_queue_name=project.task_queue_name,
            display_name="Parcel watch",
            kebab_name=f"parcel-watch-{next(_numbers)}",
            definition=definition.to_json(),
        )
        await work.projections.follow(workflow.id, Definition(), definition)
        return workflow


async def a_version(database: Database, actor: Actor, workflow_id: UUID) -> UUID:
    async with database.work(actor) as work:
        workflow = await work.workflows.get(workflow_id, for_update=True)
        assert workflow
        definition = Definition.model_validate(workflow.definition)
        version = await work.workflows.deploy(
            workflow, definition=workflow.definition, content_hash=definition.content_hash(), note=""
        )
        return version.id


async def an_execution(database: Database, actor: Actor, workflow: Workflow) -> WorkflowExecution:
    version_id = await a_version(database, actor, workflow.id)
    async with database.work(actor) as work:
        return await work.executions.create(
            workflow_id=workflow.id,
            project_id=workflow.project_id,
            version_id=version_id,
            kebab_name=workflow.kebab_name,
            input={"tracking": ["A"]},
        )
