"""The embedded server: started as our child, watched, and stopped with us."""

from __future__ import annotations

import logging
import signal
import subprocess
import time
from pathlib import Path
from typing import IO

import psycopg

from data.embedded import processes
from data.embedded.account import server_account
from data.embedded.binaries import program
from data.embedded.folder import SUPERUSER, ServerFolder
from graph.errors import Unavailable

DATABASE = "workflow_builder"
_log = logging.getLogger(__name__)

# Small on purpose: this server shares a laptop with the product. Durability is left as PostgreSQL ships it.
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "huge_pages": "off",
    "io_method": "sync",  # else three more processes
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_replication_slots": "0",
    "max_logical_replication_workers": "0",
    "max_worker_processes": "2",
    "max_parallel_workers": "2",
    "max_wal_size": "256MB",
    "autovacuum_max_workers": "2",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
}


class EmbeddedPostgres:
    """One PostgreSQL server on one folder; it ends with this process, however this process ends."""

    def __init__(self, folder: Path, *, options: dict[str, str] | None = None) -> None:
        self._folder = ServerFolder(folder, server_account())
        self._options = _OPTIONS | (options or {})
        self._child: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None
        self._url = ""

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def start(self) -> str:
        """Starts the server, blocks until it answers, and returns the URL of its database.

        A server that an earlier, killed process left on the folder is ended first. Crash recovery may take
        as long as it takes. Raises Unavailable or InvalidInput with what to do about it.
        """
        if self._lock is None:
            self._lock = self._folder.lock()
        try:
            self._folder.prepare()
            processes.end_leftovers(self._folder.data)
            self._url = self._start_on_a_free_port()
        except BaseException:
            self.stop()
            raise
        return self._url

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def restart_if_dead(self) -> bool:
        """Starts the server again where it has ended; tells whether it had. The URL stays the same if it can."""
        if self.is_running():
            return False
        _log.warning("PostgreSQL has ended and is started again")
        self.start()
        return True

    def stop(self) -> None:
        """Ends the server (connections are closed, nothing is lost) and lets the folder go."""
        child, self._child = self._child, None
        if child is not None:
            for sign, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
                child.send_signal(sign)
                try:
                    child.wait(timeout=seconds)
                    break
                except subprocess.TimeoutExpired:
                    _log.warning("PostgreSQL did not stop on %s", sign.name)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _start_on_a_free_port(self) -> str:
        for _ in range(3):
            port = self._folder.port()
            with self._folder.open_log() as log:
                since = log.seek(0, 2)
                self._child = processes.start(self._command(port), self._folder.account, log)
            url = f"postgresql://{SUPERUSER}:{self._folder.password()}@127.0.0.1:{port}"
            if self._answers(url):
                return f"{url}/{DATABASE}"
            complaint = self._folder.last_complaint(since)
            # Another program may have taken the port since we looked.
            if "could not create any TCP/IP sockets" not in complaint:
                break
            self._folder.forget_port()
        raise Unavailable(
            "PostgreSQL",
            f"PostgreSQL did not start: {complaint or 'no reason given'} (log: {self._folder.log})",
        )

    def _command(self, port: int) -> list[str]:
        data = self._folder.data
        options = self._options | {"port": str(port), "cluster_name": processes.cluster_name(data)}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return [str(program("postgres")), "-D", str(data), *settings]

    def _answers(self, url: str) -> bool:
        """Waits until a connection succeeds and the database exists; False when the server ended instead."""
        began, told = time.monotonic(), False
        while self.is_running():
            try:
                with psycopg.connect(f"{url}/postgres", connect_timeout=5, autocommit=True) as connection:
                    query = "SELECT 1 FROM pg_database WHERE datname = %s"
                    if connection.execute(query, (DATABASE,)).fetchone() is None:
                        connection.execute(f"CREATE DATABASE {DATABASE}")
                    return True
            except psycopg.OperationalError as error:
                if not told and time.monotonic() - began > 5:
                    told = True
                    _log.info("waiting for PostgreSQL: %s", str(error).strip())
                time.sleep(0.01)
        return False
