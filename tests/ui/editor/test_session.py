"""One open editor saves what it draws, follows others, and loses nothing while the database is away."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from graph.definition import Definition
from graph.errors import InvalidInput, Unavailable
from graph.operations import Patch, apply, parse_operations
from graph.statuses import WorkflowStatus
from services.views import Draft, StoredPatch, WorkflowRow
from ui.pages.editor import session as editor_session
from ui.pages.editor.session import EditorSession, Listeners
from ui.session import PageContext

ME, OTHER = "me-client", "other-client"
DELAY = {"id": "wait", "type": "delay", "data": {"label": "Wait", "config": {"duration": "2s"}}}


class Drafts:
    """The use cases of drafts over a list."""

    def __init__(self):
        self.definition = Definition.model_validate({"nodes": [DELAY]})
        self.patches: list[StoredPatch] = []
        self.away = False
        self.too_far = False
        self.refusal: str | None = None

    async def save_patch(self, app, actor, workflow_id, patch):
        if self.away:
            raise Unavailable("database", "PostgreSQL does not answer.")
        if self.refusal:
            raise InvalidInput(self.refusal)
        known = [stored for stored in self.patches if stored.id == patch.id]
        if known:
            return known[0].revision
        self.definition = apply(self.definition, patch.operations)
        operations = [each.model_dump(mode="json", by_alias=True) for each in patch.operations]
        self.patches.append(StoredPatch(patch.id, patch.client, uuid4(), len(self.patches) + 1, operations))
        return len(self.patches)

    async def patches_since(self, app, actor, workflow_id, revision):
        return None if self.too_far else [patch for patch in self.patches if patch.revision > revision]

    async def check_draft(self, app, definition):
        return []


class Canvas:
    """Notes what it is told."""

    def __init__(self):
        self.acknowledged: list[tuple[str, int]] = []
        self.refused: list[tuple[str, str]] = []
        self.remote: list[int] = []

    def acknowledge(self, patch_id, revision):
        self.acknowledged.append((patch_id, revision))

    def refuse(self, patch_id, message):
        self.refused.append((patch_id, message))

    def apply_remote(self, operations, revision):
        self.remote.append(revision)


class Editor:
    def __init__(self, drafts):
        row = WorkflowRow(
            id=uuid4(),
            project_id=uuid4(),
            project_name="Depot",
            display_name="Parcel watch",
            kebab_name="parcel-watch",
            status=WorkflowStatus.DRAFT,
            version_number=None,
            changed_since_deploy=False,
            updated_at=datetime(2026, 5, 1, tzinfo=UTC),
        )
        self.session = EditorSession(PageContext(None, None), Draft(row, drafts.definition, 0), ME)
        self.canvas = self.session.canvas = Canvas()
        self.reopened = 0
        self.session.listeners = Listeners(lambda: None, lambda: None, self._reopen)
        self.session.check_soon = lambda: None

    def _reopen(self):
        self.reopened += 1

    @property
    def duration(self):
        return self.session.definition.node("wait").data.config["duration"]


def set_duration(value):
    return [{"op": "set_data", "id": "wait", "path": ["config", "duration"], "value": value}]


@pytest.fixture
def drafts(monkeypatch):
    made = Drafts()
    monkeypatch.setattr(editor_session, "drafts", made)
    return made


@pytest.fixture
def editor(drafts):
    return Editor(drafts)


async def saved_by_other(drafts, value):

    patch = Patch(id=uuid4().hex, client=OTHER, operations=tuple(parse_operations(set_duration(value))))
    await drafts.save_patch(None, None, None, patch)


async def test_a_patch_is_saved_and_acknowledged_with_its_revision(drafts, editor):
    await editor.session.save("patch-0001", set_duration("5s"))
    assert editor.canvas.acknowledged == [("patch-0001", 1)]
    assert drafts.definition.node("wait").data.config["duration"] == editor.duration == "5s"


async def test_while_the_database_is_away_nothing_is_acknowledged_and_the_edit_is_shown(drafts, editor):
    drafts.away = True
    await editor.session.save("patch-0001", set_duration("5s"))
    assert editor.canvas.acknowledged == []
    assert editor.canvas.refused == []
    assert editor.duration == "5s"
    drafts.away = False
    await editor.session.save("patch-0001", set_duration("5s"))
    assert editor.canvas.acknowledged == [("patch-0001", 1)]


async def test_a_patch_that_comes_twice_is_saved_once(drafts, editor):
    await editor.session.save("patch-0001", set_duration("5s"))
    await editor.session.save("patch-0001", set_duration("5s"))
    assert editor.canvas.acknowledged == [("patch-0001", 1), ("patch-0001", 1)]
    assert len(drafts.patches) == 1


async def test_what_no_definition_can_hold_is_refused_with_the_reason_and_the_draft_read_again(editor):
    await editor.session.save("patch-0001", [{"op": "explode"}])
    await editor.session.save("patch-0002", [{"op": "set_data", "id": "wait", "path": ["label"], "value": 5}])
    assert [patch_id for patch_id, _ in editor.canvas.refused] == ["patch-0001", "patch-0002"]
    assert "label" in editor.canvas.refused[1][1]
    assert editor.reopened == 2
    assert editor.duration == "2s"


async def test_edits_of_others_reach_the_canvas_and_the_copy(drafts, editor):
    await saved_by_other(drafts, "9s")
    await editor.session.catch_up()
    assert editor.canvas.remote == [1]
    assert editor.duration == "9s"
    await editor.session.catch_up()
    assert editor.canvas.remote == [1]


async def test_our_own_patches_are_not_shown_to_us_again(editor):
    await editor.session.save("patch-0001", set_duration("5s"))
    await editor.session.catch_up()
    assert editor.canvas.remote == []


async def test_of_two_edits_of_one_field_the_later_saved_wins_in_the_copy_too(drafts, editor):
    await saved_by_other(drafts, "9s")
    await editor.session.save("patch-0001", set_duration("5s"))
    assert editor.canvas.remote == [1]
    assert editor.duration == drafts.definition.node("wait").data.config["duration"] == "5s"
    assert editor.session.revision == 2


async def test_an_editor_that_is_too_far_behind_opens_the_draft_again(drafts, editor):
    await saved_by_other(drafts, "9s")
    drafts.too_far = True
    await editor.session.catch_up()
    assert editor.reopened == 1


async def test_deploying_waits_for_edits_that_the_browser_still_holds(editor):
    editor.session.note_outbox(1)
    assert not await editor.session.until_saved(0.01)
    editor.session.note_outbox(0)
    assert await editor.session.until_saved(0.01)
