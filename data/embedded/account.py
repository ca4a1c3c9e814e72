"""The account that the server runs as: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InvalidInput


@dataclass(frozen=True)
class Account:
    """A user and group; `switch` tells whether processes must change to it."""

    uid: int
    gid: int
    switch: bool

    def own(self, path: Path) -> None:
        """Hands a file or folder to this account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def require_reach(self, path: Path) -> None:
        """Raises InvalidInput when a parent folder keeps this account out."""
        if not self.switch:
            return
        for folder in reversed(path.resolve().parents):
            if not self._may_enter(folder.stat()):
                raise InvalidInput(
                    f"Started as root, the database runs as the user “{pwd.getpwuid(self.uid).pw_name}”, who may not "
                    f"enter {folder}. Start as an ordinary user, or set WORKFLOW_BUILDER_HOME to a folder that "
                    "everyone can reach, such as /var/lib/workflow-builder.",
                    field="WORKFLOW_BUILDER_HOME",
                )

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
