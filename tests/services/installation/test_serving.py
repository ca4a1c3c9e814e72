"""`main.py serve` from its start to its end, with real servers."""

import asyncio
import json
import os
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.installation.product import LINK, ROOT, Product
from tests.waiting import is_running, until

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
async def product(reachable_folder: Path) -> AsyncIterator[Product]:
    product = Product(reachable_folder / "home")
    yield product
    await product.end()


async def test_ctrl_c_ends_everything_and_says_no_word_too_many(product: Product):
    await product.start()
    family = product.family()
    assert len(family) > 4, "server, PostgreSQL, Temporal, worker"
    product.interrupt()
    await until(lambda: product.process.poll() is not None, within=30)
    assert product.process.returncode == 0
    assert [pid for pid in family if is_running(pid)] == []
    assert "Traceback" not in product.printed()
    assert not (product.home / "runtime.json").exists()


async def test_a_kill_leaves_nothing_behind_and_the_next_start_finds_everything(product: Product):
    await product.start()
    with product.signed_in() as browser:
        cookies = dict(browser.cookies)
        assert browser.get("/").status_code == 200
    family = product.family()
    product.process.kill()
    product.process.wait()
    await product.start()
    assert [pid for pid in family if is_running(pid)] == []
    with product.signed_in() as browser:
        browser.cookies.clear()
        browser.cookies.update(cookies)
        assert browser.get("/").status_code == 200, "the session of before the kill is gone"


async def test_of_two_starts_at_once_one_serves_and_the_other_gives_a_link_to_it(product: Product):
    twin = Product(product.home, product.port)
    twin.output = product.output.with_suffix(".twin")
    product.begin()
    twin.begin()
    await until(lambda: product.process.poll() is not None or twin.process.poll() is not None, within=50)
    server, other = (product, twin) if product.process.poll() is None else (twin, product)
    assert other.process.returncode == 0, other.printed()
    assert "already running" in other.printed()
    with server.signed_in(LINK.findall(other.printed())[0]) as browser:
        assert browser.get("/").status_code == 200
    await server.end()


async def test_servers_that_are_killed_come_back(product: Product):
    await product.start()
    killed = [
        product.child(words) for words in ("pginstall18/bin/postgres", "server start-dev", "main.py worker")
    ]
    for pid in killed:
        os.kill(pid, 9)
    await until(lambda: not any(map(is_running, killed)))
    await until(product._all_well, within=50)


async def test_a_worker_that_is_killed_is_replaced_by_one_that_stood_by(product: Product):
    await product.start()
    await until(lambda: len(product.children("main.py worker")) == 2)
    working, standing_by = product.children("main.py worker")
    os.kill(working, 9)
    await until(lambda: not is_running(working))
    await until(product._all_well)
    assert product.child("main.py worker") == standing_by
    await until(lambda: len(product.children("main.py worker")) == 2)
    product.interrupt()
    await until(lambda: not is_running(standing_by))


async def test_developing_a_changed_source_is_loaded_by_pages_and_worker(product: Product):
    await product.start("--reload")
    await until(lambda: len(product.children("main.py worker")) == 2)
    before = {*product.children("main.py worker"), product.child("main.py pages")}
    (ROOT / "settings" / "__init__.py").touch()
    await until(lambda: not any(map(is_running, before)), within=20)
    await until(lambda: len(product.children("main.py worker")) == 2, within=20)
    await until(product._all_well, within=20)


async def test_what_runs_is_written_down_for_its_owner_only(product: Product):
    await product.start()
    file = product.home / "runtime.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["url"] == product.url


async def test_a_taken_port_is_named_with_a_way_out(product: Product):
    with socket.create_server(("127.0.0.1", product.port)):
        refused = await asyncio.to_thread(product.command, "serve")
    assert refused.returncode == 1
    assert f"Port {product.port} is taken" in refused.stderr
    assert "WORKFLOW_BUILDER_PORT=" in refused.stderr


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    refused = await asyncio.to_thread(Product(tmp_path / "file" / "home").command, "serve")
    assert refused.returncode == 1
    assert "cannot be written" in refused.stderr
    assert "WORKFLOW_BUILDER_HOME" in refused.stderr


async def test_an_address_that_others_can_reach_is_refused(tmp_path: Path):
    product = Product(tmp_path / "home", environment={"WORKFLOW_BUILDER_HOST": "0.0.0.0"})
    refused = await asyncio.to_thread(product.command, "serve")
    assert refused.returncode == 1
    assert "SUPABASE_URL" in refused.stderr


async def test_a_link_needs_something_that_runs(tmp_path: Path):
    refused = await asyncio.to_thread(Product(tmp_path / "home").command, "link")
    assert refused.returncode == 1
    assert "make run" in refused.stderr
