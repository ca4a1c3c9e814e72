"""What may be fetched without a session: the ways in, and files that are the same for everyone."""

import re

_ALWAYS = frozenset({"/login", "/enter", "/logout", "/health", "/favicon.ico"})
# Kinds by name: uploads, dynamic resources and files that pages serve stay behind the guard.
_STATIC = re.compile(r"/(assets|_nicegui/\d[\w.]*/(static|libraries|components|resources|esm))/")
_READING = frozenset({"GET", "HEAD"})


def is_open(method: str, path: str) -> bool:
    if path in _ALWAYS:
        return True
    return method in _READING and _STATIC.match(path) is not None and not _climbs(path)


def _climbs(path: str) -> bool:
    """Whether a part of the path could lead out of its folder."""
    return "\\" in path or any(part in {"..", "."} for part in path.split("/"))
