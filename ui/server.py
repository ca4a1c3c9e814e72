"""The web server: pages, health and the settings under which NiceGUI runs."""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from nicegui import ui
from starlette.types import ASGIApp

from services.app import App
from ui import socket_binding, theme
from ui.app import create_ui

AddRoutes = Callable[[FastAPI, App], None]


def web_app(app: App, add_routes: AddRoutes) -> FastAPI:
    """Everything that is served, still without a guard before it."""
    web = FastAPI(title="Workflow Builder", docs_url=None, redoc_url=None, openapi_url=None)
    _add_health(web, app)
    add_routes(web, app)  # before the pages, which take every address that is left
    create_ui(app)
    socket_binding.bind()
    ui.run_with(
        web,
        title="Workflow Builder",
        favicon=theme.FAVICON,
        dark=None,
        tailwind=False,  # its compiler in the browser rescans at every change of a class
        reconnect_timeout=60,  # with the default of 3 a busy browser is disconnected and loses what it had not sent
        show_welcome_message=False,
    )
    return web


def _add_health(web: FastAPI, app: App) -> None:
    @web.get("/health")
    async def health() -> JSONResponse:
        status = app.status.current
        states = {name: getattr(status, name).state for name in ("database", "temporal", "worker")}
        return JSONResponse(states, status_code=503 if status.database.state == "down" else 200)

    @web.get("/session")
    async def session() -> Response:
        return Response(status_code=204)  # the guard has answered 401 to everyone else


class WebServer(uvicorn.Server):
    """Serves on a socket that is ours already; signals are the business of whoever runs it."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._listening = listening
        logging.getLogger("uvicorn.error").addFilter(_not_a_departure)

    async def run_until_stopped(self) -> None:
        """Returns once `stop` was called and the connections are closed."""
        await self.serve(sockets=[self._listening])

    def stop(self) -> None:
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Web:
    """The pages for whoever runs the product; `assets` is where their style sheets lie."""

    assets = theme.address()

    def __init__(self, add_routes: AddRoutes) -> None:
        """`add_routes` adds the API: pages and API do not know each other."""
        self._add_routes = add_routes

    def app(self, app: App) -> FastAPI:
        return web_app(app, self._add_routes)

    def server(self, guarded: ASGIApp, listening: socket.socket) -> WebServer:
        return WebServer(guarded, listening)


def _not_a_departure(record: logging.LogRecord) -> bool:
    """False for what Starlette's middleware raises when a browser leaves before its answer: nobody's fault."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, RuntimeError) and str(error) == "No response returned.")
