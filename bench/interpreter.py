"""The interpreter against a hand-written workflow of the same shape: executions per second, and one alone.

    .venv/bin/python -m bench.interpreter ADDRESS [--steps 20] [--executions 10] [--rounds 15] [--no-recording]

Both run without sandbox, in one worker, on one server, in short alternating rounds; the medians count.
"""

import argparse
import asyncio
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Worker

from engine.client import connect
from engine.interpreter.recording import Recording
from engine.interpreter.workflow import Interpreter
from engine.payloads import PinnedDefinition
from engine.transitions import Transition

Start = Callable[[], Awaitable[Any]]


@activity.defn(name="increase")
async def increase(arguments: dict[str, Any]) -> int:
    return int(arguments["n"]) + 1


@workflow.defn(name="by-hand", sandboxed=False)
class ByHand:
    @workflow.run
    async def run(self, steps: int) -> int:
        n = 0
        for _ in range(steps):
            n = await workflow.execute_activity(
                increase, {"n": n}, start_to_close_timeout=timedelta(seconds=60)
            )
        return n


class Blobs:
    """Blobs for a process's lifetime."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    async def put(self, content_hash: str, content: bytes) -> None:
        self._contents[content_hash] = content

    async def get(self, content_hash: str) -> bytes | None:
        return self._contents.get(content_hash)


class Counting:
    """A sink that counts what it hears."""

    def __init__(self) -> None:
        self.count = 0

    def record(self, transition: Transition) -> None:  # noqa: ARG002
        self.count += 1


def chain(steps: int) -> dict[str, Any]:
    """The definition of `steps` activities in a row, each adding one."""
    nodes: list[dict[str, Any]] = [{"id": "start", "type": "manual", "data": {}}]
    edges = []
    for number in range(steps):
        value = f"{{{{ nodes.step{number - 1}.output }}}}" if number else 0
        config = {"activity": "increase", "arguments": {"n": value}}
        nodes.append(
            {"id": f"step{number}", "type": "activity", "data": {"label": f"Step {number}", "config": config}}
        )
        edges.append({"id": str(number), "source": nodes[-2]["id"], "target": nodes[-1]["id"]})
    return {"schema_version": 1, "nodes": nodes, "edges": edges}


@dataclass(frozen=True)
class Measured:
    """Medians, by contestant; `ratio` is how fast the interpreter is, the hand-written workflow being 1."""

    executions_per_second: dict[str, float]
    milliseconds_a_step_alone: dict[str, float]
    ratio: float
    transitions: int


async def measure(
    address: str, *, steps: int = 20, executions: int = 10, rounds: int = 15, recording: bool = True
) -> Measured:
    """Runs both on the Temporal server at this address."""
    client = await connect(address, "default", Blobs())
    queue, sink = f"bench-{uuid.uuid4()}", Counting()
    worker = Worker(
        client,
        task_queue=queue,
        workflows=[Interpreter, ByHand],
        activities=[increase],
        interceptors=[Recording(sink)] if recording else [],
    )
    definition = chain(steps)
    contestants: dict[str, Start] = {
        "interpreter": lambda: _run(client, queue, "graph", PinnedDefinition(definition), None),
        "by hand": lambda: _run(client, queue, "by-hand", steps),
    }
    async with worker:
        for start in contestants.values():
            assert await start() == steps
        rates, alone = await _rounds(contestants, executions, rounds)
    pairs = zip(rates["interpreter"], rates["by hand"], strict=True)
    return Measured(
        executions_per_second={name: statistics.median(each) for name, each in rates.items()},
        milliseconds_a_step_alone={
            name: statistics.median(each) / steps * 1000 for name, each in alone.items()
        },
        ratio=statistics.median(ours / theirs for ours, theirs in pairs),
        transitions=sink.count,
    )


async def _rounds(
    contestants: dict[str, Start], executions: int, rounds: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    alone: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        # The order turns around each time: whoever comes second finds a fuller database.
        for name in sorted(contestants, reverse=bool(number % 2)):
            began = time.perf_counter()
            await contestants[name]()
            alone[name].append(time.perf_counter() - began)
            began = time.perf_counter()
            await asyncio.gather(*(contestants[name]() for _ in range(executions)))
            rates[name].append(executions / (time.perf_counter() - began))
    return rates, alone


def _report(measured: Measured) -> str:
    lines = [
        f"{name:12} {rate:6.1f} executions/s  {measured.milliseconds_a_step_alone[name]:5.1f} ms a step alone"
        for name, rate in measured.executions_per_second.items()
    ]
    return "\n".join([*lines, f"ratio {measured.ratio:.3f}, {measured.transitions} transitions recorded"])


async def _run(client: Client, queue: str, name: str, *args: Any) -> Any:
    return await client.execute_workflow(name, args=args, id=f"{name}-{uuid.uuid4()}", task_queue=queue)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("address")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--executions", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-recording", dest="recording", action="store_false")
    print(_report(asyncio.run(measure(**vars(parser.parse_args())))))
