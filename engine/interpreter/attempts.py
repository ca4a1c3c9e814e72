"""Attempts: an activity's failure says which try it was; Temporal keeps that from the workflow."""

from __future__ import annotations

from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

_ATTEMPT = "workflow_builder_attempt"


class NumberedAttempts(ActivityInboundInterceptor):
    """Adds the attempt's number to the details of whatever an activity raises."""

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        try:
            return await self.next.execute_activity(input)
        except ApplicationError as error:
            raise _numbered(error) from error.__cause__
        except FailureError:
            raise
        except Exception as error:  # noqa: BLE001 (raised on, with its number)
            plain = ApplicationError(str(error) or type(error).__name__, type=type(error).__name__)
            raise _numbered(plain) from error.__cause__


def read(error: ApplicationError, otherwise: int) -> tuple[int, Any]:
    """The attempt's number, where the worker said it, and the details that the activity itself gave."""
    details = list(error.details)
    number = otherwise
    if details and isinstance(details[-1], dict) and set(details[-1]) == {_ATTEMPT}:
        number = int(details.pop()[_ATTEMPT])
    return number, details[0] if len(details) == 1 else details or None


def _numbered(error: ApplicationError) -> ApplicationError:
    return ApplicationError(
        error.message,
        *error.details,
        {_ATTEMPT: activity.info().attempt},
        type=error.type,
        non_retryable=error.non_retryable,
        next_retry_delay=error.next_retry_delay,
        category=error.category,
    )
