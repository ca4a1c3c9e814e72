"""Becomes another program that ends when its parent does: `launch.py UID GID PARENT PROGRAM ARGUMENT…`.

A program of its own, and not a `preexec_fn`: code between fork and exec may deadlock in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Drops root where asked, ties the process to its parent, and becomes the program."""
    uid, gid, parent = (int(value) for value in sys.argv[1:4])
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # After the change of user, which clears it. SIGINT is PostgreSQL's fast shutdown.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("the parent ended before its server could start")
    os.umask(0o077)
    os.execv(sys.argv[4], sys.argv[4:])  # noqa: S606 (no shell is wanted)


main()
