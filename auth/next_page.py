"""Where to go after signing in: a page of ours, whatever the address asks for."""

HOME = "/"
_LONGEST = 2000
_NEVER = ("/login", "/enter", "/logout")


def safe_next(wanted: str | None) -> str:
    r"""The path if it is one of ours, the home page otherwise.

    Browsers read `\` as `/` and drop tabs and line ends, so `/\x` and `/<tab>/x` would lead elsewhere.
    """
    if not wanted or len(wanted) > _LONGEST or not wanted.startswith("/") or wanted.startswith("//"):
        return HOME
    if "\\" in wanted or not wanted.isprintable() or wanted.split("?")[0].rstrip("/") in _NEVER:
        return HOME
    return wanted
