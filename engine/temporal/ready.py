"""Knowing when a Temporal server can be worked with."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError


async def wait_until_ready(address: str, namespace: str, retention: timedelta) -> None:
    """Returns once the server knows the namespace and keeps its closed executions for at least that long."""
    while True:
        try:
            client = await Client.connect(address, namespace=namespace)
            return await _keep_for(client, retention)
        except (RuntimeError, RPCError):  # the SDK raises a plain RuntimeError when the connection is refused
            await asyncio.sleep(0.02)


async def _keep_for(client: Client, retention: timedelta) -> None:
    service, name = client.workflow_service, client.namespace
    described = await service.describe_namespace(DescribeNamespaceRequest(namespace=name))
    if described.config.workflow_execution_retention_ttl.ToTimedelta() >= retention:
        return
    wanted = Duration()
    wanted.FromTimedelta(retention)
    await service.update_namespace(
        UpdateNamespaceRequest(
            namespace=name, config=NamespaceConfig(workflow_execution_retention_ttl=wanted)
        )
    )
