"""Local mode: without Supabase the product serves the machine it runs on, and nobody else."""

from __future__ import annotations

import ipaddress
from dataclasses import asdict
from uuid import UUID

from auth.actor import Actor
from data.repositories.access import Access, Person
from data.session import SERVICE, Database
from graph.errors import InvalidInput
from settings import Settings

# Proxies and tunnels add these: a request that carries one came from elsewhere.
_FORWARDING = frozenset(
    {b"forwarded", b"via", b"x-real-ip", b"x-client-ip", b"true-client-ip", b"cf-connecting-ip"}
)

_ACCOUNT = UUID("b3b0f6c2-6f0e-4c53-9d58-0d6f7c1a5e11")  # the same in every installation


def is_local(settings: Settings) -> bool:
    return settings.supabase_url is None


def refuse_unsafe_address(settings: Settings) -> None:
    """Raises InvalidInput where others could reach a product that has no sign-in of its own."""
    if not is_local(settings) or _is_loopback(settings.host):
        return
    raise InvalidInput(
        f"{settings.host} can be reached from other machines, and without Supabase there is no sign-in for them. "
        "Set SUPABASE_URL, or leave WORKFLOW_BUILDER_HOST at 127.0.0.1.",
        field="WORKFLOW_BUILDER_HOST",
    )


def was_forwarded(headers: list[tuple[bytes, bytes]]) -> bool:
    names = (name.lower() for name, _ in headers)
    return any(name in _FORWARDING or name.startswith(b"x-forwarded-") for name in names)


async def local_admin(database: Database) -> Actor:
    """The one user of local mode, for commands on the machine itself; made when absent."""
    async with database.work(SERVICE) as work:
        return Actor(**asdict(await admin_account(work.access)))


async def admin_account(access: Access) -> Person:
    return await access.admin(_ACCOUNT, email="admin@localhost", display_name="Local admin")


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
