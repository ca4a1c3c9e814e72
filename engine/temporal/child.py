"""Child processes that do not outlive us."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent() -> Callable[[], None] | None:
    """A `preexec_fn` that has the kernel send SIGTERM to the child when we die, however we die.

    The kernel watches the *thread* that starts the child, not the process: start children from the main
    thread, or from one that lives as long as they shall. Where there is no such signal (macOS) the next
    start finds what was left by its pid file.
    """
    if sys.platform != "linux":
        return None
    # Loaded here, since after the fork nothing may be imported: another thread may hold the import lock.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it died between the fork and the call
            os.kill(os.getpid(), signal.SIGKILL)

    return ask
