"""The Temporal client of an installation: starting, cancelling and asking after executions."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle, WorkflowHistory
from temporalio.common import WorkflowIDReusePolicy
from temporalio.envconfig import ClientConfig
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.service import RPCError, RPCStatusCode

from engine.payloads import BlobStore, PinnedDefinition, data_converter
from graph.errors import Conflict, InvalidInput, Unavailable
from graph.statuses import ExecutionStatus

CALL_TIMEOUT = timedelta(seconds=10)
_AWAY = {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED}
_STATUSES = {
    WorkflowExecutionStatus.RUNNING: ExecutionStatus.RUNNING,
    WorkflowExecutionStatus.CONTINUED_AS_NEW: ExecutionStatus.RUNNING,
    WorkflowExecutionStatus.COMPLETED: ExecutionStatus.COMPLETED,
    WorkflowExecutionStatus.FAILED: ExecutionStatus.FAILED,
    WorkflowExecutionStatus.CANCELED: ExecutionStatus.CANCELLED,
    WorkflowExecutionStatus.TERMINATED: ExecutionStatus.CANCELLED,
    WorkflowExecutionStatus.TIMED_OUT: ExecutionStatus.TIMED_OUT,
}


@dataclass(frozen=True)
class ExecutionState:
    """What Temporal knows of an execution."""

    run_id: str
    status: ExecutionStatus
    closed_at: datetime | None
    terminated: bool


async def connect(
    address: str,
    namespace: str,
    blobs: BlobStore,
    *,
    patience: float | None = None,
    runtime: Runtime | None = None,
) -> Client:
    """A connected client; tries until the server answers, or raises Unavailable after `patience` seconds."""
    began, wait = time.monotonic(), 0.05
    while True:
        try:
            return await Client.connect(
                address,
                namespace=namespace,
                data_converter=data_converter(blobs),
                runtime=runtime or _quiet_runtime(),
                **_credentials(address),
            )
        except (RuntimeError, RPCError) as error:  # refused connections come as a plain RuntimeError
            if patience is not None and time.monotonic() - began + wait > patience:
                raise Unavailable("Temporal", f"Temporal does not answer at {address}.") from error
        await asyncio.sleep(wait)
        wait = min(wait * 2, 2.0)


class Engine:
    """What use cases may ask of Temporal; connects on the first use, and again by itself after an outage."""

    def __init__(
        self, address: str | None, namespace: str, blobs: BlobStore, *, patience: float = 2.0
    ) -> None:
        self._address = address
        self._namespace = namespace
        self._blobs = blobs
        self._patience = patience
        self._client: Client | None = None
        self._connecting = asyncio.Lock()

    def move_to(self, address: str) -> None:
        """The server is (now) at this address."""
        if address != self._address:
            self._address, self._client = address, None

    async def start_execution(
        self,
        definition: Mapping[str, Any],
        input: Any,
        *,
        name: str,
        temporal_workflow_id: str,
        task_queue: str,
        execution_timeout: timedelta | None = None,
        summary: str | None = None,
    ) -> str:
        """The run id; asking again for the same id answers with the execution that is there."""
        client = await self.client()
        async with _errors_told():
            try:
                handle = await client.start_workflow(
                    name,
                    args=[PinnedDefinition(definition), input],
                    id=temporal_workflow_id,
                    task_queue=task_queue,
                    execution_timeout=execution_timeout,
                    id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                    static_summary=summary,
                    rpc_timeout=CALL_TIMEOUT,
                )
            except WorkflowAlreadyStartedError as error:
                return error.run_id or ""
            return handle.result_run_id or ""

    async def cancel(self, temporal_workflow_id: str, run_id: str | None = None) -> None:
        """Asks the execution to end; raises Conflict when it has ended."""
        async with _errors_told():
            await (await self._handle(temporal_workflow_id, run_id)).cancel(rpc_timeout=CALL_TIMEOUT)

    async def terminate(self, temporal_workflow_id: str, run_id: str | None = None, *, reason: str) -> None:
        """Ends the execution without asking it; raises Conflict when it has ended."""
        async with _errors_told():
            handle = await self._handle(temporal_workflow_id, run_id)
            await handle.terminate(reason=reason, rpc_timeout=CALL_TIMEOUT)

    async def state(self, temporal_workflow_id: str, run_id: str | None = None) -> ExecutionState | None:
        """What Temporal knows of the execution; None when it has never heard of it, or has forgotten."""
        handle = await self._handle(temporal_workflow_id, run_id)
        async with _errors_told():
            try:
                described = await handle.describe(rpc_timeout=CALL_TIMEOUT)
            except RPCError as error:
                if error.status == RPCStatusCode.NOT_FOUND:
                    return None
                raise
        status = described.status or WorkflowExecutionStatus.RUNNING
        return ExecutionState(
            run_id=described.run_id,
            status=_STATUSES.get(status, ExecutionStatus.RUNNING),
            closed_at=described.close_time,
            terminated=status == WorkflowExecutionStatus.TERMINATED,
        )

    async def history(self, temporal_workflow_id: str, run_id: str | None = None) -> WorkflowHistory:
        """All events of the execution so far; raises Conflict when Temporal does not know it any more."""
        handle = await self._handle(temporal_workflow_id, run_id)
        async with _errors_told():
            return await handle.fetch_history()

    async def healthy(self) -> bool:
        """Whether the server answers just now."""
        try:
            client = await self.client()
            return await client.service_client.check_health(timeout=timedelta(seconds=2))
        except (Unavailable, RPCError, RuntimeError):
            return False

    async def client(self) -> Client:
        """The connected client, for workers; raises Unavailable."""
        async with self._connecting:
            if self._client is None:
                if self._address is None:
                    raise Unavailable("Temporal", "The Temporal server is still being prepared.")
                self._client = await connect(
                    self._address, self._namespace, self._blobs, patience=self._patience
                )
            return self._client

    async def _handle(self, id: str, run_id: str | None) -> WorkflowHandle[Any, Any]:
        return (await self.client()).get_workflow_handle(id, run_id=run_id)


@asynccontextmanager
async def _errors_told() -> AsyncIterator[None]:
    try:
        yield
    except ApplicationError as error:  # from the payload codec
        raise InvalidInput(error.message, field="input") from error
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            raise Conflict("The execution has ended, or Temporal does not know it.") from error
        if error.status in _AWAY:
            raise Unavailable("Temporal", "Temporal does not answer just now.") from error
        raise
    except RuntimeError as error:
        raise Unavailable("Temporal", f"Temporal does not answer just now: {error}") from error


def _credentials(address: str) -> dict[str, Any]:
    """API key, TLS and headers of TEMPORAL_*, for the server that they were set for and for no other."""
    if address != os.environ.get("TEMPORAL_ADDRESS"):
        return {}
    asked_for_a_file = "TEMPORAL_CONFIG_FILE" in os.environ or "TEMPORAL_PROFILE" in os.environ
    config = ClientConfig.load_client_connect_config(disable_file=not asked_for_a_file)
    return {key: value for key, value in config.items() if key in {"api_key", "tls", "rpc_metadata"}}


@cache
def _quiet_runtime() -> Runtime:
    """One a process, without the core's own warnings about servers that are away: we say that ourselves."""
    quiet = TelemetryFilter(core_level="ERROR", other_level="ERROR")
    return Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(quiet)))
