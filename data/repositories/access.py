"""Sessions and one-time links; tokens appear here as hashes only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# last_seen_at moves every few minutes only: a page's many requests must not become many writes.
_FIND_SESSION = """
WITH seen AS (
  UPDATE sessions SET last_seen_at = now()
  WHERE id_hash = :id AND last_seen_at < now() - interval '5 minutes'
)
SELECT u.id AS user_id, r.name AS role, COALESCE(u.display_name, u.email) AS display_name, u.email,
       EXTRACT(epoch FROM s.expires_at - now())::float AS seconds_left
FROM sessions s JOIN users u ON u.id = s.user_id JOIN user_roles r ON r.id = u.role_id
WHERE s.id_hash = :id AND s.expires_at > now() AND u.is_active
"""

_FIND_PERSON = """
SELECT u.id AS user_id, r.name AS role, COALESCE(u.display_name, u.email) AS display_name, u.email
FROM users u JOIN user_roles r ON r.id = u.role_id WHERE u.auth_user_id = :id AND u.is_active
"""

_ADD_SESSION = """
WITH signed_in AS (UPDATE users SET last_login_at = now() WHERE id = :user_id)
INSERT INTO sessions (id_hash, user_id, user_agent, expires_at)
VALUES (:id, :user_id, :user_agent, now() + make_interval(secs => :lifetime))
"""

_ADD_LINK = """
INSERT INTO sign_in_links (token_hash, user_id, expires_at)
VALUES (:id, :user_id, now() + make_interval(secs => :lifetime))
"""

# The row's lock makes the second of two concurrent uses wait, and then find it used.
_USE_LINK = """
UPDATE sign_in_links SET used_at = now()
WHERE token_hash = :id AND used_at IS NULL AND expires_at > now() RETURNING user_id
"""

_LINK_STATE = "SELECT used_at IS NOT NULL AS used FROM sign_in_links WHERE token_hash = :id"

_FORGET_OLD = (
    "DELETE FROM sessions WHERE expires_at < now()",
    "DELETE FROM sign_in_links WHERE expires_at < now() - interval '1 day'",
)

_ADD_ACCOUNT = "INSERT INTO auth.users (id, email) VALUES (:id, :email) ON CONFLICT (id) DO NOTHING"

_ADD_ADMIN = """
INSERT INTO users (auth_user_id, email, display_name, role_id)
SELECT :id, :email, :display_name, r.id FROM user_roles r WHERE r.name = 'admin'
ON CONFLICT DO NOTHING
"""

# Everyone has a default project; `unique_projects_default` lets two starts at once make only one.
_ADD_PROJECT = """
WITH queue AS (
  INSERT INTO task_queues (name, display_name, created_by)
  SELECT :queue, :name, u.id FROM users u WHERE u.id = :user_id
    AND NOT EXISTS (SELECT FROM projects p WHERE p.created_by = u.id AND p.is_default)
  ON CONFLICT (name) DO NOTHING RETURNING name)
INSERT INTO projects (name, created_by, task_queue_name, is_default)
SELECT :name, :user_id, queue.name, true FROM queue
ON CONFLICT DO NOTHING
"""


class LinkState(StrEnum):
    """Why a link does not open anything."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Person:
    user_id: UUID
    role: str
    display_name: str
    email: str


@dataclass(frozen=True)
class LivingSession:
    person: Person
    seconds_left: float


class Access:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def session(self, id_hash: str) -> LivingSession | None:
        """The session and its user, unless it has ended or the user was deactivated."""
        row = (await self._run(_FIND_SESSION, id=id_hash)).mappings().one_or_none()
        if row is None:
            return None
        facts = dict(row)
        return LivingSession(seconds_left=facts.pop("seconds_left"), person=Person(**facts))

    async def add_session(self, id_hash: str, user_id: UUID, user_agent: str | None, lifetime: float) -> None:
        """A session that ends by itself after so many seconds; forgets those that have."""
        for statement in _FORGET_OLD:
            await self._run(statement)
        await self._run(_ADD_SESSION, id=id_hash, user_id=user_id, user_agent=user_agent, lifetime=lifetime)

    async def end_session(self, id_hash: str) -> None:
        await self._run("DELETE FROM sessions WHERE id_hash = :id", id=id_hash)

    async def add_link(self, token_hash: str, user_id: UUID, lifetime: float) -> None:
        await self._run(_ADD_LINK, id=token_hash, user_id=user_id, lifetime=lifetime)

    async def use_link(self, token_hash: str) -> UUID | LinkState:
        """The user whom the link signs in, once; afterwards, why it does not."""
        user_id = (await self._run(_USE_LINK, id=token_hash)).scalar_one_or_none()
        if user_id is not None:
            return UUID(str(user_id))
        used = (await self._run(_LINK_STATE, id=token_hash)).scalar_one_or_none()
        if used is None:
            return LinkState.UNKNOWN
        return LinkState.USED if used else LinkState.EXPIRED

    async def admin(self, auth_user_id: UUID, *, email: str, display_name: str) -> Person:
        """The admin with this account and a default project; made when absent."""
        await self._run(_ADD_ACCOUNT, id=auth_user_id, email=email)
        await self._run(_ADD_ADMIN, id=auth_user_id, email=email, display_name=display_name)
        person = Person(**(await self._run(_FIND_PERSON, id=auth_user_id)).mappings().one())
        await self._run(_ADD_PROJECT, user_id=person.user_id, name="My project", queue="my-project")
        return person

    async def _run(self, statement: str, **values: Any) -> Any:
        return await self._session.execute(text(statement), values)
