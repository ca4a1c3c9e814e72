"""Problems: what is wrong with a definition, at which node and field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # refuses Deploy
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One fault; `field` is a dotted path inside the node's data, e.g. `config.url`."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    node_id: str | None = None
    edge_id: str | None = None
    field: str | None = None
