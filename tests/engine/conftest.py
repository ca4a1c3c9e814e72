"""The interpreter at work on a real server."""

from collections.abc import AsyncIterator

import pytest

from tests.engine.house import House, house


@pytest.fixture
async def empty_house(temporal_address: str) -> House:
    """A server without a worker."""
    return await house(temporal_address)


@pytest.fixture
async def engine(empty_house: House) -> AsyncIterator[House]:
    """A server with a worker."""
    async with empty_house.worker():
        yield empty_house
