"""Drafts: patches of several editors, each counted once, and what no definition can hold."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from data.repositories import workflows as repository
from graph.definition import Definition
from graph.errors import InvalidInput, NotFound
from graph.operations import Patch, apply, parse_operations
from services import drafts
from services.app import App
from services.context import Actor
from services.draft_cache import DraftCache
from tests.engine.graphs import end, manual
from tests.services.building import RUNNABLE, a_workflow, patch


def moved(node_id: str, x: float, client: str = "") -> Patch:
    position = {"x": x, "y": 0}
    return patch({"op": "move_nodes", "positions": {node_id: position}}, client=client)


async def test_patches_of_two_editors_that_arrive_at_once_converge(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    opened = await drafts.open_draft(app, ada, workflow.id)
    patches = [moved(node, x, client) for x in range(5) for node, client in (("start", "a"), ("end", "b"))]
    revisions = await asyncio.gather(
        *(drafts.save_patch(app, ada, workflow.id, each) for each in [*patches, moved("start", 99, "b")])
    )
    assert sorted(revisions) == list(range(opened.revision + 1, opened.revision + 12))
    followed = opened.definition
    for stored in await drafts.patches_since(app, ada, workflow.id, opened.revision) or ():
        followed = apply(followed, parse_operations(stored.operations))
    assert followed == (await drafts.open_draft(app, ada, workflow.id)).definition


async def test_each_editor_hears_of_the_others_patches_by_name(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    revision = await drafts.save_patch(app, ada, workflow.id, moved("start", 5, "a"))
    (heard,) = await drafts.patches_since(app, ada, workflow.id, revision - 1) or ()
    assert (heard.client, heard.author, heard.revision) == ("a", ada.user_id, revision)
    assert await drafts.patches_since(app, ada, workflow.id, revision) == []


async def test_a_patch_that_is_sent_again_changes_nothing(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    sent = moved("start", 5)
    revision = await drafts.save_patch(app, ada, workflow.id, sent)
    await drafts.save_patch(app, ada, workflow.id, moved("start", 7))
    before = await drafts.open_draft(app, ada, workflow.id)
    assert await drafts.save_patch(app, ada, workflow.id, sent) == revision
    after = await drafts.open_draft(app, ada, workflow.id)
    assert (after.revision, after.definition) == (before.revision, before.definition)


async def test_a_patch_that_is_sent_twice_at_once_counts_once(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    sent = moved("start", 5)
    revisions = await asyncio.gather(*(drafts.save_patch(app, ada, workflow.id, sent) for _ in range(4)))
    assert len(set(revisions)) == 1


async def test_what_another_process_saved_is_built_upon(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    there = replace(app, drafts=DraftCache())
    await drafts.open_draft(there, ada, workflow.id)
    await drafts.save_patch(app, ada, workflow.id, moved("start", 5))
    await drafts.save_patch(there, ada, workflow.id, moved("end", 6))
    definition = (await drafts.open_draft(app, ada, workflow.id)).definition
    assert [node.position.x for node in definition.nodes if node.id != "wait"] == [5, 6]


async def test_who_is_too_far_behind_opens_the_draft_again(
    app: App, ada: Actor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(repository, "PATCHES_KEPT", 10)
    workflow = await a_workflow(app, ada, RUNNABLE)
    for x in range(99):
        await drafts.save_patch(app, ada, workflow.id, moved("start", x))
    assert await drafts.patches_since(app, ada, workflow.id, 80) is None
    assert len(await drafts.patches_since(app, ada, workflow.id, 95) or ()) == 5


async def test_an_operation_that_no_definition_can_hold_undoes_its_whole_patch(app: App, ada: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    before = await drafts.open_draft(app, ada, workflow.id)
    broken = patch(
        {"op": "remove_node", "id": "end"},
        {"op": "set_data", "id": "wait", "path": ["retry", "attempts"], "value": 0},
    )
    with pytest.raises(InvalidInput) as refused:
        await drafts.save_patch(app, ada, workflow.id, broken)
    assert refused.value.field == "retry.attempts"
    after = await drafts.open_draft(app, ada, workflow.id)
    assert (after.revision, after.definition) == (before.revision, before.definition)
    assert await drafts.patches_since(app, ada, workflow.id, before.revision) == []


async def test_what_does_not_exist_or_is_someone_elses_is_not_found(app: App, ada: Actor, bob: Actor):
    workflow = await a_workflow(app, ada, RUNNABLE)
    before = await drafts.open_draft(app, ada, workflow.id)
    for who, id in ((ada, uuid4()), (bob, workflow.id)):
        for use in (
            drafts.open_draft(app, who, id),
            drafts.save_patch(app, who, id, moved("start", 5)),
            drafts.patches_since(app, who, id, 0),
        ):
            with pytest.raises(NotFound):
                await use
    assert await drafts.open_draft(app, ada, workflow.id) == before


async def test_problems_name_their_node():
    drawn = {"schema_version": 1, "nodes": [manual(), end()], "edges": []}
    problems = await drafts.check_draft(Definition.model_validate(drawn))
    assert "end" in {problem.node_id for problem in problems}
