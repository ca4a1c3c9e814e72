"""What answers for activities that this worker does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from temporalio import activity
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError


@activity.defn(dynamic=True)
async def unknown_activity(_arguments: Sequence[RawValue]) -> Any:
    """Fails fast: without it the SDK would have the server try again until the time-out."""
    name = activity.info().activity_type
    raise ApplicationError(f"There is no activity {name!r}", type="UnknownActivity", non_retryable=True)
