"""Names: kebab names of workflows and queues, and ids of new nodes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST_KEBAB_NAME = 63
_KEBAB_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Letters that do not fall apart into a base letter and an accent.
_SPELT_OUT = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "ø": "o",
        "å": "a",
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ł": "l",
        "đ": "d",
        "þ": "th",
        "œ": "oe",
    }
)


def kebab_name(display_name: str) -> str:
    """The display name in small ASCII letters, digits and hyphens; `workflow` where none of it can be spelt so."""
    spelt = unicodedata.normalize("NFC", display_name).lower().translate(_SPELT_OUT)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", ascii_only)).strip("-")
    return joined[:LONGEST_KEBAB_NAME].strip("-") or "workflow"


def is_kebab_name(name: str) -> bool:
    """Whether a name is one that `kebab_name` could have made."""
    return len(name) <= LONGEST_KEBAB_NAME and _KEBAB_NAME.fullmatch(name) is not None


def unique_name(wanted: str, taken: Collection[str], *, separator: str = "-") -> str:
    """The wanted name, or the first of `wanted-2`, `wanted-3`, … that is not taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted[: LONGEST_KEBAB_NAME - 6]}{separator}{number}" in taken:
        number += 1
    return f"{wanted[: LONGEST_KEBAB_NAME - 6]}{separator}{number}"
