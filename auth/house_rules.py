"""What every request must show before anyone asks who sent it: the right host, the right origin, no proxy between."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from auth.local import was_forwarded
from auth.origins import Origins

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SOCKET_PATH = "/_nicegui_ws"


@dataclass(frozen=True)
class Refusal:
    status: int
    reason: str


def refusal(scope: Scope, origins: Origins, *, local: bool) -> Refusal | None:
    """Why a request or websocket may not come in, whoever sent it; None when it may."""
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    # Another name for this address may belong to a page that had its name resolved anew (DNS rebinding).
    if len(hosts) != 1 or not origins.knows(hosts[0]):
        return Refusal(421, "Workflow Builder is not known under this address.")
    if local and was_forwarded(scope["headers"]):
        return Refusal(
            403, "This request came through a proxy. Without SUPABASE_URL only this machine is served."
        )
    if not _comes_from_us(scope, headers, origins, hosts[0]):
        return Refusal(403, "This request came from a page of another origin.")
    return None


def _comes_from_us(scope: Scope, headers: Headers, origins: Origins, host: str) -> bool:
    method = scope.get("method", "")
    polling = scope["type"] == "http" and scope["path"].startswith(_SOCKET_PATH)
    if scope["type"] == "http" and method in SAFE_METHODS and not polling:
        return True
    named = headers.getlist("origin")
    if named:
        return len(named) == 1 and origins.is_same(named[0], host)
    # A page that fetches from its own origin names none; browsers then say so where no script can write.
    return polling and method == "GET" and headers.getlist("sec-fetch-site") == ["same-origin"]
