"""One-time links: how the person at this machine signs in."""

from __future__ import annotations

from auth.local import admin_account
from auth.sessions import LIFETIME
from auth.tokens import fingerprint, new_token
from data.repositories.access import LinkState
from data.session import SERVICE, Database
from graph.errors import Forbidden

VALID_FOR = 600.0  # seconds

_REFUSALS = {
    LinkState.USED: "That link was used already.",
    LinkState.EXPIRED: "That link is older than ten minutes.",
    LinkState.UNKNOWN: "That is not a link of this installation.",
}


async def issue(database: Database) -> str:
    """The path and query of a new link; it signs in the local admin, once, within ten minutes."""
    token = new_token()
    async with database.work(SERVICE) as work:
        access = work.access
        admin = await admin_account(access)
        await access.add_link(fingerprint(token), admin.user_id, VALID_FOR)
    return f"/enter?token={token}"


async def use(database: Database, token: str, *, user_agent: str | None = None) -> str:
    """Uses the link up; the token of a new session, for the cookie. Raises Forbidden with the reason."""
    session_token = new_token()
    async with database.work(SERVICE) as work:
        access = work.access
        outcome = await access.use_link(fingerprint(token))
        if isinstance(outcome, LinkState):
            raise Forbidden(_REFUSALS[outcome])
        await access.add_session(fingerprint(session_token), outcome, user_agent, LIFETIME)
    return session_token
