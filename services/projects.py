"""Projects: everything at a glance, and one project with its workflows."""

from __future__ import annotations

from uuid import UUID

from graph.errors import AlreadyExists, InvalidInput, NotFound
from graph.names import kebab_name, unique_name
from graph.statuses import ExecutionStatus
from services.app import App
from services.context import Actor
from services.views import HomePage, ProjectPage, ProjectRow

LONGEST_NAME = 80
_AT_A_GLANCE = 8


async def list_projects(app: App, actor: Actor) -> list[ProjectRow]:
    async with app.read(actor) as work:
        return await work.overview.projects()


async def home_page(app: App, actor: Actor) -> HomePage:
    """All projects, what runs now, what was edited lately."""
    running = (ExecutionStatus.BUILDING, ExecutionStatus.RUNNING)
    async with app.read(actor) as work:
        return HomePage(
            tuple(await work.overview.projects()),
            tuple(await work.overview.executions(statuses=running, limit=_AT_A_GLANCE)),
            tuple(await work.overview.workflows(limit=_AT_A_GLANCE)),
        )


async def project_page(app: App, actor: Actor, project_id: UUID) -> ProjectPage:
    """A project and its workflows; raises NotFound."""
    async with app.read(actor) as work:
        found = await work.overview.projects(only=project_id)
        if not found:
            raise NotFound("This project does not exist, or was archived.")
        return ProjectPage(found[0], tuple(await work.overview.workflows(project_id=project_id)))


async def create_project(app: App, actor: Actor, *, name: str, description: str = "") -> ProjectRow:
    """A project with a task queue of its own; raises InvalidInput for a name that is empty, long or taken."""
    name = checked_name(name, field="name")
    async with app.change(actor) as work:
        await work.lock_names()
        if await work.projects.named(name):
            raise AlreadyExists(f"You have a project named “{name}”.", field="name")
        wanted = kebab_name(name)
        queue = unique_name(wanted, await work.projects.queue_names(wanted))
        project = await work.projects.create(
            name=name, description=description.strip(), task_queue_name=queue
        )
        work.notify("project_changed", project.id)
        return (await work.overview.projects(only=project.id))[0]


def checked_name(name: str, *, field: str) -> str:
    """A display name without spaces around it; raises InvalidInput where it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise InvalidInput("A name is needed.", field=field)
    if len(name) > LONGEST_NAME:
        raise InvalidInput(
            f"A name has at most {LONGEST_NAME} characters; this has {len(name)}.", field=field
        )
    return name
