"""Binds NiceGUI's websockets to sessions: a socket speaks for pages of its own session and for no other's."""

from __future__ import annotations

import urllib.parse
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from nicegui import Client, core

from services.context import actor_of

_MESSAGES = ("handshake", "event", "javascript_response", "ack", "log")
Handler = Callable[..., Any]


def bind() -> None:
    """Puts the check before every handler of messages from browsers; NiceGUI itself believes any `client_id`."""
    handlers: dict[str, Handler] = core.sio.handlers["/"]
    for name in _MESSAGES:
        handlers[name] = _checked(handlers[name])
    handlers["connect"] = _checked_connection(handlers["connect"])


def _checked(handler: Handler) -> Handler:
    async def handle(sid: str, message: Mapping[str, Any], *more: Any) -> Any:
        if not _same_session(message.get("client_id"), core.sio.get_environ(sid)):
            return False
        answer = handler(sid, message, *more)
        return await answer if isinstance(answer, Awaitable) else answer

    return handle


def _checked_connection(handler: Handler) -> Handler:
    async def connect(sid: str, environ: Mapping[str, Any], *more: Any) -> Any:
        query = urllib.parse.parse_qs(environ.get("QUERY_STRING", ""))
        client_id = query.get("client_id", [None])[0]
        if client_id is not None and not _same_session(client_id, environ):
            return False  # refused
        return await handler(sid, environ, *more)

    return connect


def _same_session(client_id: Any, environ: Mapping[str, Any] | None) -> bool:
    """Whether the page was asked for by the one who opened the socket; True for a page that is gone."""
    client = Client.instances.get(client_id)
    if client is None:
        return True  # NiceGUI answers: load the page again
    asked, opened = actor_of(client.request.scope), actor_of((environ or {}).get("asgi.scope", {}))
    return asked is not None and opened is not None and asked.session_id == opened.session_id
