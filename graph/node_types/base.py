"""What every node type is made of: how it looks in the editor, what it accepts, what it does when it runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from graph.catalogue import Activities
from graph.definition import Node
from graph.problems import Problem

Group = Literal["triggers", "work", "state", "flow", "children", "messages", "queues", "notes"]
Shape = Literal["trigger", "end", "plain"]


LITERAL: dict[str, JsonValue] = {"literal": True}  # json_schema_extra of a setting that is no expression


class Config(BaseModel):
    """A node type's settings; its JSON schema makes the inspector's form.

    A value may be `{{ an expression }}` unless its schema says `"literal": true`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoConfig(Config):
    """For node types that have nothing to set."""


AnyConfig = TypeVar("AnyConfig", bound=Config)
ConfigModel = type[Config]


@dataclass(frozen=True)
class Outcome:
    """What a node did: its output, and the handles whose edges are live; all others are dead."""

    output: Any = None
    live: frozenset[str] = frozenset({"out"})
    ends_execution: bool = False
    failure: str | None = None  # with ends_execution: the execution fails with this message


class NodeRun(Protocol):
    """What a running node may ask of the interpreter; durable, and the same on every replay."""

    @property
    def node(self) -> Node: ...

    @property
    def input(self) -> Any:
        """The execution's input."""

    @property
    def vars(self) -> dict[str, Any]:
        """The execution's variables, to be changed in place."""

    def evaluate(self, value: Any) -> Any:
        """The value with its expressions worked out; raises ExpressionError."""

    def config(self) -> dict[str, Any]:
        """The node's config, worked out."""

    def live_inputs(self) -> dict[str, Any]:
        """The outputs of the nodes whose edges into this one are live, by node id, in the order of the edges.

        An edge that leaves an `error` handle brings the error.
        """

    async def activity(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """The activity's result, with the node's retry policy and time-outs; raises NodeFailure."""

    async def sleep(self, duration: timedelta) -> None:
        """Waits durably; the step is `waiting` until then."""

    def now(self) -> float:
        """The execution's own clock, seconds since 1970 (UTC)."""


class NodeFailure(Exception):
    """A node failed; `type`, `message` and `details` are what its error handle carries."""

    def __init__(self, type: str, message: str, *, attempt: int = 1, details: Any = None) -> None:
        super().__init__(message)
        self.type, self.message, self.attempt, self.details = type, message, attempt, details


def settings_of(run: NodeRun, model: type[AnyConfig]) -> AnyConfig:
    """The running node's config, worked out and checked; raises ExpressionError or NodeFailure."""
    try:
        return model.model_validate(run.config())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise NodeFailure("InvalidConfig", f"{field}: {first['msg']}", details={"field": field}) from error


@dataclass(frozen=True)
class CheckContext:
    """What a node type's own rules may look at."""

    activities: Activities
    input_schema: Mapping[str, Any] | None = None
    node_ids: frozenset[str] = field(default_factory=frozenset)


class NodeType(ABC):
    """One file per node type: everything that palette, canvas, inspector, rules and interpreter need."""

    type: ClassVar[str]
    label: ClassVar[str]
    group: ClassVar[Group]
    icon: ClassVar[str]  # a name in the Material Symbols cut
    description: ClassVar[str] = ""
    shape: ClassVar[Shape] = "plain"
    has_input: ClassVar[bool] = True
    rank: ClassVar[int] = 50  # its place within the group, in the palette
    outputs: ClassVar[tuple[str, ...]] = ("out",)
    outputs_from: ClassVar[str | None] = (
        None  # config list whose items' `name`s are handles too, before `outputs`
    )
    error_output: ClassVar[bool] = False  # has an `error` handle
    summary: ClassVar[str] = ""  # second line on the canvas: `{key}` stands for a config value
    is_trigger: ClassVar[bool] = False
    is_container: ClassVar[bool] = False  # nodes may name it as their `parentNode`: it runs an inner scope
    runs_activity: ClassVar[bool] = False  # retry and time-outs apply
    config_model: ClassVar[ConfigModel] = NoConfig

    def source_handles(self, node: Node) -> tuple[str, ...]:
        """Every handle from which an edge of this node may leave."""
        named: list[str] = []
        if self.outputs_from:
            items = node.data.config.get(self.outputs_from)
            if isinstance(items, list):
                named = [str(item["name"]) for item in items if isinstance(item, dict) and item.get("name")]
        return (*named, *self.outputs, *(("error",) if self.error_output else ()))

    def problems(self, node: Node, context: CheckContext) -> Iterable[Problem]:
        """Faults that the config's schema cannot say."""
        return ()

    @abstractmethod
    async def run(self, run: NodeRun) -> Outcome:
        """Does the node's work; raises NodeFailure or ExpressionError when it fails."""
