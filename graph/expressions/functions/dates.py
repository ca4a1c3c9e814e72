"""Functions over dates and times that are given as ISO texts: none of them asks what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from graph.durations import parse_duration, parse_time
from graph.errors import ExpressionError, InvalidInput
from graph.expressions.budget import Budget
from graph.expressions.words import a_kind

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONGEST_FORMAT = 200

# Our own, since strftime follows the machine's language and takes widths of any size.
_DIRECTIVES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda when: f"{when.year:04}",
    "y": lambda when: f"{when.year % 100:02}",
    "m": lambda when: f"{when.month:02}",
    "d": lambda when: f"{when.day:02}",
    "H": lambda when: f"{when.hour:02}",
    "I": lambda when: f"{when.hour % 12 or 12:02}",
    "p": lambda when: "AM" if when.hour < 12 else "PM",
    "M": lambda when: f"{when.minute:02}",
    "S": lambda when: f"{when.second:02}",
    "B": lambda when: _MONTHS[when.month - 1],
    "b": lambda when: _MONTHS[when.month - 1][:3],
    "A": lambda when: _DAYS[when.weekday()],
    "a": lambda when: _DAYS[when.weekday()][:3],
    "j": lambda when: f"{when.timetuple().tm_yday:03}",
}


def date_(budget: Budget, when: Any) -> str:
    """The day of a time: "2026-05-01"."""
    return _moment(when).date().isoformat()


def time(budget: Budget, when: Any) -> str:
    """A time in UTC: "2026-05-01T09:00:00Z", also from seconds since 1970."""
    return _iso(_moment(when).astimezone(UTC))


def timestamp(budget: Budget, when: Any) -> float:
    """Seconds since 1970."""
    return _moment(when).timestamp()


def weekday(budget: Budget, when: Any) -> int:
    """1 for Monday to 7 for Sunday."""
    return _moment(when).isoweekday()


def days_between(budget: Budget, start: Any, end: Any) -> int:
    """How many days the end's day is after the start's; negative where it is before."""
    return (_moment(end).date() - _moment(start).date()).days


def seconds_between(budget: Budget, start: Any, end: Any) -> float:
    """How many seconds the end is after the start."""
    return (_moment(end) - _moment(start)).total_seconds()


def add_days(budget: Budget, when: Any, days: Any) -> str:
    """So many days later: a day for a day, a time for a time."""
    if not isinstance(days, int | float):
        raise ExpressionError(f"days is a number, not {a_kind(days)}")
    moment = _moment(when) + timedelta(days=days)
    return moment.date().isoformat() if _is_day(when) else _iso(moment)


def add_time(budget: Budget, when: Any, duration: Any) -> str:
    """The time after a duration, e.g. "1h 30m"."""
    budget.charge(8)
    try:
        return _iso(_moment(when) + parse_duration(duration))
    except InvalidInput as error:
        raise ExpressionError(error.message) from None


def format_date(budget: Budget, when: Any, format: Any = "%Y-%m-%d") -> str:
    """The time as a text, by %Y %y %m %d %H %I %p %M %S %B %b %A %a %j."""
    if not isinstance(format, str) or len(format) > _LONGEST_FORMAT:
        raise ExpressionError(f"format is a text of at most {_LONGEST_FORMAT} characters")
    moment = _moment(when)
    budget.charge(len(format))
    literal, *rest = format.replace("%%", "%\0").split("%")
    return literal + "".join(_directive(part[:1], moment) + part[1:] for part in rest)


def _directive(letter: str, moment: datetime) -> str:
    if letter == "\0":
        return "%"
    if letter not in _DIRECTIVES:
        raise ExpressionError(f"format knows no %{letter}; it knows %{' %'.join(_DIRECTIVES)}")
    return _DIRECTIVES[letter](moment)


def _moment(when: Any) -> datetime:
    try:
        return parse_time(when)
    except InvalidInput as error:
        raise ExpressionError(error.message) from None


def _is_day(when: Any) -> bool:
    try:
        date.fromisoformat(when)
    except (TypeError, ValueError):
        return False
    return True


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


ALL = (
    date_, time, timestamp, weekday, days_between, seconds_between, add_days, add_time, format_date,
)  # fmt: skip
