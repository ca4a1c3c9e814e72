"""The one tree of errors: raise what happened; ui/error_messages.py and api/errors.py say it to people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.problems import Problem


class WorkflowBuilderError(Exception):
    """Anything this product refuses or cannot do, with a sentence for the person who asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(WorkflowBuilderError):
    """A value that was entered is not acceptable; `field` names where it was entered."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class PlanError(InvalidInput):
    """A definition cannot run: a cycle, an edge to nowhere, an unknown node type, …; `node_id` says where."""

    def __init__(self, message: str, *, node_id: str | None = None, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.node_id = node_id


class NotFound(WorkflowBuilderError):
    """What was asked for does not exist, or is not visible to the one who asks."""


class AlreadyExists(InvalidInput):
    """A name that must be unique is taken."""


class Conflict(WorkflowBuilderError):
    """What was asked for does not fit the present state, e.g. cancelling what has ended."""


class NotDeployable(WorkflowBuilderError):
    """A definition has errors; `problems` lists them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        super().__init__(f"{first.message}{more}")
        self.problems = tuple(problems)


class Forbidden(WorkflowBuilderError):
    """The one who asks may not do this."""


class Unavailable(WorkflowBuilderError):
    """A service that is needed (PostgreSQL, Temporal, a worker) does not answer just now."""

    def __init__(self, service: str, message: str) -> None:
        super().__init__(message)
        self.service = service


class Unanswered(Unavailable):
    """A service was asked and did not answer: what was asked for may have happened all the same."""


class ExpressionError(WorkflowBuilderError):
    """An expression is malformed, not allowed, or failed on the data it was given."""
