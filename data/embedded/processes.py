"""Starting processes that die with us, and finding those that an earlier, killed parent left."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from data.embedded.account import Account

# A parent-death signal fires when the *thread* that started the process ends, so all are started by one
# thread, which lives as long as this process.
_starter = ThreadPoolExecutor(1, thread_name_prefix="process-starter")


def start(command: Sequence[str | Path], account: Account, output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Starts a program as the account, in a session of its own (Ctrl-C is for us, we end it in our order)."""
    launcher = Path(__file__).with_name("launch.py")
    capability = -1 if account.capability is None else account.capability
    who = [account.uid, account.gid, capability, os.getpid()]
    words = [sys.executable, "-I", "-S", launcher, *who, *command]

    def run() -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own words, no shell)
            [str(word) for word in words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
        )

    return _starter.submit(run).result()


def cluster_name(data: Path) -> str:
    """The mark by which the processes of one data folder are known: PostgreSQL puts it into their titles."""
    return f"wb-{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]}"


def server_processes(data: Path) -> list[int]:
    """The PostgreSQL processes that work in a data folder, whoever started them."""
    mark = cluster_name(data)
    return [pid for pid in _all_pids() if _belongs(_command_line(pid), mark)]


def end_leftovers(data: Path, *, patience: float = 20) -> None:
    """Ends what a killed parent or a killed server left: two servers on one folder would destroy it."""
    pid_file = data / "postmaster.pid"
    for sign, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        left = server_processes(data)
        if not left:
            break
        main = _recorded_pid(pid_file)
        # Children of a killed server obey only the harder signals; children of a living one are its own affair.
        _send(sign, [main] if main in left and sign == signal.SIGINT else left)
        _wait_until_gone(data, seconds if main in left else min(seconds, 1.0))
    if sys.platform == "linux" and not server_processes(data):
        # Its number may belong to another program by now, and PostgreSQL would take that for a server.
        pid_file.unlink(missing_ok=True)


def _wait_until_gone(data: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server_processes(data):
        time.sleep(0.01)


def _send(sign: signal.Signals, pids: Iterable[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            continue


def _recorded_pid(pid_file: Path) -> int:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _all_pids() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 (names, 10x faster)
    except OSError:
        return []  # no /proc: PostgreSQL's own check of postmaster.pid has to do


def _command_line(pid: int) -> list[str]:
    # Not `exe` or `cwd`: in a container, root may not read these of another user's process.
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
    except OSError:
        return []


def _belongs(words: list[str], mark: str) -> bool:
    if not words:
        return False
    is_child = words[0].startswith(f"postgres: {mark}: ")
    return is_child or (Path(words[0]).name == "postgres" and f"cluster_name={mark}" in words)
