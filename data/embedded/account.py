"""The account that the server runs as: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import InvalidInput

_CAP_DAC_OVERRIDE = 1
_CAP_DAC_READ_SEARCH = 2


@dataclass(frozen=True)
class Account:
    """A user and group; `switch` tells whether processes must change to it, `capability` what they keep of root's."""

    uid: int
    gid: int
    switch: bool
    capability: int | None = None

    def own(self, path: Path) -> None:
        """Hands a file or folder to this account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def reaching(self, *paths: Path) -> Account:
        """The same account, able to reach the paths: below a closed folder (/root) it keeps root's right to pass.

        Raises InvalidInput where root has no such right itself, as in some containers.
        """
        closed = next((folder for path in paths for folder in self._closed_parents(path)), None)
        if closed is None:
            return replace(self, capability=None)
        # The weaker right first: it allows reading only.
        for capability in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE):
            if capability in _own_capabilities():
                return replace(self, capability=capability)
        raise InvalidInput(
            f"Started as root, the database runs as the user “{pwd.getpwuid(self.uid).pw_name}”, who may not enter "
            f"{closed}. Start as an ordinary user, or use a folder that everyone can reach.",
            field="WORKFLOW_BUILDER_HOME",
        )

    def _closed_parents(self, path: Path) -> list[Path]:
        if not self.switch:
            return []
        return [folder for folder in reversed(path.resolve().parents) if not self._may_enter(folder.stat())]

    def _may_enter(self, folder: os.stat_result) -> bool:
        if folder.st_uid == self.uid:
            return bool(folder.st_mode & stat.S_IXUSR)
        if folder.st_gid == self.gid:
            return bool(folder.st_mode & stat.S_IXGRP)
        return bool(folder.st_mode & stat.S_IXOTH)


def server_account() -> Account:
    """The one who started us, or `nobody` where that is root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid, switch=True)


def _own_capabilities() -> set[int]:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return set()
    mask = next((int(line.split()[1], 16) for line in lines if line.startswith("CapEff:")), 0)
    return {number for number in range(64) if mask >> number & 1}
