"""Measures the database's part: recording steps, projecting a draft, migrating; medians on a durable server."""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psutil

from data.embedded import EmbeddedPostgres, processes
from data.migrate import migrate
from data.session import SERVICE, Database
from graph.definition import Definition, Edge, Node, Position
from tests.data.factories import a_person, a_workflow, an_execution

ROUNDS = 15


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="workflow-builder-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "postgres")
    try:
        say("PostgreSQL: first start", [timed(server.start)])
        stops_and_starts = []
        for _ in range(5):
            server.stop()
            stops_and_starts.append(timed(server.start))
        say("PostgreSQL: warm start", stops_and_starts)
        url = server.start() if not server.is_running() else server._url  # noqa: SLF001 (it runs already)
        say("migrations: an empty database", [timed(lambda: migrate(url))])
        say("migrations: nothing to do", [timed(lambda: migrate(url)) for _ in range(ROUNDS)])
        asyncio.run(measure(url))
        pids = processes.server_processes(folder / "postgres" / "data-18")
        memory = sum(psutil.Process(pid).memory_full_info().pss for pid in pids)
        print(f"{'PostgreSQL: memory after this (PSS)':45} {memory / 2**20:8.0f} MB")
    finally:
        server.stop()
        shutil.rmtree(folder)


async def measure(url: str) -> None:
    database = Database(url)
    actor = await a_person(database)
    workflow = await a_workflow(database, actor)
    execution = await an_execution(database, actor, workflow)

    async def record(at: float, status: str) -> None:
        rows = [step(execution.temporal_workflow_id, number, at, status) for number in range(1000)]
        async with database.work(SERVICE) as work:
            await work.recording.steps(rows)

    say("1,000 steps, new", [await timed_async(lambda: record(1, "pending"))])
    again = [await timed_async(lambda at=at: record(at, "running")) for at in range(2, 2 + ROUNDS)]
    say("1,000 steps, changed", again)

    whole = graph(1000)

    async def follow(before: Definition, after: Definition) -> None:
        async with database.work(actor) as work:
            await work.projections.follow(workflow.id, before, after)

    say("projection: 1,000 nodes, all new", [await timed_async(lambda: follow(Definition(), whole))])
    times = []
    for number in range(ROUNDS):
        moved = tuple(
            node.model_copy(update={"position": Position(x=number)}) if index < 10 else node
            for index, node in enumerate(whole.nodes)
        )
        after = whole.model_copy(update={"nodes": moved})
        times.append(await timed_async(lambda before=whole, after=after: follow(before, after)))
        whole = after
    say("projection: 10 of 1,000 nodes moved", times)
    await database.close()


def step(workflow: str, number: int, at: float, status: str) -> dict[str, Any]:
    path = f"step-{number}"
    value = {"input": {"n": number}, "output": {"text": "x" * 200}}
    return {"workflow": workflow, "run": "run", "path": path, "node_id": path, "name": path} | {
        "status": status,
        "at": at,
        **value,
    }


def graph(size: int) -> Definition:
    nodes = tuple(Node(id=f"n{number}", type="transform") for number in range(size))
    edges = tuple(
        Edge(id=f"e{number}", source=f"n{number - 1}", target=f"n{number}") for number in range(1, size)
    )
    return Definition(nodes=nodes, edges=edges)


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


async def timed_async(action: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await action()
    return time.perf_counter() - began


def say(what: str, seconds: list[float]) -> None:
    print(f"{what:45} {statistics.median(seconds) * 1000:8.1f} ms  (of {len(seconds)})")


if __name__ == "__main__":
    main()
