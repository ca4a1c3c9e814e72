"""Large values by content hash."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from data.models.blob import Blob


class Blobs:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, data: bytes) -> str:
        """Keeps a value and returns its SHA-256 (hex); one that is there already is kept once."""
        hash = hashlib.sha256(data).hexdigest()
        row = insert(Blob).values(hash=hash, data=data, size=len(data))
        await self._session.execute(row.on_conflict_do_nothing())
        return hash

    async def get(self, hash: str) -> bytes | None:
        """The value, or None where there is none of this hash."""
        query = select(col(Blob.data)).where(col(Blob.hash) == hash)
        return (await self._session.execute(query)).scalar_one_or_none()
