"""What works just now: the state of PostgreSQL, Temporal and the workers, for banners and health checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

ServiceState = Literal["ok", "starting", "fetching", "building", "down"]
ServiceName = Literal["database", "temporal", "worker"]


@dataclass(frozen=True)
class ServiceStatus:
    """One service; `fraction` (0 to 1) where something long is under way, `message` a sentence for people."""

    state: ServiceState = "starting"
    message: str = ""
    fraction: float | None = None


@dataclass(frozen=True)
class SystemStatus:
    database: ServiceStatus = ServiceStatus()
    temporal: ServiceStatus = ServiceStatus()
    worker: ServiceStatus = ServiceStatus()
    temporal_ui: str | None = None  # the address of Temporal's own pages


@dataclass(frozen=True)
class Banner:
    """What the banner above a page says: `kind` is its look, progress shows where `fraction` is known."""

    kind: Literal["progress", "offline"]
    message: str
    fraction: float | None = None


class StatusBoard:
    """The current status of the installation as this process knows it; tells whoever listens when it changes."""

    def __init__(self) -> None:
        self.current = SystemStatus()
        self._listeners: list[Callable[[], None]] = []

    def set(self, service: ServiceName, status: ServiceStatus) -> None:
        if getattr(self.current, service) == status:
            return
        self.current = _with(self.current, service, status)
        for listener in self._listeners:
            listener()

    def set_temporal_ui(self, address: str | None) -> None:
        self.current = replace(self.current, temporal_ui=address)

    def on_change(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)


def _with(system: SystemStatus, service: ServiceName, status: ServiceStatus) -> SystemStatus:
    match service:
        case "database":
            return replace(system, database=status)
        case "temporal":
            return replace(system, temporal=status)
        case "worker":
            return replace(system, worker=status)


def banner(status: SystemStatus) -> Banner | None:
    """The most important thing that does not work, or None when all is well."""
    if status.database.state == "down":
        return Banner(
            "offline", "PostgreSQL does not answer. Edits are kept in this browser and saved once it is back."
        )
    if status.temporal.state in {"fetching", "building"}:
        message = f"{status.temporal.message} You can draw meanwhile; running starts by itself."
        return Banner("progress", message, status.temporal.fraction)
    if status.temporal.state == "down":
        detail = status.temporal.message or "Temporal does not answer."
        return Banner("offline", f"{detail} Drawing works; executions go on by themselves once it is back.")
    if status.worker.state == "down":
        return Banner("offline", "No worker is alive. What was started goes on as soon as one is back.")
    return None
