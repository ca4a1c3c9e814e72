"""Deploying: a draft becomes an immutable version."""

from __future__ import annotations

from uuid import UUID

from engine.activities import ACTIVITY_SPECS
from graph.changes import Changes, changes_between
from graph.definition import Definition
from graph.errors import NotDeployable, NotFound
from graph.loading import parse_values
from graph.problems import Severity
from graph.rules import check
from services.app import App
from services.context import Actor
from services.views import VersionRow


async def deploy(app: App, actor: Actor, workflow_id: UUID, *, note: str = "") -> VersionRow:
    """The new current version, or the present one when the draft is the same; the workflow becomes active.

    Raises NotDeployable with every error of the draft.
    """
    async with app.change(actor) as work:
        found = await work.workflows.get(workflow_id, for_update=True)
        if found is None:
            raise NotFound("This workflow does not exist, or was archived.")
        definition = app.drafts.read(found.id, found.revision, found.definition)
        errors = [
            problem for problem in check(definition, ACTIVITY_SPECS) if problem.severity is Severity.ERROR
        ]
        if errors:
            raise NotDeployable(errors)
        current = await work.workflows.version(found.current_version_id) if found.current_version_id else None
        if current is None or current.definition != found.definition:
            current = await work.workflows.deploy(
                found, definition=found.definition, content_hash=definition.content_hash(), note=note.strip()
            )
            work.notify("workflow_changed", found.id)
            work.notify("project_changed", found.project_id)
        return VersionRow(current.id, found.id, current.number, current.note, current.created_at)


async def changes_since_deploy(
    app: App, actor: Actor, workflow_id: UUID, draft: Definition
) -> Changes | None:
    """What a draft would change in the deployed version; None before the first Deploy."""
    async with app.read(actor) as work:
        found = await work.workflows.get(workflow_id)
        if found is None:
            raise NotFound("This workflow does not exist, or was archived.")
        current = await work.workflows.version(found.current_version_id) if found.current_version_id else None
        if current is None:
            return None
        deployed = parse_values(current.definition)
    return changes_between(deployed, draft)
