"""The official download of the Temporal CLI."""

from __future__ import annotations

import asyncio
import io
import os
import platform
import shutil
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from engine.temporal.progress import Progress, Report
from graph.errors import Unavailable

# Where nothing answers, a build may have to take over: three seconds are enough to know.
TIMEOUT = httpx.Timeout(30, connect=3)


async def download(version: str, folder: Path, progress: Report, *, base: str) -> Path:
    """The program, unpacked into the folder; raises Unavailable where the address has none for us."""
    url = f"{base.rstrip('/')}/cli/archive/v{version}?platform={sys.platform}&arch={_architecture()}"
    _refuse_plain_http(base)
    progress(Progress("download", None, f"Asking {urlsplit(base).hostname} for the Temporal CLI {version}"))
    archive = folder / "temporal.tar.gz"
    try:
        await _fetch(url, archive, progress)
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise Unavailable("Temporal", f"The download from {base} failed: {reason}.") from error
    progress(Progress("unpack", None, "Unpacking the Temporal CLI"))
    return await asyncio.to_thread(_unpack, archive, folder / "temporal")


async def _fetch(url: str, target: Path, progress: Report) -> None:
    async with (
        httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True) as client,
        client.stream("GET", url) as response,
    ):
        response.raise_for_status()
        total = int(response.headers.get("content-length", 0))
        done = 0
        with target.open("wb") as file:
            async for chunk in response.aiter_bytes():
                file.write(chunk)
                done += len(chunk)
                share = min(done / total, 1.0) if total else None
                progress(Progress("download", share, f"Downloading the Temporal CLI: {done / 1e6:.0f} MB"))


def _unpack(archive: Path, target: Path) -> Path:
    """Takes the one file that is wanted, so that nothing else in the archive can be written anywhere."""
    try:
        with tarfile.open(archive) as tar, target.open("wb") as file:
            member = tar.extractfile("temporal")
            shutil.copyfileobj(member or io.BytesIO(), file)
            file.flush()
            os.fsync(file.fileno())
    except (tarfile.TarError, KeyError, EOFError, OSError) as error:
        raise Unavailable("Temporal", f"The downloaded archive is not usable: {error}.") from error
    target.chmod(0o755)
    return target


def _architecture() -> str:
    machine = platform.machine().lower()
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)


def _refuse_plain_http(base: str) -> None:
    """The archive carries no signature that we could check: only TLS vouches for it."""
    parts = urlsplit(base)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        raise Unavailable("Temporal", f"TEMPORAL_DOWNLOAD_BASE must be an https address, not {base!r}.")
