"""The Temporal server as a child: it answers, comes back, keeps what it knew, and is never left behind."""

import asyncio
import json
import os
import signal
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from engine.temporal.server import TemporalServer
from graph.errors import Unavailable
from tests.waiting import is_running, until


@asynccontextmanager
async def running(program: Path, folder: Path):
    server = TemporalServer(program, folder)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def start_something(address: str) -> str:
    client = await Client.connect(address)
    await client.start_workflow("anything", id="kept", task_queue="nobody")
    return "kept"


async def test_it_listens_on_loopback_only_and_has_its_pages(temporal_program, tmp_path):
    async with running(temporal_program, tmp_path) as server:
        listening = {
            connection.laddr.ip
            for connection in psutil.Process(server.pid).net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN
        }
        assert listening == {"127.0.0.1"}
        async with httpx.AsyncClient() as client:
            assert (await client.get(server.ui_url)).status_code == 200


async def test_closed_executions_are_kept_for_months(temporal_program, tmp_path):
    async with running(temporal_program, tmp_path) as server:
        client = await Client.connect(server.address)
        described = await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace="default")
        )
        assert described.config.workflow_execution_retention_ttl.ToTimedelta().days >= 30


async def test_after_a_restart_it_has_the_same_address_and_all_executions(temporal_program, tmp_path):
    async with running(temporal_program, tmp_path) as server:
        first = server.address
        started = await start_something(first)
        pid = server.pid
    assert not is_running(pid)
    async with running(temporal_program, tmp_path) as server:
        assert server.address == first
        client = await Client.connect(server.address)
        await client.get_workflow_handle(started).describe()


async def test_it_takes_new_ports_when_the_old_ones_are_taken(temporal_program, tmp_path):
    async with running(temporal_program, tmp_path) as server:
        first = server.address
    with socket.create_server(("127.0.0.1", int(first.rpartition(":")[2]))):
        async with running(temporal_program, tmp_path) as server:
            assert server.address != first
            await start_something(server.address)


async def test_killed_it_is_started_again_and_has_lost_nothing(temporal_program, tmp_path):
    changes = []
    async with running(temporal_program, tmp_path) as server:
        started = await start_something(server.address)
        watching = asyncio.create_task(server.watch(changes.append))
        for _ in range(2):
            await until(lambda: server.pid)
            os.kill(server.pid, signal.SIGKILL)
            changes.clear()
            await until(lambda: changes == [False, True])
            client = await Client.connect(server.address)
            await client.get_workflow_handle(started).describe()
        pid = server.pid
    await watching
    assert not is_running(pid)


async def test_a_database_of_another_version_is_refused_and_named(temporal_program, tmp_path):
    async with running(temporal_program, tmp_path):
        pass
    (tmp_path / "version.json").write_text(json.dumps({"cli": "1.5.1", "server": "1.29.1"}))
    with pytest.raises(Unavailable) as caught:
        await TemporalServer(temporal_program, tmp_path).start()
    for part in ("1.29.1", "1.5.1", "1.31.2", "TEMPORAL_CLI", str(tmp_path)):
        assert part in caught.value.message


async def test_a_second_supervisor_of_the_same_folder_is_refused(temporal_program, tmp_path):
    async with running(temporal_program, tmp_path) as server:
        with pytest.raises(Unavailable, match="Another process"):
            await TemporalServer(temporal_program, tmp_path).start()
        await Client.connect(server.address)


async def test_a_program_that_ends_at_once_is_reported_with_what_it_said(tmp_path):
    program = tmp_path / "temporal"
    said = "temporal version 1.8.2 (Server 1.31.2, UI 2)"
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "{said}" || {{ echo disk full; exit 1; }}\n')
    program.chmod(0o755)
    with pytest.raises(Unavailable, match="disk full"):
        await TemporalServer(program, tmp_path / "data").start()


SUPERVISOR = """
import asyncio, sys
from pathlib import Path
from engine.temporal.server import TemporalServer

async def main():
    server = TemporalServer(Path(sys.argv[1]), Path(sys.argv[2]))
    await server.start()
    print(server.pid, flush=True)
    await asyncio.sleep(1000)

asyncio.run(main())
"""


async def supervisor(program: Path, folder: Path) -> tuple[asyncio.subprocess.Process, int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SUPERVISOR, str(program), str(folder), stdout=asyncio.subprocess.PIPE
    )
    return process, int(await process.stdout.readline())


async def test_it_dies_with_a_killed_parent(temporal_program, tmp_path):
    parent, child = await supervisor(temporal_program, tmp_path)
    parent.kill()
    await parent.wait()
    await until(lambda: not is_running(child))


async def test_what_a_killed_parent_left_is_replaced(temporal_program, tmp_path):
    parent, child = await supervisor(temporal_program, tmp_path)
    os.kill(child, signal.SIGSTOP)  # so that the parent's death cannot end it
    parent.kill()
    await parent.wait()
    async with running(temporal_program, tmp_path) as server:
        assert not is_running(child)
        await start_something(server.address)


async def test_a_pid_file_that_names_a_stranger_harms_nobody(temporal_program, tmp_path):
    (tmp_path / "server.pid").write_text(json.dumps({"pid": os.getpid(), "born": "1"}))
    async with running(temporal_program, tmp_path) as server:
        await start_something(server.address)
