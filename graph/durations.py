"""Durations and times as people write them: `2s`, `1h 30m`, `30d`, `PT5M`, `2026-05-01T09:00Z`."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.errors import InvalidInput

LONGEST = timedelta(days=3660)
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_WORDS = {
    "millisecond": "ms", "sec": "s", "second": "s", "min": "m", "minute": "m", "hr": "h", "hour": "h",
    "day": "d", "week": "w",
}  # fmt: skip
_PART = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)\s*([a-z]+)[\s,]*")
_ISO = re.compile(
    r"p(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:t(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?)?"
)


def parse_duration(value: Any) -> timedelta:
    """A duration from a number of seconds or text like `1h 30m`; raises InvalidInput, also over ten years."""
    seconds = _seconds(value)
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        raise InvalidInput(
            f"{_shown(value)} is not a duration: write e.g. 30s, 5m, 1h 30m, 30d or a number of seconds"
        )
    if seconds > LONGEST.total_seconds():
        raise InvalidInput(f"{_shown(value)} is longer than ten years")
    return timedelta(seconds=seconds)


def parse_time(value: Any) -> datetime:
    """A moment from ISO text (UTC where it names no zone) or seconds since 1970; raises InvalidInput."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise InvalidInput(f"{_shown(value)} is not a time: write e.g. 2026-05-01T09:00:00Z")


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 else math.inf
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = value.strip().lower()
    if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", text):
        return float(text)
    return _iso_seconds(text) if text.startswith("p") else _worded_seconds(text)


def _worded_seconds(text: str) -> float | None:
    total, end = 0.0, 0
    while end < len(text):
        part = _PART.match(text, end)
        unit = _unit(part.group(2)) if part else None
        if part is None or unit is None:
            return None
        total += float(part.group(1)) * _SECONDS[unit]
        end = part.end()
    return total if text else None


def _unit(word: str) -> str | None:
    if word in _SECONDS:
        return word
    return _WORDS.get(word) or _WORDS.get(word.removesuffix("s"))


def _iso_seconds(text: str) -> float | None:
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return sum(
        float(number) * _SECONDS[unit] for number, unit in zip(found.groups(), "wdhms", strict=True) if number
    )


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
