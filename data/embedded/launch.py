"""Becomes another program that ends when its parent does: `launch.py UID GID CAPABILITY PARENT PROGRAM ARGUMENT…`.

A program of its own, not a `preexec_fn`: code between fork and exec may deadlock in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAPABILITY_VERSION_3 = 0x20080522


def main() -> None:
    """Drops root where asked, ties the process to its parent, and becomes the program."""
    uid, gid, capability, parent = (int(value) for value in sys.argv[1:5])
    if os.geteuid() == 0:
        drop_root(uid, gid, keep=capability)
    if sys.platform == "linux":
        # After the change of user, which clears it. SIGINT is PostgreSQL's fast shutdown.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("the parent ended before its server could start")
    os.umask(0o077)
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 (no shell is wanted)


def drop_root(uid: int, gid: int, *, keep: int) -> None:
    """Becomes the user; of root's rights only `keep` stays (none for -1), through exec too."""
    if keep >= 0:
        ctypes.CDLL(None).prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if keep >= 0:
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        sets = (ctypes.c_uint32 * 6)(*[1 << keep] * 3, 0, 0, 0)  # effective, permitted, inheritable
        ctypes.CDLL(None).capset(header, sets)
        ctypes.CDLL(None).prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, keep, 0, 0)


main()
