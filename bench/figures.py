"""What was measured beside what is expected: one line of the table each."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A median, or another percentile; `at_most` or `at_least` is what the product promises."""

    what: str
    value: float
    unit: str
    samples: int = 1
    at_most: float | None = None
    at_least: float | None = None
    percentile: int = 50

    @property
    def is_met(self) -> bool | None:
        """None where nothing is promised."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least

    @property
    def expected(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return "" if self.at_least is None else f"≥ {self.at_least:g}"


def figure(
    what: str,
    samples: Sequence[float],
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    percentile: int = 50,
) -> Figure:
    """The samples' median, or the percentile that is asked for."""
    ordered = sorted(samples)
    last = len(ordered) - 1
    value = (
        statistics.median(ordered)
        if percentile == 50
        else ordered[min(last, len(ordered) * percentile // 100)]
    )
    return Figure(what, value, unit, len(ordered), at_most, at_least, percentile)


def table(figures: Iterable[Figure]) -> str:
    """One line each: what, value, what is expected, and a mark where it is missed."""
    lines = []
    for one in figures:
        which = "" if one.percentile == 50 else f" (p{one.percentile})"
        value = f"{one.value:.0f}" if one.value >= 100 else f"{one.value:.3g}"
        missed = "  MISSED" if one.is_met is False else ""
        lines.append(
            f"  {one.what + which:58} {value:>7} {one.unit:7} {one.expected:>8}  n={one.samples}{missed}"
        )
    return "\n".join(lines)
