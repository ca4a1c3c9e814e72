"""`import ui` after `from nicegui import ui` silently rebinds NiceGUI's `ui` to our package."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "main.py", *sorted((ROOT / "ui").rglob("*.py"))]


def imports_the_package_by_its_bare_name(source: str) -> bool:
    nodes = ast.walk(ast.parse(source))
    return any(
        alias.name.split(".")[0] == "ui" and alias.asname is None
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_our_ui_package_is_imported_with_from(path):
    assert not path.exists() or not imports_the_package_by_its_bare_name(path.read_text())


@pytest.mark.parametrize("line", ["import ui", "import ui.pages.home"])
def test_a_bare_import_is_noticed(line):
    assert imports_the_package_by_its_bare_name(f"from nicegui import ui\n{line}\n")
