"""The folder of an installation: everything that it keeps, and the lock that allows one owner."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from graph.errors import InvalidInput


@dataclass(frozen=True)
class Runtime:
    """Where a running installation is reached; written for commands that are typed beside it."""

    pid: int
    url: str | None
    database_url: str
    temporal_address: str | None = None
    temporal_ui: str | None = None


class Home:
    """The paths below one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.postgres = self.path / "postgres"
        self.temporal = self.path / "temporal"
        self.worker_log = self.path / "worker.log"
        self._runtime = self.path / "runtime.json"

    def lock(self) -> IO[str] | None:
        """The lock as an open file, or None while another process holds it; the kernel frees it on a kill.

        Raises InvalidInput where the folder cannot be used.
        """
        try:
            # The database may run as another user, who must be able to pass.
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            file = (self.path / "lock").open("a")
        except OSError as error:
            raise InvalidInput(
                f"{self.path} cannot be written: {os.strerror(error.errno or 0)}. Make it writable for this user, "
                "or set WORKFLOW_BUILDER_HOME to another folder.",
                field="WORKFLOW_BUILDER_HOME",
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file

    def runtime(self) -> Runtime | None:
        """What the running installation wrote; None where none has, or while it is starting."""
        try:
            return Runtime(**json.loads(self._runtime.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write_runtime(self, runtime: Runtime) -> None:
        """Only the owner may read it: the database's password is in it."""
        new = self._runtime.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(runtime), file)
        new.replace(self._runtime)

    def forget_runtime(self) -> None:
        self._runtime.unlink(missing_ok=True)
