"""What the server keeps beside its database: which version made it, its ports, and who runs it."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from data.embedded.ports import free_ports, is_free
from engine.temporal.cli import CliVersion
from graph.errors import Unavailable

LOG_LIMIT = 10_000_000  # bytes; one older file is kept


@dataclass(frozen=True)
class Ports:
    grpc: int
    ui: int


class ServerFolder:
    """The files of one Temporal server; `lock` makes sure that only one supervisor uses them."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.database = self.path / "temporal.db"
        self.log = self.path / "temporal.log"
        self._version = self.path / "version.json"
        self._ports = self.path / "ports.json"
        self._pid = self.path / "server.pid"

    def lock(self) -> IO[str]:
        """Held while the file that is returned stays open; raises Unavailable when another process has it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            file = (self.path / "lock").open("w")
        except OSError as error:
            raise Unavailable("Temporal", f"The folder {self.path} cannot be written: {error}.") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise Unavailable(
                "Temporal", f"Another process runs the Temporal server of {self.path}."
            ) from error
        return file

    def claim(self, version: CliVersion) -> None:
        """Notes which server makes the database; raises Unavailable when it was made by another one."""
        if not self.database.exists():
            _write(self._version, asdict(version))
            return
        made_by = _read(self._version)
        if made_by.get("server") == version.server:
            return
        maker = CliVersion(**made_by) if made_by else "an unknown version of Temporal"
        raise Unavailable(
            "Temporal",
            f"{self.database} was made by {maker}, and this is {version}: they do not fit together. "
            f"Set TEMPORAL_CLI to a CLI of that version, or move {self.path} away to begin anew; "
            "executions that are still running in it end there.",
        )

    def ports(self, *, anew: bool = False) -> Ports:
        """The ports of the last time, as long as they are free: workers and bookmarks know them."""
        remembered = _read(self._ports)
        if not anew and remembered and all(is_free(port) for port in remembered.values()):
            return Ports(**remembered)
        ports = Ports(*free_ports(2))
        _write(self._ports, asdict(ports))
        return ports

    def note_server(self, pid: int) -> None:
        _write(self._pid, {"pid": pid, "born": _born(pid)})

    def forget_server(self) -> None:
        self._pid.unlink(missing_ok=True)

    def stop_left_over(self) -> None:
        """Ends the server of a parent that was killed: two servers on one database would harm it."""
        noted = _read(self._pid)
        pid, born = noted.get("pid"), noted.get("born")
        if pid is None or born is None or _born(pid) != born:  # gone; its pid may be someone else's by now
            self.forget_server()
            return
        for number, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                break
            if _ends(pid, born, patience):
                break
        self.forget_server()

    def open_log(self) -> IO[bytes]:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.open("ab")

    def log_tail(self) -> str:
        """The last lines of the log, for a message."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return " | ".join(lines[-3:])[-500:]


def _ends(pid: int, born: str, patience: float) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if _born(pid) != born:
            return True
        time.sleep(0.02)
    return False


def _born(pid: int) -> str | None:
    """When a living process began, as the kernel counts: with the pid it names one process for ever."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in {"Z", "X"} else rest[18]


def _read(file: Path) -> dict[str, Any]:
    """The JSON object in the file; empty where there is none, e.g. after a crash while it was written."""
    try:
        content = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(file: Path, content: dict[str, Any]) -> None:
    new = file.with_suffix(".new")
    new.write_text(json.dumps(content))
    new.replace(file)
