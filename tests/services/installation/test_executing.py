"""`main.py execute`: a definition from a file, run to its end."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.installation.product import Product

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
async def product(reachable_folder: Path) -> AsyncIterator[Product]:
    product = Product(reachable_folder / "home")
    yield product
    await product.end()


def definition(**config: Any) -> dict[str, Any]:
    """Start, then an End with this config."""
    return {
        "schema_version": 1,
        "nodes": [
            {
                "id": "start",
                "type": "manual",
                "position": {"x": 0, "y": 0},
                "data": {"label": "Start", "config": {}},
            },
            {
                "id": "end",
                "type": "end",
                "position": {"x": 300, "y": 0},
                "data": {"label": "End", "config": config},
            },
        ],
        "edges": [
            {"id": "e", "source": "start", "target": "end", "sourceHandle": "out", "targetHandle": "in"},
        ],
        "viewport": {"x": 0, "y": 0, "zoom": 1},
    }


def write(folder: Path, name: str, value: Any) -> str:
    file = folder / name
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return str(file)


async def test_a_file_runs_without_anything_that_serves(product: Product, tmp_path: Path):
    graph = write(tmp_path, "doubled.json", definition(result="success", output="{{ input.n * 2 }}"))
    given = write(tmp_path, "input.json", {"n": 21})
    ended = await asyncio.to_thread(product.command, "execute", graph, "--input", given)
    assert ended.returncode == 0, ended.stderr
    report = json.loads(ended.stdout)
    assert (report["status"], report["output"], report["error"]) == ("completed", 42, None)
    steps = {step["path"]: (step["status"], step["attempts"]) for step in report["steps"]}
    assert steps == {"start": ("completed", 1), "end": ("completed", 1)}


async def test_on_what_serves_it_becomes_one_workflow_however_often_it_runs(product: Product, tmp_path: Path):
    await product.start()
    graph = write(tmp_path, "gives-up.json", definition(result="failure", message="no parcels"))
    for _ in range(2):
        ended = await asyncio.to_thread(product.command, "execute", graph)
        assert ended.returncode == 1, ended.stderr
        report = json.loads(ended.stdout)
        assert report["status"] == "failed"
        assert "no parcels" in report["error"]["message"]
    assert product.process.poll() is None


@pytest.mark.parametrize(
    ("graph", "given", "why"),
    [
        ("{", "{}", "is not JSON"),
        ("[" * 100_000, "{}", "nested too deeply"),
        ({"schema_version": 1, "nodes": "none"}, "{}", "is not a definition"),
        ({"schema_version": 1, "nodes": [], "edges": []}, "{}", "trigger"),
        (definition(result="success"), "{broken", "is not JSON"),
    ],
    ids=["broken", "deep", "no-definition", "empty", "broken-input"],
)
async def test_what_cannot_be_used_is_refused_before_anything_starts(
    graph: Any, given: str, why: str, tmp_path: Path
):
    product = Product(tmp_path / "home")
    files = write(tmp_path, "graph.json", graph), "--input", write(tmp_path, "input.json", given)
    refused = await asyncio.to_thread(product.command, "execute", *files)
    assert refused.returncode == 2
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not product.home.exists()
