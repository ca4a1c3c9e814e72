"""Open websockets by session, so that a session's end closes them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import Message, Receive, Send

_SIGNED_OUT = 1008  # "policy violation": the closing code for who may not be here
_GONE: Message = {"type": "websocket.disconnect", "code": _SIGNED_OUT}


class OpenSockets:
    def __init__(self) -> None:
        self._open: dict[str, set[asyncio.Future[None]]] = {}

    def close(self, session_id: str) -> None:
        """Closes every websocket of a session; what they send from now on reaches nobody."""
        for ending in self._open.get(session_id, ()):
            if not ending.done():
                ending.set_result(None)

    def add(self, session_id: str) -> asyncio.Future[None]:
        ending = asyncio.get_running_loop().create_future()
        self._open.setdefault(session_id, set()).add(ending)
        return ending

    def remove(self, session_id: str, ending: asyncio.Future[None]) -> None:
        remaining = self._open.get(session_id, set())
        remaining.discard(ending)
        if not remaining:
            self._open.pop(session_id, None)


class GuardedSocket:
    """A websocket between server and application that can be ended from outside.

    `still_allowed` is asked for each message: a session may have ended in another process.
    """

    def __init__(
        self,
        receive: Receive,
        send: Send,
        ending: asyncio.Future[None],
        still_allowed: Callable[[], Awaitable[bool]],
    ) -> None:
        self._receive, self._send = receive, send
        self._ending, self._still_allowed = ending, still_allowed
        self._closed = False

    async def receive(self) -> Message:
        """The next message, or the end of the connection."""
        message = await self._next()
        if message is None or (message["type"] == "websocket.receive" and not await self._still_allowed()):
            await self._close()
            return _GONE
        # The session may have ended while the question was on its way.
        if self._ending.done() and message["type"] == "websocket.receive":
            await self._close()
            return _GONE
        return message

    async def send(self, message: Message) -> None:
        if self._ending.done() and not self._closed:
            await self._close()
        if self._closed:
            return  # to an application that has not noticed yet, the rest is lost on the line
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    async def _next(self) -> Message | None:
        if self._ending.done():
            return None
        incoming = asyncio.ensure_future(self._receive())
        try:
            await asyncio.wait((incoming, self._ending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not incoming.done():
                incoming.cancel()
        if self._ending.done():
            await asyncio.gather(incoming, return_exceptions=True)
            return None
        return incoming.result()

    async def _close(self) -> None:
        if not self._closed:
            self._closed = True
            await self._send({"type": "websocket.close", "code": _SIGNED_OUT, "reason": "Signed out"})
