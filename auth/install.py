"""Puts the guard before an application, and the ways in and out into it."""

from __future__ import annotations

from fastapi import FastAPI

from auth.guard import Guard
from auth.local import is_local
from auth.origins import Origins
from auth.pages import Looks
from auth.routes import Doors
from auth.sessions import Sessions
from data.session import Database
from settings import Settings


def install(
    app: FastAPI,
    database: Database,
    sessions: Sessions,
    settings: Settings,
    *,
    assets: str,
    port: int | None = None,
    origins: Origins | None = None,
) -> Guard:
    """The guarded application, to be served instead of `app`; nothing else may be put around it.

    `assets` is where the style sheets lie (/assets/0123abcd), `port` the one that was found when the settings say 0,
    `origins` the address when it is not this machine's own.
    """
    origins = origins or Origins.local(port or settings.port, settings.host)
    looks = Looks(assets)
    doors = Doors(database=database, sessions=sessions, origins=origins, looks=looks)
    # First, since pages may be mounted at the root and take every path.
    app.router.routes[:0] = doors.routes()
    return Guard(app, sessions=sessions, origins=origins, local=is_local(settings), looks=looks)
