"""The guard: the outermost layer, over HTTP and websockets; what it has not let in reaches no page."""

from __future__ import annotations

from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auth import pages
from auth.actor import Actor
from auth.house_rules import SAFE_METHODS, refusal
from auth.open_paths import is_open
from auth.origins import Origins
from auth.sessions import Sessions
from auth.sockets import GuardedSocket, OpenSockets
from graph.errors import Unavailable

_RETRY_AFTER = {"Retry-After": "3", "Cache-Control": "no-store"}
# Pages of other ports on this machine count as the same site: cookies alone do not keep them out.
_FOR_ALL_RESPONSES = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


class Guard:
    """Lets in who is signed in, and puts who that is into the scope's state as `actor`."""

    def __init__(
        self, app: ASGIApp, *, sessions: Sessions, origins: Origins, local: bool, looks: pages.Looks
    ) -> None:
        self._app, self._origins, self._local, self._looks = app, origins, local, looks
        self.sessions = sessions
        self.sockets = OpenSockets()
        sessions.on_end(self.sockets.close)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send) if scope["type"] == "http" else send
        if wrong := refusal(scope, self._origins, local=self._local):
            await _answer(PlainTextResponse(wrong.reason, wrong.status), scope, receive, send)
        elif scope["type"] == "http" and is_open(scope["method"], scope["path"]):
            await self._app(_for(scope, None), receive, send)
        else:
            await self._ask_who(scope, receive, send)

    async def _ask_who(self, scope: Scope, receive: Receive, send: Send) -> None:
        reading = scope["type"] == "websocket" or scope["method"] in SAFE_METHODS
        token = HTTPConnection(scope).cookies.get(self._origins.cookie)
        try:
            actor = await self.sessions.find(token, reading=reading) if token else None
        except Unavailable:
            await _answer(self._away(scope), scope, receive, send)
            return
        if actor is None or actor.session_id is None:
            await _answer(_sign_in_first(scope), scope, receive, send)
        elif scope["type"] == "websocket":
            await self._hold_socket(actor, actor.session_id, scope, receive, send)
        else:
            await self._app(_for(scope, actor), receive, send)

    async def _hold_socket(
        self, actor: Actor, session_id: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        ending = self.sockets.add(session_id)
        socket = GuardedSocket(receive, send, ending, lambda: self.sessions.is_open(session_id))
        try:
            await self._app(_for(scope, actor), socket.receive, socket.send)
        finally:
            self.sockets.remove(session_id, ending)

    def _away(self, scope: Scope) -> Response:
        if not _is_page(scope):
            return PlainTextResponse("PostgreSQL does not answer just now.", 503, _RETRY_AFTER)
        page = pages.database_away(self._looks)
        return HTMLResponse(page.html, 503, {**_RETRY_AFTER, **page.headers})


def _sign_in_first(scope: Scope) -> Response:
    if not _is_page(scope):
        return PlainTextResponse("Sign in first.", 401)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"], safe="/") + (f"?{query}" if query else "")
    address = "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='/')}"
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _is_page(scope: Scope) -> bool:
    """Whether a person sees the answer, not a program."""
    if scope["type"] != "http" or scope["method"] not in SAFE_METHODS:
        return False
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")


def _for(scope: Scope, actor: Actor | None) -> Scope:
    return {**scope, "state": {**scope.get("state", {}), "actor": actor}}


def _with_headers(send: Send) -> Send:
    async def complete(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _FOR_ALL_RESPONSES.items():
                headers.setdefault(name, value)
        await send(message)

    return complete


async def _answer(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Sends the response, also to who asked for a websocket."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    await response(scope, receive, send)
