"""JSON as PostgreSQL can hold it: a step's data may contain anything, and must never be lost for one character."""

import json
import math
from typing import Any


def to_json(value: Any) -> str:
    """JSON text for JSONB; the zero character, halves of surrogate pairs and NaN are replaced."""
    try:
        text = _dumps(value)
        text.encode()
    except (UnicodeEncodeError, ValueError):
        return _dumps(_storable(value))
    return _dumps(_storable(value)) if "\\u0000" in text else text


def _dumps(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _storable(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
        case float() if not math.isfinite(value):
            return str(value)
        case dict():
            return {_storable(key): _storable(item) for key, item in value.items()}
        case list() | tuple():
            return [_storable(item) for item in value]
    return value
