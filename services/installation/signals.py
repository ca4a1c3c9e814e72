"""Being told to stop."""

from __future__ import annotations

import asyncio
import os
import signal


def signalled() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; a second one ends this process at once, and the kernel its children."""
    told = asyncio.Event()

    def hear() -> None:
        if told.is_set():
            os._exit(130)
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, hear)
    return told
