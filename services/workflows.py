"""Workflows: making, naming and archiving them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from data.repositories.workflows import Workflows
from graph.definition import Definition
from graph.errors import AlreadyExists, InvalidInput, NotFound
from graph.names import is_kebab_name, unique_name
from graph.names import kebab_name as kebab_name_of
from graph.templates import TEMPLATES
from services.app import App
from services.context import Actor
from services.projects import checked_name
from services.views import WorkflowRow


@dataclass(frozen=True)
class TemplateInfo:
    """A definition to start from."""

    key: str
    name: str
    description: str
    definition: Definition


def templates() -> list[TemplateInfo]:
    return [
        TemplateInfo(key, found.name, found.description, found.definition) for key, found in TEMPLATES.items()
    ]


async def workflow(app: App, actor: Actor, workflow_id: UUID) -> WorkflowRow:
    """A workflow without its draft; raises NotFound."""
    async with app.read(actor) as work:
        found = await work.overview.workflows(only=workflow_id)
        if not found:
            raise NotFound("This workflow does not exist, or was archived.")
        return found[0]


async def free_kebab_name(app: App, actor: Actor, display_name: str) -> str:
    """The kebab name that a new workflow of this name would get."""
    async with app.read(actor) as work:
        return await _free_name(work.workflows, display_name)


async def create_workflow(
    app: App,
    actor: Actor,
    *,
    project_id: UUID,
    display_name: str,
    kebab_name: str | None = None,
    template: str | None = None,
) -> WorkflowRow:
    """A draft, empty or from a template; raises InvalidInput with the field `display_name` or `kebab_name`."""
    display_name = checked_name(display_name, field="display_name")
    definition = TEMPLATES[template].definition if template else Definition()
    async with app.change(actor) as work:
        project = await work.projects.get(project_id)
        if project is None:
            raise NotFound("This project does not exist, or was archived.")
        await work.lock_names()
        if kebab_name is None:
            kebab_name = await _free_name(work.workflows, display_name)
        else:
            await _check_free(work.workflows, kebab_name)
        created = await work.workflows.create(
            project_id=project.id,
            task_queue_name=project.task_queue_name,
            display_name=display_name,
            kebab_name=kebab_name,
            definition=definition.to_json(),
        )
        await work.projections.follow(created.id, Definition(), definition)
        work.notify("project_changed", project.id)
        return (await work.overview.workflows(only=created.id))[0]


async def rename_workflow(
    app: App,
    actor: Actor,
    workflow_id: UUID,
    *,
    display_name: str | None = None,
    kebab_name: str | None = None,
) -> WorkflowRow:
    """Changes one name or both; executions that run keep the type with which they started."""
    async with app.change(actor) as work:
        found = await work.workflows.get(workflow_id, for_update=True)
        if found is None:
            raise NotFound("This workflow does not exist, or was archived.")
        if display_name is not None:
            found.display_name = checked_name(display_name, field="display_name")
        if kebab_name is not None and kebab_name != found.kebab_name:
            await work.lock_names()
            await _check_free(work.workflows, kebab_name)
            found.kebab_name = kebab_name
        await work.flush()
        work.notify("project_changed", found.project_id)
        work.notify("workflow_changed", found.id)
        return (await work.overview.workflows(only=workflow_id))[0]


async def archive_workflow(app: App, actor: Actor, workflow_id: UUID) -> None:
    """Takes the workflow out of every list; its executions stay."""
    async with app.change(actor) as work:
        found = await work.workflows.get(workflow_id, for_update=True)
        if found is None:
            raise NotFound("This workflow does not exist, or was archived already.")
        found.is_archived = True
        await work.flush()
        work.notify("project_changed", found.project_id)
        work.notify("workflow_changed", found.id)


async def _free_name(workflows: Workflows, display_name: str) -> str:
    wanted = kebab_name_of(display_name)
    return unique_name(wanted, await workflows.kebab_names(wanted))


async def _check_free(workflows: Workflows, kebab_name: str) -> None:
    if not is_kebab_name(kebab_name):
        raise InvalidInput(
            "Small letters, digits and single hyphens only, e.g. late-returns.", field="kebab_name"
        )
    if kebab_name in await workflows.kebab_names(kebab_name):
        raise AlreadyExists(
            f"You have a workflow named “{kebab_name}”, perhaps archived.", field="kebab_name"
        )
