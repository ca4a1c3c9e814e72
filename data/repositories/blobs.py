"""Large values and definitions, by the SHA-256 of their content."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from data.models.blob import Blob


class Blobs:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, content_hash: str, content: bytes) -> None:
        """Keeps the content; the same one may be put any number of times."""
        new = insert(Blob).values(hash=content_hash, data=content, size=len(content))
        await self._session.execute(new.on_conflict_do_nothing())

    async def get(self, content_hash: str) -> bytes | None:
        """The content, or None where there is none of this hash."""
        found: bytes | None = await self._session.scalar(
            select(col(Blob.data)).where(col(Blob.hash) == content_hash)
        )
        return found
