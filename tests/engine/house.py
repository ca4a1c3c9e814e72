"""A worker on a real server that runs graphs for tests, and what can be seen of it."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle, WorkflowHistory
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from engine.client import connect
from engine.history.replay import Rebuilt, rebuild
from engine.interpreter.recording import Recording
from engine.interpreter.workflow import Interpreter
from engine.payloads import PinnedDefinition
from engine.transitions import ExecutionTransition, StepTransition, Transition
from tests.engine.acting import Activities
from tests.engine.agreement import assert_agreement
from tests.engine.graphs import Graph
from tests.waiting import until


class Blobs:
    """Keeps values by their hash, in memory."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.reads = 0

    async def put(self, content_hash: str, content: bytes) -> None:
        self.contents[content_hash] = content

    async def get(self, content_hash: str) -> bytes | None:
        self.reads += 1
        return self.contents.get(content_hash)


class Heard:
    """A sink that keeps every transition."""

    def __init__(self) -> None:
        self.transitions: list[Transition] = []

    def record(self, transition: Transition) -> None:
        self.transitions.append(transition)

    def steps(self, workflow_id: str) -> dict[str, StepTransition]:
        heard = [each for each in self.transitions if each.temporal_workflow_id == workflow_id]
        return {each.path: each for each in heard if isinstance(each, StepTransition)}

    def execution(self, workflow_id: str) -> ExecutionTransition:
        heard = [each for each in self.transitions if each.temporal_workflow_id == workflow_id]
        return [each for each in heard if isinstance(each, ExecutionTransition)][-1]


@dataclass(frozen=True)
class Run:
    """An execution that has ended."""

    status: str
    output: Any
    error: dict[str, Any] | None
    message: str | None
    steps: dict[str, StepTransition]
    execution: ExecutionTransition
    history: WorkflowHistory
    rebuilt: Rebuilt

    def status_of(self, path: str) -> str | None:
        return str(self.steps[path].status) if path in self.steps else None

    def statuses(self) -> dict[str, str]:
        return {path: str(step.status) for path, step in self.steps.items()}

    def count(self, event: str) -> int:
        kind = EventType.Value(f"EVENT_TYPE_{event}")
        return sum(each.event_type == kind for each in self.history.events)


@dataclass
class House:
    """`run` starts a graph and waits for its end."""

    client: Client
    task_queue: str
    blobs: Blobs
    heard: Heard = field(default_factory=Heard)
    activities: Activities = field(default_factory=Activities)

    async def run(self, graph: Graph, input: Any = None, **options: Any) -> Run:
        return await self.ended(await self.start(graph, input, **options))

    async def start(self, graph: Graph, input: Any = None, **options: Any) -> WorkflowHandle[Any, Any]:
        return await self.client.start_workflow(
            options.pop("name", "tested"),
            args=[PinnedDefinition(graph), input],
            id=f"test-{uuid.uuid4()}",
            task_queue=self.task_queue,
            **options,
        )

    async def until(self, handle: WorkflowHandle[Any, Any], path: str, status: str) -> None:
        """Waits until a step has this status."""
        await until(lambda: path in (steps := self.heard.steps(handle.id)) and steps[path].status == status)

    async def until_called(self, path: str) -> None:
        """Waits until the activity at this path is at work."""
        await until(lambda: path in [called for called, _ in self.activities.calls])

    async def until_cancelled(self, path: str) -> None:
        """Waits until the activity at this path has been stopped."""
        await until(lambda: path in self.activities.cancelled)

    async def rebuilt(self, handle: WorkflowHandle[Any, Any]) -> Rebuilt:
        return await rebuild(await handle.fetch_history(), self.client.data_converter)

    async def ended(self, handle: WorkflowHandle[Any, Any]) -> Run:
        output, failure = None, None
        try:
            output = await handle.result()
        except WorkflowFailureError as error:
            failure = error.cause
        described = await handle.describe()
        history = await handle.fetch_history()
        rebuilt = await rebuild(history, self.client.data_converter)
        steps, execution = self.heard.steps(handle.id), self.heard.execution(handle.id)
        assert_agreement(steps, execution, rebuilt)
        return Run(
            status=described.status.name.lower() if described.status else "",
            output=output,
            error=failure.details[0] if isinstance(failure, ApplicationError) and failure.details else None,
            message=str(failure) if failure else None,
            steps=steps,
            execution=execution,
            history=history,
            rebuilt=rebuilt,
        )

    @asynccontextmanager
    async def worker(self, **options: Any) -> AsyncIterator[Worker]:
        async with Worker(
            self.client,
            task_queue=self.task_queue,
            workflows=[Interpreter],
            activities=self.activities.all(),
            interceptors=[Recording(self.heard)],
            max_heartbeat_throttle_interval=timedelta(seconds=0.1),
            **options,
        ) as worker:
            yield worker


async def house(address: str) -> House:
    blobs = Blobs()
    return House(await connect(address, "default", blobs), f"test-{uuid.uuid4()}", blobs)
