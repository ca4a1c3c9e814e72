"""What errors say to programs: a status and a JSON body."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from graph.errors import (
    AlreadyExists,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    Unavailable,
    WorkflowBuilderError,
)

_STATUSES: tuple[tuple[type[WorkflowBuilderError], int], ...] = (
    (AlreadyExists, 409),
    (InvalidInput, 422),
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (Unavailable, 503),
)


def install(web: FastAPI) -> None:
    """Answers requests whose use case raised."""
    web.add_exception_handler(WorkflowBuilderError, _answer)


async def _answer(_: Request, error: Exception) -> JSONResponse:
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 400)
    body: dict[str, object] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, InvalidInput) and error.field:
        body["field"] = error.field
    return JSONResponse(body, status)
