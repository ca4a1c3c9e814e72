"""One open editor: the server's copy of the draft, what is saved, what others did, what is wrong."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from nicegui import background_tasks

from graph.definition import Definition
from graph.errors import Conflict, InvalidInput, NotFound, Unavailable, WorkflowBuilderError
from graph.operations import Operation, Patch, apply, parse_operations
from graph.problems import Problem
from services import drafts
from services.views import Draft, StoredPatch, WorkflowRow
from ui.session import PageContext

_CHECK_PAUSE = 0.3  # seconds without an edit before the rules are asked
_REMEMBERED = 500  # patches that may come again


class Canvas(Protocol):
    """What the session asks of the canvas."""

    def apply_remote(self, operations: Sequence[dict[str, Any]], revision: int) -> None: ...
    def acknowledge(self, patch_id: str, revision: int) -> None: ...
    def refuse(self, patch_id: str, message: str) -> None: ...


@dataclass
class Listeners:
    """Who wants to know: of another definition, of other problems, and that the draft must be read again."""

    changed: Callable[[], Any]
    problems: Callable[[], Any]
    reopen: Callable[[], Any]


class EditorSession:
    """Saves what this editor draws and shows it what others draw; edits of one field: the later wins."""

    def __init__(self, page: PageContext, draft: Draft, client_id: str) -> None:
        self.page = page
        self.workflow: WorkflowRow = draft.workflow
        self.definition: Definition = draft.definition
        self.revision = draft.revision
        self.client_id = client_id
        self.problems: tuple[Problem, ...] = ()
        self.canvas: Canvas | None = None
        self.listeners: Listeners | None = None
        self.changed_since_deploy = draft.workflow.changed_since_deploy
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._turn = asyncio.Lock()
        self._saved = asyncio.Event()
        self._saved.set()
        self._check: asyncio.Task[None] | None = None

    @property
    def workflow_id(self) -> UUID:
        return self.workflow.id

    async def save(self, patch_id: str, operations: list[dict[str, Any]]) -> None:
        """Saves a patch of this editor; while the database is away the canvas keeps it and sends it again."""
        try:
            parsed = parse_operations(operations)
            self._apply_once(patch_id, parsed)
            patch = Patch(id=patch_id, client=self.client_id, operations=tuple(parsed))
            async with self._turn:
                revision = await drafts.save_patch(self.page.app, self.page.actor, self.workflow_id, patch)
                await self._follow(revision, own=patch_id)
            if self.canvas:
                self.canvas.acknowledge(patch_id, revision)
        except Unavailable:
            return
        except (InvalidInput, Conflict, NotFound) as error:
            if self.canvas:
                self.canvas.refuse(patch_id, error.message)
            if self.listeners:
                self.listeners.reopen()

    async def catch_up(self) -> None:
        """Shows what others have saved since; called after each change of the workflow."""
        async with self._turn:
            await self._follow(None, own=None)

    async def _follow(self, revision: int | None, *, own: str | None) -> None:
        """Brings the copy to the newest revision; the common case, our own next one, asks nothing."""
        if revision is not None and own is not None and revision == self.revision + 1:
            self.revision = revision
            return
        if revision is not None and revision <= self.revision:
            return  # a patch that had been saved before
        found = await drafts.patches_since(self.page.app, self.page.actor, self.workflow_id, self.revision)
        if found is None:
            if self.listeners:
                self.listeners.reopen()
            return
        for patch in found:
            self._take(patch)

    def _take(self, patch: StoredPatch) -> None:
        if patch.revision <= self.revision:
            return
        # Our own are applied once more, in their place among those of others: the later wins here too.
        self._apply(parse_operations(patch.operations))
        self.revision = patch.revision
        if patch.client != self.client_id and self.canvas:
            self.canvas.apply_remote(patch.operations, patch.revision)

    def _apply_once(self, patch_id: str, operations: Sequence[Operation]) -> None:
        if patch_id in self._seen:
            return
        self._apply(operations)
        self._seen[patch_id] = None
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def _apply(self, operations: Sequence[Operation]) -> None:
        self.definition = apply(self.definition, operations)
        self.changed_since_deploy = True
        if self.listeners:
            self.listeners.changed()
        self.check_soon()

    def take_draft(self, draft: Draft) -> None:
        """Starts again from a draft that was read anew."""
        self.workflow, self.definition, self.revision = draft.workflow, draft.definition, draft.revision
        self.changed_since_deploy = draft.workflow.changed_since_deploy

    def note_outbox(self, pending: int) -> None:
        """Remembers whether the browser still holds edits."""
        if pending:
            self._saved.clear()
        else:
            self._saved.set()

    async def until_saved(self, seconds: float) -> bool:
        """Waits until everything that was drawn is saved; False when that takes longer."""
        try:
            await asyncio.wait_for(self._saved.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def check_soon(self) -> None:
        """Asks for the problems once nothing has changed for a moment."""
        if self._check is not None:
            self._check.cancel()
        self._check = background_tasks.create(self._check_after_pause(), name="check the draft")

    async def _check_after_pause(self) -> None:
        await asyncio.sleep(_CHECK_PAUSE)
        await self.check_now()

    async def check_now(self) -> None:
        """Asks for the problems of the draft as it is."""
        try:
            found = await drafts.check_draft(self.definition)
        except WorkflowBuilderError:
            return  # the banner says what is unavailable; the next edit asks again
        if tuple(found) != self.problems:
            self.problems = tuple(found)
            if self.listeners:
                self.listeners.problems()

    def close(self) -> None:
        """Ends what still runs in the background."""
        self.listeners = None
        if self._check is not None:
            self._check.cancel()
