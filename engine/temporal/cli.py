"""Where the Temporal CLI comes from: TEMPORAL_CLI, our cache, the official download, or a build."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from engine.temporal.build import build
from engine.temporal.download import download
from engine.temporal.progress import Progress, Report
from graph.errors import Unavailable
from settings import Settings

VERSION = "1.8.2"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CliVersion:
    """What `temporal --version` says of itself and of the server within it."""

    cli: str
    server: str

    def __str__(self) -> str:
        return f"Temporal server {self.server} (CLI {self.cli})"


async def temporal_cli(settings: Settings, progress: Report) -> Path:
    """The program, fetched or built on the first use; raises Unavailable when there is no way to it."""
    if settings.temporal_cli is not None:
        await version_of(settings.temporal_cli)
        return settings.temporal_cli
    program = cache_folder() / "temporal"
    if not program.exists():
        async with _alone(program.parent, progress):
            if not program.exists():  # the process that we waited for may have brought it
                await _obtain(program, settings, progress)
    progress(Progress("ready", 1.0, f"Temporal CLI {VERSION} is ready"))
    return program


def cache_folder() -> Path:
    """The user's own cache of the pinned version, shared by all clones."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "workflow-builder" / "temporal" / VERSION


async def version_of(program: Path) -> CliVersion:
    """Runs `temporal --version`; raises Unavailable where that is not a Temporal CLI."""
    try:
        process = await asyncio.create_subprocess_exec(
            str(program),
            "--version",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
    except OSError as error:
        reason = f"The Temporal CLI {program} does not run: {error}. Check TEMPORAL_CLI."
        raise Unavailable("Temporal", reason) from error
    output, _ = await process.communicate()
    said = output.decode(errors="replace")
    match = re.search(r"version (\S+) \(Server ([^,)]+)", said)
    if match is None:
        raise Unavailable(
            "Temporal", f"{program} is not a Temporal CLI: it says {said[:200]!r}. Check TEMPORAL_CLI."
        )
    return CliVersion(cli=match[1], server=match[2])


async def _obtain(program: Path, settings: Settings, progress: Report) -> None:
    attempt = program.parent / "new"
    reasons: list[str] = []
    for way in (partial(download, base=settings.temporal_download_base), build):
        shutil.rmtree(attempt, ignore_errors=True)  # what a killed process left
        attempt.mkdir()
        try:
            new = await way(VERSION, attempt, progress)
            await version_of(new)
            new.replace(program)
        except Unavailable as error:
            log.info("%s", error.message)
            reasons.append(error.message)
        else:
            return
        finally:
            shutil.rmtree(attempt, ignore_errors=True)
    raise Unavailable(
        "Temporal",
        f"The Temporal CLI {VERSION} could not be had. {' '.join(reasons)} "
        "Set TEMPORAL_CLI to the program, or TEMPORAL_ADDRESS to a running server, "
        "or install Go 1.26.4 or newer so that it can be built.",
    )


@asynccontextmanager
async def _alone(folder: Path, progress: Report) -> AsyncIterator[None]:
    """Holds the folder's lock, which the kernel frees even when its holder is killed."""
    with _lock_file(folder) as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                progress(Progress("waiting", None, "Another process is getting the Temporal CLI"))
                await asyncio.sleep(0.2)
        yield


def _lock_file(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / "lock").open("w")
    except OSError as error:
        reason = f"The cache {folder} cannot be written: {error}. Set XDG_CACHE_HOME or TEMPORAL_CLI."
        raise Unavailable("Temporal", reason) from error
