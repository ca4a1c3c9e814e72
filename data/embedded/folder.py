"""The folder of the embedded server: data, log, password, port, and the lock that allows one owner."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from data.embedded import processes
from data.embedded.account import Account
from data.embedded.binaries import MAJOR_VERSION, program
from data.embedded.ports import free_ports, is_free
from graph.errors import InvalidInput, Unavailable

SUPERUSER = "postgres"
_LOG_LIMIT = 5_000_000


class ServerFolder:
    """Paths below one folder, and what must be true of them before a server can start."""

    def __init__(self, path: Path, account: Account) -> None:
        self.path = path.absolute()
        self.account = account
        self.data = self.path / f"data-{MAJOR_VERSION}"
        self.log = self.path / "server.log"
        self._password = self.path / "password"
        self._port = self.path / "port"

    def prepare(self) -> None:
        """Makes the folder and, the first time, the database cluster in it; raises InvalidInput or Unavailable."""
        with self._disk_errors():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.account.own(self.path)
            self.account = self.account.reaching(self.data, program("postgres"))
            if not self._password.exists():
                self._write_private(self._password, secrets.token_urlsafe(24))
        if not (self.data / "PG_VERSION").exists():
            self._refuse_other_version()
            self._initialise()

    def lock(self) -> IO[bytes]:
        """The lock as an open file, held until it is closed; the kernel frees it when its owner is killed."""
        with self._disk_errors():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = (self.path / "lock").open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise Unavailable(
                "PostgreSQL",
                f"The database in {self.path} is in use by another process of this product. Stop that one first, "
                "or set WORKFLOW_BUILDER_HOME to another folder.",
            ) from None
        return file

    def password(self) -> str:
        return self._password.read_text()

    def port(self) -> int:
        """The port used last time where it is still free, another free one otherwise."""
        try:
            remembered = int(self._port.read_text())
        except (OSError, ValueError):
            remembered = 0
        port = remembered if remembered and is_free(remembered) else free_ports(1)[0]
        if port != remembered:
            with self._disk_errors():
                self._write_private(self._port, str(port))
        return port

    def forget_port(self) -> None:
        self._port.unlink(missing_ok=True)

    def open_log(self) -> IO[bytes]:
        """The log, opened for appending; a long one is put aside first, and one old one is kept."""
        with self._disk_errors():
            if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".log.1"))
            return self.log.open("ab")

    def last_complaint(self, since: int) -> str:
        """The last fatal line that the server logged after the byte `since`, or an empty text."""
        with self.log.open("rb") as file:
            file.seek(since)
            lines = file.read().decode(errors="replace").splitlines()
        fatal = [line for line in lines if "FATAL: " in line or "PANIC: " in line or "error: " in line]
        return (fatal or lines or [""])[-1]

    def _initialise(self) -> None:
        # Under another name first: what a kill leaves half made is never taken for a database.
        unfinished = self.path / "data-unfinished"
        with self._disk_errors():
            shutil.rmtree(unfinished, ignore_errors=True)
            with self.open_log() as log, tempfile.NamedTemporaryFile("w", dir=self.path) as password:
                since = log.tell()
                password.write(self.password())
                password.flush()
                self.account.own(Path(password.name))
                self._run_initdb(unfinished, Path(password.name), log, since)
            unfinished.rename(self.data)

    def _run_initdb(self, target: Path, password: Path, log: IO[bytes], since: int) -> None:
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        options += [
            "--builtin-locale=C.UTF-8",
            f"--username={SUPERUSER}",
            f"--pwfile={password}",
            "-D",
            str(target),
        ]
        try:
            code = processes.start([program("initdb"), *options], self.account, log).wait(timeout=300)
        except subprocess.TimeoutExpired as error:
            raise Unavailable(
                "PostgreSQL", f"Making the database in {self.path} took over 5 minutes."
            ) from error
        if code != 0:
            raise Unavailable(
                "PostgreSQL",
                f"The database could not be made in {self.path}: {self.last_complaint(since)} (log: {self.log})",
            )

    def _refuse_other_version(self) -> None:
        others = [folder.name for folder in self.path.glob("data-[0-9]*") if (folder / "PG_VERSION").exists()]
        if others:
            raise Unavailable(
                "PostgreSQL",
                f"{self.path} holds data of another PostgreSQL ({', '.join(others)}), this is {MAJOR_VERSION}. "
                "Run the product's version that made it and dump it, or set WORKFLOW_BUILDER_HOME to a new folder.",
            )

    def _write_private(self, path: Path, text: str) -> None:
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        new.replace(path)

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = os.strerror(error.errno) if error.errno else str(error)
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                advice = "Free some space on that disk and start again."
            else:
                advice = "Make it writable for this user, or set WORKFLOW_BUILDER_HOME to another folder."
            raise InvalidInput(
                f"The data folder {self.path} cannot be used: {what}. {advice}", field="WORKFLOW_BUILDER_HOME"
            ) from error
