"""The icons that there are: the names in our cut of Material Symbols."""

from __future__ import annotations

from functools import cache

from ui.theme import ASSETS

_STAND_IN = "bolt"


@cache
def _names() -> frozenset[str]:
    return frozenset((ASSETS / "fonts" / "icons.txt").read_text().split())


def known(name: str) -> str:
    """The icon, or a stand-in where the cut lacks it: an unknown name would be drawn as its letters."""
    return name if name in _names() else _STAND_IN
