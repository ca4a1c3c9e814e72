"""The activities that the tests' graphs run."""

import asyncio
from collections.abc import Callable
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from engine.workers.unknown import unknown_activity


class Activities:
    """The activities of the tests; `calls` are their arguments in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.cancelled: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def gate(self, name: str) -> asyncio.Event:
        return self.gates.setdefault(name, asyncio.Event())

    @activity.defn(name="echo")
    async def echo(self, arguments: dict[str, Any]) -> Any:
        """Answers with its argument `value`."""
        self._called()
        return arguments.get("value")

    @activity.defn(name="fail")
    async def fail(self, arguments: dict[str, Any]) -> None:
        """Fails, for good unless `retried`."""
        self._called()
        raise ApplicationError(
            arguments.get("message", "broken"),
            {"code": 7},
            type="Broken",
            non_retryable="retried" not in arguments,
        )

    @activity.defn(name="flaky")
    async def flaky(self, arguments: dict[str, Any]) -> str:
        """Fails as often as `failures` says, then succeeds."""
        self._called()
        if activity.info().attempt <= arguments["failures"]:
            raise RuntimeError("not yet")
        return f"attempt {activity.info().attempt}"

    @activity.defn(name="flaky_then_broken")
    async def flaky_then_broken(self, arguments: dict[str, Any]) -> None:
        """Fails for now as often as `failures` says, then for good."""
        if activity.info().attempt <= arguments["failures"]:
            raise RuntimeError("not yet")
        raise ApplicationError("broken", type="Broken", non_retryable=True)

    @activity.defn(name="wait")
    async def wait(self, arguments: dict[str, Any]) -> str:
        """Waits until its `gate` opens, giving signs of life."""
        self._called()
        opened = asyncio.ensure_future(self.gate(arguments["gate"]).wait())
        try:
            while not opened.done():
                activity.heartbeat()
                await asyncio.wait([opened], timeout=0.1)
        except asyncio.CancelledError:
            self.cancelled.append(activity.info().activity_id)
            raise
        finally:
            opened.cancel()
        return str(arguments["gate"])

    def all(self) -> list[Callable[..., Any]]:
        return [self.echo, self.fail, self.flaky, self.flaky_then_broken, self.wait, unknown_activity]

    def _called(self) -> None:
        info = activity.info()
        self.calls.append((info.activity_id, info.attempt))
