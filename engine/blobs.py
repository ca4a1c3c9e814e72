"""The blob store of an installation: its database."""

from __future__ import annotations

from data.session import SERVICE, Database


class DatabaseBlobs:
    """A `BlobStore`; raises Unavailable while PostgreSQL is away, so that Temporal tries again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, content_hash: str, content: bytes) -> None:  # noqa: ARG002 (the database works it out)
        async with self._database.work(SERVICE) as work:
            await work.blobs.put(content)

    async def get(self, content_hash: str) -> bytes | None:
        async with self._database.work(SERVICE) as work:
            return await work.blobs.get(content_hash)
