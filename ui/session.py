"""Who looks at a page, and how its work runs: in the background, with errors said where they were made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from nicegui import app as web
from nicegui import background_tasks, context
from nicegui.element import Element

from graph.errors import Forbidden, InvalidInput, NotFound, Unavailable, WorkflowBuilderError
from services.app import App
from services.context import Actor, actor_of
from services.live import Kind
from services.status import banner
from ui import error_messages
from ui.components.states import error_state, not_found, skeleton
from ui.components.toast import toast

Loaded = TypeVar("Loaded")


@dataclass(frozen=True)
class PageContext:
    """What use cases need from a page: the installation and the one who acts."""

    app: App
    actor: Actor


def install(app: App) -> None:
    """Makes the installation known to pages."""
    web.state.workflow_builder = app


def current() -> PageContext:
    """The context of the page, or of the event that is being handled."""
    actor = actor_of(context.client.request.scope)
    if actor is None:
        raise Forbidden("Your session has ended. Sign in again.")
    return PageContext(web.state.workflow_builder, actor)


def identifier(text: str) -> UUID:
    """An id from an address; raises NotFound for what cannot be one."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("This address names nothing that exists.") from error


@contextmanager
def speaking(
    *, at: Callable[[str], Any] | None = None, fields: Mapping[str, Callable[[str], Any]] | None = None
) -> Iterator[None]:
    """Says errors instead of raising them: a wrong input at its field (a `show_fault`), others as toasts.

    `fields` names the places of several fields; `at` takes what belongs to none of them.
    """
    try:
        yield
    except InvalidInput as error:
        say = (fields or {}).get(error.field or "", at)
        if say:
            say(error.message)
        else:
            toast(error.message, kind="error")
    except WorkflowBuilderError as error:
        toast(error_messages.sentence(error), kind="error")


def load(
    container: Element,
    read: Callable[[], Awaitable[Loaded]],
    draw: Callable[[Loaded], Any],
    *,
    what: str,
    placeholder: Callable[[], Any] = skeleton,
) -> None:
    """Shows a skeleton, reads in the background, then draws into `container`; says what went wrong instead.

    `what` names the thing in an error's title, e.g. "The list of executions".
    """
    _fill(container, placeholder)

    async def run() -> None:
        try:
            value = await read()
        except NotFound as error:
            title = error.message.rstrip(".")
            _fill(container, lambda: not_found(title, "Its address may be mistyped, or it is gone since."))
        except WorkflowBuilderError as error:
            again = partial(load, container, read, draw, what=what, placeholder=placeholder)
            _fill(container, _failure(error, what, again))
        else:
            _fill(container, lambda: draw(value))

    background_tasks.create(run(), name=f"load {what}")


def watch(
    container: Element, kind: Kind, id: object, callback: Callable[[], Awaitable[None]]
) -> Callable[[], None]:
    """Calls back, in the context of `container`, after each change; ends with the page, or by what it returns."""

    async def changed() -> None:
        if container.is_deleted:
            return
        with container:
            await callback()

    client = context.client
    unwatch = current().app.live.watch(kind, id, changed)
    client.on_delete(unwatch)
    return unwatch


def once_back(container: Element, act: Callable[[], Any]) -> None:
    """Acts once, as soon as no service is down any more; not at all if `container` has gone by then."""
    app = current().app

    async def look() -> None:
        state = banner(app.status.current)
        if state is None or state.kind != "offline":
            unwatch()
            act()

    unwatch = watch(container, "system", None, look)


def _fill(container: Element, draw: Callable[[], Any]) -> None:
    if container.is_deleted:
        return
    container.clear()
    with container:
        draw()


def _failure(error: WorkflowBuilderError, what: str, retry: Callable[[], Any]) -> Callable[[], Any]:
    def draw() -> None:
        state = error_state(
            error_messages.heading(error, what),
            error_messages.explanation(error),
            detail=error_messages.technical(error),
            on_retry=retry,
        )
        if isinstance(error, Unavailable):
            once_back(state, retry)

    return draw
