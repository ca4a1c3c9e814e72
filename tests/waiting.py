"""Waiting for what is promised, instead of sleeping and hoping."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import psutil


async def until(condition: Callable[[], Any | Awaitable[Any]], *, within: float = 30) -> Any:
    """What the condition gives once it holds; fails the test when it does not within the seconds given."""
    async with asyncio.timeout(within):
        while True:
            value = condition()
            if inspect.isawaitable(value):
                value = await value
            if value:
                return value
            await asyncio.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether the process lives; one that ended but was not waited for does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
