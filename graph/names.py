"""Names: kebab names of workflows, and ids for new nodes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

LONGEST_KEBAB_NAME = 63
KEBAB_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Letters that do not come apart into a plain one and an accent.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d",
        "ð": "d", "þ": "th", "ı": "i", "&": " and ", "'": "", "’": "",
    }
)  # fmt: skip


def kebab_name(display_name: str, fallback: str = "workflow") -> str:
    """`Daily report (Müller)` becomes `daily-report-mueller`; the fallback where no letter or digit is left."""
    plain = unicodedata.normalize("NFC", display_name).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    words = re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    return "-".join(words)[:LONGEST_KEBAB_NAME].strip("-") or fallback


def is_kebab_name(name: str) -> bool:
    """True for small letters and digits with single hyphens between, not too long."""
    return len(name) <= LONGEST_KEBAB_NAME and KEBAB_NAME.fullmatch(name) is not None


def unique_name(wanted: str, taken: Container[str]) -> str:
    """The wanted name, or with the first free number behind it: `report`, `report-2`, `report-3`, …"""
    return _numbered(wanted, taken, "-")


def node_id(wanted: str, taken: Container[str]) -> str:
    """An id for a new node that expressions can read as `nodes.id`: `http_request`, `http_request_2`, …"""
    plain = kebab_name(wanted, "node").replace("-", "_")
    return _numbered(plain if plain[0].isalpha() else f"n_{plain}", taken, "_")


def _numbered(wanted: str, taken: Container[str], hyphen: str) -> str:
    if wanted not in taken:
        return wanted
    for number in count(2):
        ending = f"{hyphen}{number}"
        name = wanted[: LONGEST_KEBAB_NAME - len(ending)].rstrip(hyphen) + ending
        if name not in taken:
            return name
    raise AssertionError("count() never ends")
