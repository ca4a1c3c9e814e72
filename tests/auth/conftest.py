"""A guarded application on a real server, over sessions that are kept in memory."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp
from websockets.asyncio.client import connect

from auth.actor import actor_of
from auth.guard import Guard
from auth.origins import Origins
from auth.pages import Looks
from auth.sessions import Sessions
from auth.tokens import fingerprint
from data.repositories.access import LivingSession, Person
from graph.errors import Unavailable
from tests.waiting import until

ADA = Person(UUID(int=1), "admin", "Ada", "ada@example.test")
SOCKET = "/_nicegui_ws/socket.io/"


@dataclass
class MemoryStore:
    """Sessions without PostgreSQL; `away` is what an outage looks like."""

    sessions: dict[str, LivingSession] = field(default_factory=dict)
    away: bool = False
    reads: int = 0

    def add(self, token: str, person: Person = ADA, seconds_left: float = 3600) -> str:
        self.sessions[fingerprint(token)] = LivingSession(person, seconds_left)
        return token

    async def read(self, id: str) -> LivingSession | None:
        self.reads += 1
        await asyncio.sleep(0)
        if self.away:
            raise Unavailable("PostgreSQL", "away")
        return self.sessions.get(id)

    async def remove(self, id: str) -> None:
        if self.away:
            raise Unavailable("PostgreSQL", "away")
        self.sessions.pop(id, None)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Site:
    """A running server, and what its application heard."""

    port: int
    cookie: str
    heard: list[str]
    guard: Any = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def signed_in(self, token: str) -> dict[str, str]:
        return {"cookie": f"{self.cookie}={token}"}

    def client(self, **options: Any) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.origin, trust_env=False, **options)

    def socket(self, token: str | None = None, **headers: str) -> Any:
        sent = {**(self.signed_in(token) if token else {}), **headers}
        return connect(f"ws://127.0.0.1:{self.port}{SOCKET}", additional_headers=sent, proxy=None)


def product(heard: list[str]) -> FastAPI:
    """An application that tells whom it serves, and remembers what it was asked to do."""
    app = FastAPI()

    @app.websocket(SOCKET)
    async def listen(websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            while True:
                heard.append(await websocket.receive_text())
                await websocket.send_text(f"heard {heard[-1]}")
        except WebSocketDisconnect:
            heard.append("disconnected")

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE"])
    async def page(request: Request) -> PlainTextResponse:
        actor = actor_of(request.scope)
        heard.append(f"{request.method} {request.url.path}")
        return PlainTextResponse(actor.email if actor else "nobody")

    return app


@asynccontextmanager
async def serving(build: Callable[[int], ASGIApp]) -> AsyncIterator[int]:
    """Serves what `build(port)` makes, on a free port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(build(port), log_level="error", ws="websockets-sansio", lifespan="off")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        await until(lambda: server.started)
        try:
            yield port
        finally:
            server.should_exit = True
            await task


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def site(store: MemoryStore, clock: Clock) -> AsyncIterator[Site]:
    """The guarded application in local mode; ADA is signed in with the token "ada"."""
    store.add("ada")
    heard: list[str] = []
    made = SimpleNamespace()

    def build(port: int) -> ASGIApp:
        made.origins = Origins.local(port)
        made.guard = Guard(
            product(heard),
            sessions=Sessions(store, clock=clock),
            origins=made.origins,
            local=True,
            looks=Looks("/assets/x"),
        )
        return made.guard

    async with serving(build) as port:
        yield Site(port, made.origins.cookie, heard, made.guard)
