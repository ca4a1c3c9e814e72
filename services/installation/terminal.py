"""What the terminal says of the servers while they start, go away and come back."""

from __future__ import annotations

import time
from collections.abc import Callable

from services.status import ServiceName, StatusBoard

_NAMES: dict[ServiceName, str] = {"database": "PostgreSQL", "temporal": "Temporal", "worker": "worker"}
_EVERY = 10.0  # seconds between lines about the same long thing


def report(board: StatusBoard, say: Callable[[str], None]) -> None:
    """One line for each change of state, and now and then one for what takes long."""
    states: dict[ServiceName, str] = {}
    spoken = dict.fromkeys(_NAMES, 0.0)

    def look() -> None:
        for service, name in _NAMES.items():
            status = getattr(board.current, service)
            changed = states.get(service) != status.state
            long = status.fraction is not None and time.monotonic() - spoken[service] >= _EVERY
            if not (changed or long) or status.state == "starting":
                continue
            states[service], spoken[service] = status.state, time.monotonic()
            share = f" {status.fraction:.0%}" if status.fraction is not None else ""
            say(f"✓ {name}" if status.state == "ok" else f"… {name}: {status.message or status.state}{share}")

    board.on_change(look)
    look()
