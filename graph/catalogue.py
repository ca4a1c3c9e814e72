"""What a definition may name besides node types: the registered activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ActivitySpec:
    """A registered Python function; `summary` is its line on the canvas: `{argument}` stands for a value."""

    name: str
    label: str
    description: str = ""
    category: str = "Activities"
    icon: str = "bolt"
    summary: str = ""
    input_schema: Mapping[str, Any] = field(default_factory=dict)
    output_schema: Mapping[str, Any] | None = None


Activities = Mapping[str, ActivitySpec]
