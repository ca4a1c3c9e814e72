"""Templates: where the expressions are in a text; `{{ … }}` marks one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from graph.errors import ExpressionError

OPEN, CLOSE = "{{", "}}"


@dataclass(frozen=True, slots=True)
class Expression:
    """The source between the marks, without the space around it."""

    source: str


Part = str | Expression


@lru_cache(maxsize=16_384)
def parse(text: str) -> tuple[Part, ...]:
    """The text's literal pieces and expressions, in order; raises ExpressionError where one is not closed."""
    parts: list[Part] = []
    at = 0
    while (start := text.find(OPEN, at)) >= 0:
        if start > at:
            parts.append(text[at:start])
        end = _end(text, start + len(OPEN))
        source = text[start + len(OPEN) : end].strip()
        if not source:
            raise ExpressionError("There is nothing between {{ and }}")
        parts.append(Expression(source))
        at = end + len(CLOSE)
    if at < len(text):
        parts.append(text[at:])
    return tuple(parts)


def has_marks(text: str) -> bool:
    """True where a text holds an expression, even a broken one."""
    return OPEN in text


def whole(text: str) -> Expression | None:
    """The expression of a text that is nothing else (space around it aside): such a value keeps its type."""
    if OPEN not in text:
        return None
    parts = parse(text.strip())
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Expression) else None


def _end(text: str, start: int) -> int:
    """Where the closing mark is, passing over strings and the braces of dicts and sets."""
    depth, quote, at = 0, "", start
    while at < len(text):
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif char in "'\"":
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}" and depth:
            depth -= 1
        elif text.startswith(CLOSE, at):
            return at
        at += 1
    raise ExpressionError(f"{_shown(text[start - len(OPEN) :])} is not closed: }}}} is missing")


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
