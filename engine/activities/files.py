"""The files that activities may touch: those inside the installation's folder, and no others."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from temporalio.exceptions import ApplicationError

LARGEST_FILE = 20_000_000  # bytes


def inside(folder: Path, path: str) -> Path:
    """Where the path leads within the folder; fails with FileAccess when that is outside of it."""
    root = folder.resolve()
    given = Path(path)
    if not path.strip() or "\0" in path or given.is_absolute() or ".." in given.parts:
        raise _refused(path)
    target = (root / given).resolve()  # follows links: it is where they lead that counts
    if target == root or not target.is_relative_to(root):
        raise _refused(path)
    return target


def read_text(folder: Path, path: str) -> str:
    """The text (UTF-8, with or without a mark) of a file inside the folder."""
    target = inside(folder, path)
    try:
        size = target.stat().st_size
        if size > LARGEST_FILE:
            message = f"{path} has {size:,} bytes; at most {LARGEST_FILE:,} can be read"
            raise ApplicationError(message, type="FileTooLarge", non_retryable=True)
        return target.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ApplicationError(f"There is no file {path}", type="FileNotFound", non_retryable=True) from error
    except UnicodeDecodeError as error:
        raise ApplicationError(f"{path} is not UTF-8 text", type="FileFormat", non_retryable=True) from error
    except OSError as error:
        raise _failed(path, error) from error


def write_text(folder: Path, path: str, text: str) -> int:
    """Writes a file inside the folder, whole or not at all; gives its size in bytes."""
    target = inside(folder, path)
    content = text.encode()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as error:
        raise _failed(path, error) from error
    return len(content)


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refused(path: str) -> ApplicationError:
    return ApplicationError(
        f"{path!r} is not inside the data folder: give a path within it, without “..”",
        type="FileAccess",
        non_retryable=True,
    )


def _failed(path: str, error: OSError) -> ApplicationError:
    return ApplicationError(f"{path}: {error.strerror or error}", type="FileAccess")
