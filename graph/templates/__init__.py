"""Templates: workflows to begin with, each a definition in a JSON file of this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType

from graph.definition import Definition
from graph.loading import parse_text


@dataclass(frozen=True)
class Template:
    """What the page of a new workflow offers; `key` names the file."""

    key: str
    name: str
    description: str

    @cached_property
    def definition(self) -> Definition:
        return parse_text(files(__package__).joinpath(f"{self.key}.json").read_text("utf-8"))


_ALL = (
    Template(
        "parcel_watch",
        "Parcel watch",
        "Asks a carrier about three parcels at once, writes a CSV file of the late ones and sums them up.",
    ),
)

TEMPLATES: Mapping[str, Template] = MappingProxyType({template.key: template for template in _ALL})
