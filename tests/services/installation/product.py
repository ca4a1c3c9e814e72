"""The product as a process: started, killed and looked at as a user would."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from tests.waiting import is_running, until

ROOT = Path(__file__).parents[3]
LINK = re.compile(r"http://\S+/enter\?token=[\w-]+")


@dataclass
class Product:
    home: Path
    port: int = 0
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()
        self.output = self.home.with_name(f"{self.home.name}.output")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def printed(self) -> str:
        return self.output.read_text()

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs another command beside the product."""
        return subprocess.run(
            [sys.executable, "main.py", *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )

    def begin(self, *words: str) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "main.py", "serve", *words],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def start(self, *words: str) -> None:
        """Returns once everything works."""
        self.begin(*words)
        await until(self._all_well, within=50)

    def interrupt(self) -> None:
        """Ctrl-C: the signal goes to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def family(self) -> list[int]:
        """The process and all that it has started."""
        return [
            self.process.pid,
            *(child.pid for child in psutil.Process(self.process.pid).children(recursive=True)),
        ]

    def child(self, words: str) -> int:
        found = self.children(words)
        assert found, f"no child process has {words!r} in its command line"
        return found[0]

    def children(self, words: str) -> list[int]:
        """The child processes with these words in their command lines, the oldest first."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        children.sort(key=lambda child: child.create_time())
        return [child.pid for child in children if words in _command_line(child)]

    @contextmanager
    def signed_in(self, link: str | None = None) -> Iterator[httpx.Client]:
        """A browser that has used a link, the one that was printed last unless another is given."""
        token = (link or LINK.findall(self.printed())[-1]).partition("token=")[2]
        with httpx.Client(base_url=self.url, headers={"Origin": self.url, "Accept": "text/html"}) as client:
            assert client.post("/enter", data={"token": token}).status_code == 303
            yield client

    async def end(self) -> None:
        """For the end of a test: whatever is left goes."""
        if self.process is None or self.process.poll() is not None:
            return
        family = self.family()
        self.process.kill()
        self.process.wait()
        await until(lambda: not any(map(is_running, family)), within=30)

    def _all_well(self) -> bool:
        assert self.process.poll() is None, self.printed()
        try:
            health = httpx.get(f"{self.url}/health", timeout=2)
        except httpx.TransportError:
            return False
        return health.json() == {"database": "ok", "temporal": "ok", "worker": "ok"}

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "NICEGUI_"))}
        own = {
            "WORKFLOW_BUILDER_HOME": str(self.home),
            "WORKFLOW_BUILDER_PORT": str(self.port),
            "WORKFLOW_BUILDER_OPEN": "0",
        }
        return kept | own | self.environment


def _command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""  # ended while we looked


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
