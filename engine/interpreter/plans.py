"""Plans: a pinned definition is parsed once per process, however often its executions are replayed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from temporalio import workflow
from temporalio.common import RawValue

from graph.definition import Definition
from graph.errors import PlanError
from graph.plan import Plan, compile_plan


@dataclass(frozen=True)
class _Document:
    content_hash: str
    content: bytes = field(compare=False)


def of(args: Sequence[RawValue]) -> Plan:
    """The plan of the definition that is argument 0; raises PlanError where it cannot run."""
    if not args:
        raise PlanError("An execution needs a definition as its first argument")
    content = args[0].payload.data
    return _compiled(_Document(hashlib.sha256(content).hexdigest(), content))


def input_of(args: Sequence[RawValue]) -> Any:
    """The input that is argument 1, None without it; raises PlanError where it cannot be read."""
    if len(args) < 2:
        return None
    try:
        return workflow.payload_converter().from_payload(args[1].payload)
    except (KeyError, RuntimeError) as error:
        raise PlanError(f"The input cannot be read: {error}") from error


@lru_cache(maxsize=128)
def _compiled(document: _Document) -> Plan:
    try:
        definition = Definition.model_validate_json(document.content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PlanError(f"This is no definition: {where}: {first['msg']}") from error
    return compile_plan(definition)
