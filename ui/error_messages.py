"""What errors say to people: one sentence, and what to do about it."""

from __future__ import annotations

from graph.errors import (
    Forbidden,
    InvalidInput,
    NotDeployable,
    NotFound,
    Unanswered,
    Unavailable,
    WorkflowBuilderError,
)


def sentence(error: WorkflowBuilderError) -> str:
    """The error as a sentence for the person who acted."""
    match error:
        case NotDeployable(problems=problems):
            count = len(problems)
            return f"{count} {'problem keeps' if count == 1 else 'problems keep'} it from being deployed"
        case Unanswered():
            return error.message
        case Unavailable():
            return f"{_said(error)[0]} Try again when the banner is gone; nothing was lost."
        case NotFound():
            return error.message or "It does not exist any more."
        case Forbidden():
            return error.message or "You may not do this. Sign in again if your session has ended."
        case _:
            return error.message


def fault(error: WorkflowBuilderError, *fields: str) -> str | None:
    """What to say at a field of a form, if the error belongs to one of `fields`."""
    if isinstance(error, InvalidInput) and (error.field in fields or error.field is None):
        return error.message
    return None


def heading(error: WorkflowBuilderError, what: str) -> str:
    """The title of an error state: `what` names what was to be shown, e.g. "The list of executions"."""
    if isinstance(error, Unavailable):
        return f"{what} cannot be loaded just now"
    return f"{what} could not be loaded"


def explanation(error: WorkflowBuilderError) -> str:
    """What an error state says below its title."""
    if isinstance(error, Unavailable):
        return f"{_said(error)[0]} This loads by itself once it is back."
    return f"{error.message} Try again."


def technical(error: WorkflowBuilderError) -> str:
    """The technical line below an error state."""
    parts = [type(error).__name__]
    if isinstance(error, Unavailable):
        parts += [error.service, _said(error)[1]]
    return " · ".join(part for part in parts if part)


def _said(error: Unavailable) -> tuple[str, str]:
    """The sentence for people, and what a driver had to say, which follows a colon."""
    sentence, _, rest = error.message.partition(": ")
    return f"{sentence.rstrip('.')}.", rest
