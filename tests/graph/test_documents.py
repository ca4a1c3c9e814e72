"""The manual's examples: each is a definition without a problem, and every function is in it."""

import json
import re
from pathlib import Path

import pytest

from graph.expressions import FUNCTIONS
from graph.loading import parse_text
from graph.plan import compile_plan
from graph.rules import check
from tests.graph.build import ACTIVITIES

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCKS = re.findall(r"```json\n(.*?)```", (DOCS / "definition.md").read_text("utf-8"), re.DOTALL)
EXAMPLES = [block for block in BLOCKS if "nodes" in json.loads(block)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_manual_has_no_problem(example):
    definition = parse_text(example)
    compile_plan(definition)
    assert check(definition, ACTIVITIES) == []


def test_the_manual_names_every_function():
    manual = (DOCS / "expressions.md").read_text("utf-8")
    assert [name for name in FUNCTIONS if f"| `{name}(" not in manual] == []
