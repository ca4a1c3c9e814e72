"""A build of the Temporal CLI from the sources that `tools/temporal/go.sum` pins, where only Go is there."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from engine.temporal.child import dies_with_parent
from engine.temporal.progress import Progress, Report
from graph.errors import Unavailable

WRAPPER = Path(__file__).resolve().parents[2] / "tools" / "temporal"
PACKAGE = "github.com/temporalio/cli/cmd/temporal"
OLDEST_GO = (1, 26, 4)


async def build(version: str, folder: Path, progress: Report, *, go: str = "go") -> Path:
    """The program, built into the folder: three to four minutes on two cores; raises Unavailable."""
    program = shutil.which(go)
    if program is None:
        raise Unavailable("Temporal", "It cannot be built: Go is not installed.")
    await _check_go(program)
    began = time.monotonic()

    def tell(stage: str, fraction: float | None, what: str) -> None:
        passed = int(time.monotonic() - began)
        progress(Progress(stage, fraction, f"{what} ({passed // 60}:{passed % 60:02d})"))

    packages = await _list_packages(program, tell)
    target = folder / "temporal"
    flags = f"-s -w -X github.com/temporalio/cli/internal/temporalcli.Version={version}"
    await _compile(program, target, flags, packages, tell)
    return target


Tell = Callable[[str, float | None, str], None]


async def _list_packages(go: str, tell: Tell) -> int:
    """How many packages there are to compile; fetches their modules."""
    modules = sum(1 for line in (WRAPPER / "go.sum").read_text().splitlines() if "/go.mod " not in line)
    fetched = 0

    def heard(line: str) -> None:
        nonlocal fetched
        if line.startswith("go: downloading"):
            fetched += 1
        tell("fetch", min(fetched / modules, 1.0), "Fetching the sources of the Temporal CLI")

    listed = await _run([go, "list", "-deps", PACKAGE], heard)
    return sum(1 for line in listed if not line.startswith("go: "))


async def _compile(go: str, target: Path, flags: str, packages: int, tell: Tell) -> None:
    compiled = 0

    def heard(line: str) -> None:
        nonlocal compiled
        if not line.startswith(("go: ", "#")):
            compiled += 1  # -v names each package as it is compiled
        tell("build", min(compiled / packages, 0.99), "Building the Temporal CLI, once for all projects")

    # -buildvcs=false: the version of our own repository has no place in their program.
    options = ["-v", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", str(target)]
    tell("build", 0.0, "Building the Temporal CLI, once for all projects")
    await _run([go, "build", *options, PACKAGE], heard)


async def _check_go(go: str) -> None:
    """Asked within the wrapper, where an older Go fetches the tool chain that `go.mod` names, if it may."""
    said = " ".join(await _run([go, "version"], lambda _: None))
    match = re.search(r"go(\d+)\.(\d+)(?:\.(\d+))?", said)
    if match is None or tuple(int(part or 0) for part in match.groups()) < OLDEST_GO:
        raise Unavailable(
            "Temporal", f"It cannot be built: Go 1.26.4 or newer is needed, not {said[:100]!r}."
        )


async def _run(command: list[str], heard: Callable[[str], None]) -> list[str]:
    """The lines that the command prints; stops it, with its compilers, when we are cancelled."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=WRAPPER,
        env={**os.environ, "CGO_ENABLED": "0"},  # all else (GOFLAGS, GOPROXY, …) is the user's
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=dies_with_parent(),
    )
    lines: list[str] = []
    tail: deque[str] = deque(maxlen=5)
    try:
        assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
        async for raw in process.stdout:
            line = raw.decode(errors="replace").rstrip()
            lines.append(line)
            tail.append(line)
            heard(line)
        code = await process.wait()
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    if code:
        raise Unavailable("Temporal", f"The build failed: {' | '.join(tail)[-600:]}.")
    return lines
