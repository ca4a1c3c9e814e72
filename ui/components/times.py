"""Times in the reader's zone and durations; the browser writes and ticks them (`ui/assets/js/kit.js`)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ui.components.markup import Tag, tag


def time_of(moment: datetime, *, form: Literal["relative", "moment"] = "relative", classes: str = "") -> Tag:
    """A time: "3 min ago" or, as a moment, "14:03:40"; the exact time shows on hover."""
    return tag("wb-time", classes=f"num {classes}".strip(), at=moment.isoformat(), form=form)


def elapsed_since(moment: datetime, classes: str = "") -> Tag:
    """A duration that grows every second."""
    return tag("wb-elapsed", classes=f"num {classes}".strip(), since=moment.isoformat())


def duration_text(milliseconds: float) -> str:
    """A duration in words: 940 ms, 4.2 s, 41 s, 4 m 12 s, 2 h 14 m, 3 d 4 h."""
    seconds = milliseconds / 1000
    if seconds < 1:
        return f"{round(milliseconds)} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s" if seconds < 10 else f"{int(seconds)} s"
    whole = round(seconds)
    minutes, hours, days = whole // 60, whole // 3600, whole // 86_400
    if hours < 1:
        return f"{minutes} m {whole % 60:02} s"
    if days < 1:
        return f"{hours} h {minutes % 60:02} m"
    return f"{days} d {hours % 24} h"
