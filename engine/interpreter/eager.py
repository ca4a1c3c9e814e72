"""Starting a coroutine at once, and giving it a task only if it has to wait."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any

Work = Coroutine[Any, Any, None]


def start(work: Work, name: str) -> asyncio.Task[None] | None:
    """The task in which the work goes on, or None when it ran through without waiting.

    A task per node costs more than most nodes do: conditions and transforms never wait.
    """
    try:
        awaited = work.send(None)
    except StopIteration:
        return None
    return asyncio.get_running_loop().create_task(_Begun(work, awaited), name=name)


class _Begun(Coroutine[Any, Any, None]):
    """Work that already waits for `awaited`, as a coroutine that a task can take over."""

    def __init__(self, work: Work, awaited: Any) -> None:
        self._work = work
        self._awaited = awaited

    def send(self, value: Any) -> Any:
        awaited, self._awaited = self._awaited, None
        return self._work.send(value) if awaited is None else awaited

    def throw(self, *error: Any) -> Any:
        self._awaited = None
        return self._work.throw(*error)

    def close(self) -> None:
        self._work.close()

    def __await__(self) -> Generator[Any, Any, None]:
        raise NotImplementedError("only a task runs this")
