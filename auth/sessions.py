"""Sessions: who a cookie belongs to, known for two seconds without asking, and ended at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol

from auth.actor import Actor
from auth.tokens import fingerprint
from data.repositories.access import LivingSession
from data.session import SERVICE, Database
from graph.errors import Forbidden, Unavailable

LIFETIME = 30 * 24 * 3600.0  # seconds, from sign-in
FRESH = 2.0  # seconds for which an answer is not asked again
GRACE = 300.0  # seconds for which pages can be read while PostgreSQL is away
_PATIENCE = 3.0  # seconds that PostgreSQL has to answer


class SessionStore(Protocol):
    """Where sessions are kept; both raise Unavailable while it does not answer."""

    async def read(self, id: str) -> LivingSession | None: ...

    async def remove(self, id: str) -> None: ...


class StoredSessions:
    """The rows of PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, id: str) -> LivingSession | None:
        async with self._database.work(SERVICE) as work:
            return await work.access.session(id)

    async def remove(self, id: str) -> None:
        async with self._database.work(SERVICE) as work:
            await work.access.end_session(id)


@dataclass
class _Known:
    """What PostgreSQL said; times by the monotonic clock."""

    actor: Actor
    ends: float
    confirmed: float
    asked: float


class Sessions:
    """The sessions of a store, with what this process knows about them; one for each process."""

    def __init__(self, store: SessionStore, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._known: dict[str, _Known] = {}
        self._asking: dict[str, asyncio.Lock] = {}
        self._ended: set[str] = set()
        self._on_end: list[Callable[[str], None]] = []

    def on_end(self, callback: Callable[[str], None]) -> None:
        """Calls back with the id of each session that is found, or made, to have ended."""
        self._on_end.append(callback)

    async def find(self, token: str, *, reading: bool = False) -> Actor | None:
        """Who the cookie's token belongs to.

        Raises Unavailable while PostgreSQL is away, save for `reading` with a session known before.
        """
        return await self._find(fingerprint(token), reading=reading)

    async def check(self, actor: Actor) -> None:
        """Raises Forbidden when the actor's session has ended, and Unavailable when nobody can tell."""
        if actor.session_id is not None and await self._find(actor.session_id, reading=False) is None:
            raise Forbidden("Your session has ended. Sign in again.")

    async def is_open(self, session_id: str) -> bool:
        """Whether a websocket may go on: while PostgreSQL is away it may, as a page may be read."""
        try:
            return await self._find(session_id, reading=True) is not None
        except Unavailable:
            return False

    async def end(self, session_id: str) -> None:
        """Ends the session, here at once, in other processes within FRESH seconds."""
        await self._store.remove(session_id)
        # A question that is on its way must not bring the session back.
        self._ended.add(session_id)
        self._forget(session_id)

    async def _find(self, id: str, *, reading: bool) -> Actor | None:
        if known := self._fresh(id, reading=reading):
            return known.actor
        # One question at a time for each session: a page's twenty requests need one answer.
        lock = self._asking.setdefault(id, asyncio.Lock())
        try:
            async with lock:
                known = self._fresh(id, reading=reading) or await self._ask(id, reading=reading)
        finally:
            if not lock.locked():
                self._asking.pop(id, None)
        return known.actor if known else None

    def _fresh(self, id: str, *, reading: bool) -> _Known | None:
        known, now = self._known.get(id), self._clock()
        if known is None or now >= known.ends:
            return None
        if now - known.confirmed < FRESH:
            return known
        # Asked a moment ago without an answer: for pages what was known still holds.
        away = reading and now - known.asked < FRESH and now - known.confirmed < GRACE
        return known if away else None

    async def _ask(self, id: str, *, reading: bool) -> _Known | None:
        asked = self._clock()
        try:
            known = await self._answer(id, asked)
        except Unavailable:
            earlier = self._known.get(id)
            if earlier is None:
                raise
            now = earlier.asked = self._clock()
            if not reading or now - earlier.confirmed >= GRACE or now >= earlier.ends:
                raise
            return earlier
        if known is None or id in self._ended:
            self._forget(id)
            return None
        self._known[id] = known
        return known

    async def _answer(self, id: str, asked: float) -> _Known | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await self._store.read(id)
        except TimeoutError as error:
            raise Unavailable("PostgreSQL", "PostgreSQL does not answer just now.") from error
        if found is None:
            return None
        actor = Actor(**asdict(found.person), session_id=id)
        return _Known(actor, ends=asked + found.seconds_left, confirmed=asked, asked=asked)

    def _forget(self, id: str) -> None:
        self._known.pop(id, None)
        for callback in self._on_end:
            callback(id)
