"""A line to a server on loopback, which can fall silent while they speak."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Line:
    """Passes bytes both ways; with `questions` or `answers` False, that way swallows them."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self._far_end = host, int(port)
        self._connections: set[asyncio.Task[None]] = set()
        self.questions = self.answers = True

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[str]:
        """Gives the address of the near end."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _connected(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        self._connections.add(asyncio.create_task(self._connect(near, to_near)))

    async def _connect(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        far, to_far = await asyncio.open_connection(*self._far_end)
        try:
            await asyncio.gather(self._pass("questions", near, to_far), self._pass("answers", far, to_near))
        finally:
            for writer in (to_far, to_near):
                writer.close()
                await writer.wait_closed()

    async def _pass(self, way: str, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while part := await source.read(65536):
            if getattr(self, way):
                target.write(part)
        target.close()
