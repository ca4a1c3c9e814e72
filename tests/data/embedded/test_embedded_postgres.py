"""The embedded server, killed and hindered in every way that has been seen to happen."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psutil
import psycopg
import pytest

from data.embedded import EmbeddedPostgres, account, processes
from graph.errors import InvalidInput, Unavailable
from tests.waiting import is_running, until

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder():
    # Not below pytest's own folder: started as root, the server runs as a user who may not enter there.
    parent = Path(tempfile.mkdtemp(prefix="workflow-builder-"))
    parent.chmod(0o755)
    yield parent / "postgres"
    for pid in processes.server_processes(parent / "postgres" / "data-18"):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(parent)


@pytest.fixture
def server(folder):
    server = EmbeddedPostgres(folder)
    yield server
    server.stop()


def execute(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def in_another_process(folder, *, then="signal.pause()"):
    """A process of its own that starts the server there, prints the address and does something."""
    code = (
        "import signal, sys; from pathlib import Path; from data.embedded import EmbeddedPostgres\n"
        f"server = EmbeddedPostgres(Path({str(folder)!r}))\n"
        f"print(server.start(), flush=True)\n{then}"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def test_what_was_written_is_there_after_a_restart_at_the_same_address(server):
    url = server.start()
    execute(url, "CREATE TABLE kept AS SELECT 1 AS value")
    server.stop()
    assert not server.is_running()
    assert server.start() == url
    assert execute(url, "SELECT value FROM kept") == [(1,)]


def test_it_listens_on_loopback_and_wants_its_password(server):
    url = server.start()
    listening = {
        one.laddr.ip for one in psutil.Process(server.pid).net_connections() if one.status == "LISTEN"
    }
    assert listening == {"127.0.0.1"}
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.replace("postgres:", "postgres:not-"))
    assert ((server._folder.path / "password").stat().st_mode & 0o777) == 0o600


async def test_killed_it_is_started_again_and_has_every_commit(server):
    url = server.start()
    execute(url, "CREATE TABLE kept (value INT)")
    for value in range(20):
        execute(url, f"INSERT INTO kept VALUES ({value})")
    os.kill(server.pid, signal.SIGKILL)
    await until(lambda: not server.is_running())
    assert server.restart_if_dead()
    assert not server.restart_if_dead()
    assert execute(url, "SELECT count(*) FROM kept") == [(20,)]


async def test_orphans_that_a_killed_server_left_at_work_are_ended_first(server):
    url = server.start()
    with psycopg.connect(url) as busy:
        # Stopped, this child cannot notice that its parent is gone, as one that waits for the disk would not.
        child = busy.info.backend_pid
        os.kill(child, signal.SIGSTOP)
        os.kill(server.pid, signal.SIGKILL)
        await until(lambda: not server.is_running())
        server.restart_if_dead()
    assert not is_running(child)
    assert execute(url, "SELECT 1") == [(1,)]


async def test_it_ends_with_a_parent_that_was_killed(folder):
    parent = in_another_process(folder)
    with parent:
        url = parent.stdout.readline().strip()
        assert execute(url, "SELECT 1") == [(1,)]
        parent.kill()
    await until(lambda: not processes.server_processes(folder / "data-18"))


def test_a_killed_parents_server_that_is_still_there_is_replaced(folder, server):
    parent = in_another_process(folder)
    with parent:
        url = parent.stdout.readline().strip()
        execute(url, "CREATE TABLE kept AS SELECT 1 AS value")
        old = server_of(folder)
        os.kill(old, signal.SIGSTOP)  # too busy to obey the parent-death signal at once
        parent.kill()
    os.kill(old, signal.SIGCONT)
    assert execute(server.start(), "SELECT value FROM kept") == [(1,)]
    assert server.pid != old


def test_it_outlives_the_thread_that_started_it(server):
    thread = threading.Thread(target=server.start)
    thread.start()
    thread.join()
    assert execute(server._url, "SELECT 1") == [(1,)]
    assert server.is_running()


def test_a_number_of_a_process_that_now_belongs_to_another_program_does_not_hinder(server):
    server.start()
    server.stop()
    pid_file = server._folder.data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{server._folder.data}\n")
    server._folder.account.own(pid_file)
    assert execute(server.start(), "SELECT 1") == [(1,)]


def test_a_port_that_another_program_took_is_left_to_it(server):
    url = server.start()
    server.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", int(url.rsplit(":", 1)[1].split("/")[0])))
        other.listen()
        assert server.start() != url


def test_two_owners_of_one_folder_are_refused(folder, server):
    server.start()
    with pytest.raises(Unavailable, match="in use by another process"):
        EmbeddedPostgres(folder).start()
    assert server.is_running()


def test_what_an_interrupted_first_start_left_is_made_anew(folder, server):
    half = folder / "data-unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert execute(server.start(), "SELECT 1") == [(1,)]


def test_data_of_another_postgresql_is_refused(folder, server):
    (folder / "data-16").mkdir(parents=True)
    (folder / "data-16" / "PG_VERSION").write_text("16\n")
    with pytest.raises(Unavailable, match="another PostgreSQL"):
        server.start()


def test_damaged_data_is_said_with_the_servers_own_words(server):
    server.start()
    server.stop()
    (server._folder.data / "global" / "pg_control").unlink()
    with pytest.raises(Unavailable, match="pg_control"):
        server.start()


def test_a_file_where_the_folder_should_be_is_a_clear_refusal(folder, server):
    folder.write_text("")
    with pytest.raises(InvalidInput, match="cannot be used"):
        server.start()


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as someone else")
async def test_a_parent_folder_that_is_closed_to_the_servers_user_does_not_hinder(folder):
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedPostgres(closed / "postgres")
    try:
        assert execute(server.start(), "SELECT 1") == [(1,)]
        os.kill(server.pid, signal.SIGKILL)
        await until(lambda: not server.is_running())
        assert server.restart_if_dead()
        # Of root's rights it has the one to pass, and it still ends with its parent.
        status = rights_of(server.pid)
        assert re.search(r"CapEff:\s+0*[24]\n", status)
        assert re.search(r"Uid:\s+65534\s+65534", status)
    finally:
        server.stop()
    parent = in_another_process(closed / "postgres")
    with parent:
        parent.stdout.readline()
        parent.kill()
    await until(lambda: not processes.server_processes(closed / "postgres" / "data-18"))


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as someone else")
def test_a_closed_parent_folder_is_named_where_root_has_no_right_to_pass(folder, monkeypatch):
    monkeypatch.setattr(account, "_own_capabilities", set)
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(InvalidInput, match=f"may not enter {closed}"):
        EmbeddedPostgres(closed / "postgres").start()


def rights_of(pid):
    return Path(f"/proc/{pid}/status").read_text()


def server_of(folder):
    return int((folder / "data-18" / "postmaster.pid").read_text().split("\n")[0])
