"""Drafts: opening one, saving patches of it, following those of others, and what is wrong with it."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from engine.activities import ACTIVITY_SPECS
from graph.catalogue import ActivitySpec
from graph.definition import Definition
from graph.errors import NotFound
from graph.node_types import describe
from graph.operations import Patch, apply
from graph.problems import Problem
from graph.rules import check
from services.app import App
from services.context import Actor
from services.views import Draft, StoredPatch

_GONE = "This workflow does not exist, or was archived."


async def open_draft(app: App, actor: Actor, workflow_id: UUID) -> Draft:
    """The draft as it is now; raises NotFound."""
    async with app.read(actor) as work:
        rows = await work.overview.workflows(only=workflow_id)
        found = await work.workflows.get(workflow_id)
        if not rows or found is None:
            raise NotFound(_GONE)
        definition = app.drafts.read(found.id, found.revision, found.definition)
        return Draft(rows[0], definition, found.revision)


async def save_patch(app: App, actor: Actor, workflow_id: UUID, patch: Patch) -> int:
    """The revision that the patch made; a patch that was saved before changes nothing.

    Raises NotFound, and InvalidInput for operations that no definition can hold.
    """
    async with app.change(actor) as work:
        found = await work.workflows.get(workflow_id, for_update=True)
        if found is None:
            raise NotFound(_GONE)
        known = await work.workflows.patch(workflow_id, patch.id)
        if known:
            return known.revision
        before = app.drafts.read(found.id, found.revision, found.definition)
        after = apply(before, patch.operations)
        found.definition, found.revision = after.to_json(), found.revision + 1
        operations = [operation.model_dump(mode="json", by_alias=True) for operation in patch.operations]
        await work.workflows.add_patch(found, patch_id=patch.id, client=patch.client, operations=operations)
        await work.projections.follow(found.id, before, after)
        work.notify("workflow_changed", found.id)
        if found.revision == 1 or found.current_version_id:
            work.notify("project_changed", found.project_id)
        revision = found.revision
    app.drafts.keep(workflow_id, revision, after)
    return revision


async def patches_since(app: App, actor: Actor, workflow_id: UUID, revision: int) -> list[StoredPatch] | None:
    """What was saved after a revision, in order; None when too much was: then open the draft again."""
    async with app.read(actor) as work:
        current = await work.workflows.revision(workflow_id)
        if current is None:
            raise NotFound(_GONE)
        if current == revision:
            return []
        found = await work.workflows.patches_after(workflow_id, revision)
        return found if len(found) == current - revision else None


async def check_draft(definition: Definition) -> list[Problem]:
    """Everything that is wrong with a definition; large ones are checked beside the event loop."""
    return await asyncio.to_thread(check, definition, ACTIVITY_SPECS)


def node_types() -> list[dict[str, Any]]:
    """Every node type as canvas, palette and inspector read it."""
    return describe()


def activities() -> list[ActivitySpec]:
    """Every activity that a node may name."""
    return list(ACTIVITY_SPECS.values())


def activity_descriptions() -> list[dict[str, Any]]:
    """Every activity as canvas and palette read it."""
    return [
        {
            "name": spec.name,
            "label": spec.label,
            "icon": spec.icon,
            "summary": spec.summary,
            "category": spec.category,
            "description": spec.description,
        }
        for spec in ACTIVITY_SPECS.values()
    ]
