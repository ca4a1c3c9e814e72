"""The person, or the command on this machine, on whose behalf something is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data import session


@dataclass(frozen=True, kw_only=True)
class Actor(session.Actor):
    """`session_id` names the signed-in browser; None for a command on the machine itself."""

    display_name: str
    email: str
    session_id: str | None = None


def actor_of(scope: Mapping[str, Any]) -> Actor | None:
    """Who sent a request or opened a websocket, as the guard found it; None for nobody."""
    actor = scope.get("state", {}).get("actor")
    return actor if isinstance(actor, Actor) else None
