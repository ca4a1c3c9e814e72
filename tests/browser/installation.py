"""A whole installation for browser tests: `main.py serve` in a folder of its own, as `make run` starts it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[2]
START_WITHIN = 50  # seconds, the Temporal CLI being there
_LINK = re.compile(r"http://[^\s]+/enter\?token=[\w-]+")


@dataclass
class Installation:
    """The running product; `output` is what it printed."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    output: list[str] = field(default_factory=list)
    process: "subprocess.Popen[str] | None" = None
    reader: threading.Thread = field(default_factory=threading.Thread)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns once the page answers and executions can run."""
        self.port = self.port or _free_port()
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "NICEGUI_"))}
        own = {
            "WORKFLOW_BUILDER_HOME": str(self.home),
            "WORKFLOW_BUILDER_PORT": str(self.port),
            "WORKFLOW_BUILDER_OPEN": "0",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "main.py", "serve"],
            cwd=ROOT,
            env=kept | own | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.wait_until(self._works, "the installation works")

    def link(self) -> str:
        """The one-time link that was printed at the start."""
        found = [match.group(0) for line in self.output if (match := _LINK.search(line))]
        return found[-1]

    def new_link(self) -> str:
        """Another one-time link, as `make link` prints it."""
        own = {"WORKFLOW_BUILDER_HOME": str(self.home), "WORKFLOW_BUILDER_PORT": str(self.port)}
        printed = subprocess.run(
            [sys.executable, "main.py", "link"],
            cwd=ROOT,
            env=os.environ | own,
            capture_output=True,
            text=True,
            check=True,
        )
        return _LINK.findall(printed.stdout)[-1]

    def child(self, words: str) -> int:
        """The pid of the installation's process whose command line has these words."""
        found = self.find_child(words)
        assert found is not None, f"no process of the installation has {words!r} in its command line"
        return found

    def find_child(self, words: str) -> int | None:
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if words in " ".join(child.cmdline()) and child.status() != psutil.STATUS_ZOMBIE:
                    return child.pid
            except psutil.NoSuchProcess:
                continue
        return None

    def kill_child(self, words: str) -> int:
        """Kills that process with SIGKILL, as a crash would."""
        pid = self.child(words)
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self) -> None:
        """Ctrl-C, and all of it is gone."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.reader.join(5)

    def wait_until(self, condition: "object", what: str, within: float = START_WITHIN) -> None:
        give_up = time.monotonic() + within
        while time.monotonic() < give_up:
            assert self.process is not None
            assert self.process.poll() is None, f"the installation ended:\n{''.join(self.output[-30:])}"
            if condition():  # type: ignore[operator]
                return
            time.sleep(0.1)
        raise TimeoutError(f"not within {within} s: {what}\n{''.join(self.output[-30:])}")

    def health(self) -> dict[str, str]:
        """What `/health` says of each service; empty while it does not answer."""
        try:
            answer = httpx.get(f"{self.url}/health", timeout=2)
            return {name: str(state) for name, state in answer.json().items()}
        except (httpx.TransportError, json.JSONDecodeError):
            return {}

    def _works(self) -> bool:
        health = self.health()
        states = [health.get(name) for name in ("database", "temporal", "worker")]
        return states == ["ok"] * 3

    def _read(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        with self.process.stdout as printed:
            for line in printed:
                self.output.append(line)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
