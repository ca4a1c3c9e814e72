"""How far something long has come, for the page's banner and the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """`fraction` is 0 to 1, or None where only the time that passes can be told."""

    stage: str
    fraction: float | None
    message: str


Report = Callable[[Progress], None]
