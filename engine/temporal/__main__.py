"""`python -m engine.temporal`: brings the pinned Temporal CLI to this machine, and says where it is."""

from __future__ import annotations

import asyncio
import sys

from engine.temporal.cli import temporal_cli
from engine.temporal.progress import Progress
from graph.errors import Unavailable
from settings import settings


def main() -> int:
    try:
        print(asyncio.run(temporal_cli(settings(), _Told())))  # noqa: T201 (a command prints)
    except Unavailable as error:
        print(error.message, file=sys.stderr)  # noqa: T201
        return 1
    return 0


class _Told:
    """Says each new message, and how far it has come, once per tenth."""

    def __init__(self) -> None:
        self._last: tuple[str, int | None] | None = None

    def __call__(self, progress: Progress) -> None:
        tenth = None if progress.fraction is None else int(progress.fraction * 10)
        stage = (progress.stage, tenth)
        if stage != self._last:
            self._last = stage
            share = "" if tenth is None else f" ({tenth * 10} %)"
            print(f"{progress.message}{share}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
