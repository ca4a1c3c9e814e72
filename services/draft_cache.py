"""Parsed drafts by revision, so that a patch to a large graph does not parse all of it again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any
from uuid import UUID

from graph.definition import Definition
from graph.loading import parse_values

_MOST = 32


class DraftCache:
    """The latest drafts that this process has read or written; the revision says whether one still holds."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[UUID, tuple[int, Definition]] = OrderedDict()

    def read(self, workflow_id: UUID, revision: int, stored: dict[str, Any]) -> Definition:
        """The draft of this revision, parsed unless it is known; raises InvalidInput if a newer product wrote it."""
        known = self._drafts.get(workflow_id)
        if known is not None and known[0] == revision:
            self._drafts.move_to_end(workflow_id)
            return known[1]
        definition = parse_values(stored)
        self.keep(workflow_id, revision, definition)
        return definition

    def keep(self, workflow_id: UUID, revision: int, definition: Definition) -> None:
        """Remembers a draft; call once its transaction has committed."""
        self._drafts[workflow_id] = (revision, definition)
        self._drafts.move_to_end(workflow_id)
        while len(self._drafts) > _MOST:
            self._drafts.popitem(last=False)
