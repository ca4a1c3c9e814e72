"""The registry of activities: what a typed async function says of itself, and how a worker runs it."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from temporalio import activity as temporal_activity
from temporalio.exceptions import ApplicationError

from graph.catalogue import ActivitySpec


class Arguments(BaseModel):
    """What an activity takes; its JSON schema makes the inspector's form."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Surroundings:
    """What the worker gives to its activities, beyond their arguments."""

    files: Path  # the only folder that they may read and write
    smtp_url: str | None = None


A = TypeVar("A", bound=Arguments)
R = TypeVar("R")
Function = Callable[[A], Awaitable[R]]


@dataclass(frozen=True)
class _Registered:
    spec: ActivitySpec
    model: type[Arguments]
    function: Callable[[Any], Awaitable[Any]]


_registered: dict[str, _Registered] = {}
_specs: dict[str, ActivitySpec] = {}
ACTIVITY_SPECS: Mapping[str, ActivitySpec] = MappingProxyType(_specs)
_surroundings: ContextVar[Surroundings] = ContextVar("surroundings")


def activity(
    *, label: str, icon: str, summary: str, category: str
) -> Callable[[Function[A, R]], Function[A, R]]:
    """Registers an async function of one `Arguments` model under its own name; its docstring describes it."""

    def register(function: Function[A, R]) -> Function[A, R]:
        hints = get_type_hints(function)
        result = hints.pop("return", Any)
        (model,) = hints.values()
        name = function.__name__
        spec = ActivitySpec(
            name=name,
            label=label,
            description=inspect.cleandoc(function.__doc__ or ""),
            category=category,
            icon=icon,
            summary=summary,
            input_schema=model.model_json_schema(),
            output_schema=TypeAdapter(result).json_schema(),
        )
        _registered[name] = _Registered(spec, model, function)
        _specs[name] = spec
        return function

    return register


def surroundings() -> Surroundings:
    """Of the worker that runs the present activity."""
    return _surroundings.get()


def activities_for(given: Surroundings) -> list[Callable[..., Any]]:
    """Every registered activity as Temporal runs it: by name, with plain JSON in and out."""
    return [_temporal(registered, given) for registered in _registered.values()]


def _temporal(registered: _Registered, given: Surroundings) -> Callable[..., Any]:
    @temporal_activity.defn(name=registered.spec.name)
    async def run(arguments: Any = None) -> Any:
        _surroundings.set(given)
        result = await registered.function(_validated(registered, arguments))
        return result.model_dump(mode="json") if isinstance(result, BaseModel) else result

    return run


def _validated(registered: _Registered, arguments: Any) -> Arguments:
    try:
        return registered.model.model_validate({} if arguments is None else arguments)
    except ValidationError as error:
        problems = [
            {"argument": ".".join(map(str, each["loc"])), "message": each["msg"]}
            for each in error.errors(include_url=False, include_input=False, include_context=False)
        ]
        said = "; ".join(f"{p['argument'] or 'arguments'}: {p['message']}" for p in problems)
        raise ApplicationError(
            f"{registered.spec.label}: {said}", problems, type="InvalidArguments", non_retryable=True
        ) from error
