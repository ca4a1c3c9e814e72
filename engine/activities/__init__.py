"""The activities that a workflow may use, one file each; importing this package registers them."""

from engine.activities import (
    http_request,
    log,
    read_csv,
    read_json,
    send_email,
    sleep,
    write_csv,
    write_json,
)
from engine.activities.registry import ACTIVITY_SPECS, Surroundings, activities_for

__all__ = [
    "ACTIVITY_SPECS",
    "Surroundings",
    "activities_for",
    "http_request",
    "log",
    "read_csv",
    "read_json",
    "send_email",
    "sleep",
    "write_csv",
    "write_json",
]
