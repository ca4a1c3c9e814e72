"""The ways in and out: /login, /enter and /logout."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from auth import links, pages
from auth.actor import Actor
from auth.next_page import safe_next
from auth.origins import Origins
from auth.sessions import LIFETIME, Sessions
from data.session import Database
from graph.errors import Forbidden, Unavailable

_LONGEST_FORM = 8192  # bytes
# The address that was left held a token, and what follows belongs to one person.
_PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class Doors:
    def __init__(
        self, *, database: Database, sessions: Sessions, origins: Origins, looks: pages.Looks
    ) -> None:
        self._database, self._sessions, self._origins, self._looks = database, sessions, origins, looks

    def routes(self) -> list[Route]:
        return [
            Route("/login", self._login, methods=["GET"]),
            Route("/enter", self._enter_page, methods=["GET"]),
            Route("/enter", self._enter, methods=["POST"]),
            Route("/logout", self._logout_page, methods=["GET"]),
            Route("/logout", self._logout, methods=["POST"]),
        ]

    async def _login(self, request: Request) -> Response:
        wanted = safe_next(request.query_params.get("next"))
        try:
            signed_in = await self._who(request)
        except Unavailable:
            return self._away()
        return RedirectResponse(wanted, 303, _PRIVATE) if signed_in else self._sign_in(request, wanted)

    async def _enter_page(self, request: Request) -> Response:
        token = request.query_params.get("token")
        if not token:
            return RedirectResponse("/login", 303, _PRIVATE)
        wanted = safe_next(request.query_params.get("next"))
        return _shown(pages.enter(self._looks, token=token, wanted=wanted))

    async def _enter(self, request: Request) -> Response:
        form = await _form(request)
        if form is None:
            return PlainTextResponse("This form is too long.", 413)
        wanted = safe_next(form.get("next"))
        try:
            earlier = await self._who(request)
            session_token = await links.use(
                self._database,
                _token_in(form.get("token", "")),
                user_agent=request.headers.get("user-agent"),
            )
            if earlier and earlier.session_id:
                await self._sessions.end(earlier.session_id)
        except Forbidden as refused:
            return self._sign_in(request, wanted, fault=refused.message)
        except Unavailable:
            return self._away()
        response = RedirectResponse(wanted, 303, _PRIVATE)
        self._set_cookie(response, session_token, int(LIFETIME))
        return response

    async def _logout_page(self, request: Request) -> Response:
        # A link on a foreign page must not sign anyone out by itself.
        ours = request.headers.get("sec-fetch-site") == "same-origin"
        return _shown(pages.leave(self._looks, now=ours))

    async def _logout(self, request: Request) -> Response:
        try:
            actor = await self._who(request)
            if actor and actor.session_id:
                await self._sessions.end(actor.session_id)
        except Unavailable:
            return self._away()  # still signed in, and told so: the cookie alone would be half a logout
        response = RedirectResponse("/login", 303, _PRIVATE)
        self._set_cookie(response, "", 0)
        return response

    async def _who(self, request: Request) -> Actor | None:
        token = request.cookies.get(self._origins.cookie)
        return await self._sessions.find(token) if token else None

    def _sign_in(self, request: Request, wanted: str, fault: str = "") -> Response:
        address = f"{'https' if self._origins.secure else 'http'}://{request.headers['host']}"
        page = pages.sign_in(self._looks, address=address, wanted=wanted, fault=fault)
        return _shown(page, 403 if fault else 200)

    def _away(self) -> Response:
        return _shown(pages.database_away(self._looks), 503)

    def _set_cookie(self, response: Response, value: str, seconds: int) -> None:
        response.set_cookie(
            self._origins.cookie,
            value,
            max_age=seconds,
            path="/",
            secure=self._origins.secure,
            httponly=True,
            samesite="lax",
        )


def _shown(page: pages.Page, status: int = 200) -> Response:
    return HTMLResponse(page.html, status, page.headers)


def _token_in(pasted: str) -> str:
    """The token, also where the whole link was pasted."""
    return pasted.strip().rpartition("token=")[2].partition("&")[0]


async def _form(request: Request) -> dict[str, str] | None:
    """The fields that were posted; None when they are more than a form of ours holds."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return None
    return {name: values[-1] for name, values in parse_qs(body.decode(errors="replace")).items()}
