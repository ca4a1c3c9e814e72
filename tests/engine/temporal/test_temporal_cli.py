"""Where the Temporal CLI comes from, and what is said when there is none."""

import asyncio
import io
import os
import shutil
import sys
import tarfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.temporal import build as building
from engine.temporal.cli import VERSION, cache_folder, temporal_cli, version_of
from graph.errors import Unavailable
from settings import Settings
from tests.waiting import is_running, until

PROGRAM = f'#!/bin/sh\necho "temporal version {VERSION} (Server 1.31.2, UI 2.50.1)"\n'


def archive_of(content: str, name: str = "temporal") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content.encode()))
    return buffer.getvalue()


@contextmanager
def serving(body: bytes, *, status: int = 200, announced: int | None = None):
    """A server on loopback that gives this answer to everything; yields its address and the paths asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(announced or len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def settings_for(base: str, **more) -> Settings:
    return Settings(temporal_download_base=base, **more)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TEMPORAL_CLI", raising=False)


@pytest.fixture
def without_go(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing listens


async def test_a_given_program_is_taken_as_it_is(tmp_path):
    program = tmp_path / "mine"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    assert await temporal_cli(settings_for(NOWHERE, temporal_cli=program), lambda _: None) == program


async def test_a_given_program_that_is_none_is_refused_by_name(tmp_path):
    with pytest.raises(Unavailable, match="TEMPORAL_CLI"):
        await temporal_cli(settings_for(NOWHERE, temporal_cli=tmp_path / "absent"), lambda _: None)


async def test_a_given_program_of_another_kind_is_refused():
    with pytest.raises(Unavailable, match="not a Temporal CLI"):
        await temporal_cli(settings_for(NOWHERE, temporal_cli=Path("/bin/echo")), lambda _: None)


async def test_it_is_downloaded_once_and_then_comes_from_the_cache():
    seen = []
    with serving(archive_of(PROGRAM)) as (base, asked):
        first = await temporal_cli(settings_for(base), seen.append)
        second = await temporal_cli(settings_for(base), lambda _: None)
    assert first == second == cache_folder() / "temporal"
    assert (await version_of(first)).server == "1.31.2"
    assert len(asked) == 1
    assert asked[0].startswith(f"/cli/archive/v{VERSION}?platform={sys.platform}&arch=")
    fractions = [p.fraction for p in seen if p.stage == "download" and p.fraction is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert [path.name for path in cache_folder().iterdir() if path.name != "lock"] == ["temporal"]


async def test_two_at_once_download_once():
    with serving(archive_of(PROGRAM)) as (base, asked):
        settings = settings_for(base)
        await asyncio.gather(*(temporal_cli(settings, lambda _: None) for _ in range(3)))
    assert len(asked) == 1


@pytest.mark.usefixtures("without_go")
@pytest.mark.parametrize(
    ("body", "more"),
    [
        (archive_of(PROGRAM), {"status": 404}),
        (archive_of(PROGRAM, name="../temporal"), {}),
        (archive_of("#!/bin/sh\necho other\n"), {}),
        (b"<html>captive portal</html>", {}),
        (archive_of(PROGRAM)[:60], {}),
        (archive_of(PROGRAM), {"announced": 10_000}),
    ],
    ids=["missing", "elsewhere", "another program", "not an archive", "cut archive", "cut transfer"],
)
async def test_a_bad_download_leaves_nothing_and_names_the_ways_out(body, more):
    with serving(body, **more) as (base, _), pytest.raises(Unavailable) as caught:
        await temporal_cli(settings_for(base), lambda _: None)
    for way in ("TEMPORAL_CLI", "TEMPORAL_ADDRESS", "Go 1.26.4"):
        assert way in caught.value.message
    assert [path.name for path in cache_folder().iterdir()] == ["lock"]


@pytest.mark.usefixtures("without_go")
async def test_a_download_over_plain_http_from_elsewhere_is_refused():
    with pytest.raises(Unavailable, match="https"):
        await temporal_cli(settings_for("http://temporal.example"), lambda _: None)


@pytest.mark.usefixtures("without_go")
async def test_a_cache_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(Unavailable, match="XDG_CACHE_HOME"):
        await temporal_cli(settings_for(NOWHERE), lambda _: None)


def go_that(tmp_path: Path, monkeypatch, script: str) -> None:
    """Puts a `go` on the path that answers as told."""
    go = tmp_path / "bin" / "go"
    go.parent.mkdir()
    go.write_text(f"#!/bin/sh\n{script}")
    go.chmod(0o755)
    monkeypatch.setenv("PATH", f"{go.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")


async def test_without_a_download_it_is_built(tmp_path, monkeypatch):
    script = f"""case "$1" in
version) echo go version go1.26.4 linux/amd64 ;;
list) echo "go: downloading a v1"; printf 'one\\ntwo\\n' ;;
build) echo one; echo two; while [ "$1" != "-o" ]; do shift; done; cat > "$2" <<'END'
{PROGRAM}END
chmod +x "$2" ;;
esac
"""
    go_that(tmp_path, monkeypatch, script)
    seen = []
    program = await temporal_cli(settings_for(NOWHERE), seen.append)
    assert (await version_of(program)).cli == VERSION
    assert {"fetch", "build", "ready"} <= {progress.stage for progress in seen}


async def test_a_failed_build_says_why(tmp_path, monkeypatch):
    go_that(tmp_path, monkeypatch, '[ "$1" = version ] && echo go1.27.0 || { echo no space left; exit 1; }')
    with pytest.raises(Unavailable, match="no space left"):
        await temporal_cli(settings_for(NOWHERE), lambda _: None)


async def test_an_old_go_is_not_tried(tmp_path, monkeypatch):
    go_that(tmp_path, monkeypatch, "echo go version go1.22.1 linux/amd64")
    with pytest.raises(Unavailable, match=r"Go 1\.26\.4 or newer"):
        await temporal_cli(settings_for(NOWHERE), lambda _: None)


async def test_a_cancelled_build_leaves_nothing_and_stops_its_compilers(tmp_path, monkeypatch):
    pid_file = tmp_path / "pid"
    script = f'[ "$1" = version ] && echo go1.27.0 || {{ sleep 1000 & echo $! > {pid_file}; wait; }}'
    go_that(tmp_path, monkeypatch, script)
    task = asyncio.create_task(temporal_cli(settings_for(NOWHERE), lambda _: None))
    pid = int(await until(lambda: pid_file.exists() and pid_file.read_text().strip()))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: not is_running(pid))
    assert [path.name for path in cache_folder().iterdir()] == ["lock"]


@pytest.mark.skipif(shutil.which("go") is None, reason="needs Go")
async def test_the_wrapper_module_is_tidy_and_pins_the_version():
    text = (building.WRAPPER / "go.mod").read_text()
    assert f"github.com/temporalio/cli v{VERSION}" in text
    assert f"tool {building.PACKAGE}" in text
