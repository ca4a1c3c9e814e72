"""What is shown in the place of a page: an address that names none, and a page that broke."""

from __future__ import annotations

from fastapi.exception_handlers import http_exception_handler
from nicegui import Client, ui
from nicegui import app as web
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ui.components.frame import page_frame
from ui.components.states import broken, not_found


def register() -> None:
    web.add_exception_handler(404, _no_page)
    web.on_page_exception(_broken_page)


async def _no_page(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and "text/html" not in request.headers.get("accept", ""):
        return await http_exception_handler(request, error)  # a style sheet, say: nobody looks at the answer
    with Client(ui.page(""), request=request) as client, page_frame("Not found"):
        not_found("There is no page at this address", "It may be mistyped, or from another installation.")
    return client.build_response(request, 404)


def _broken_page(error: Exception) -> None:
    ui.page_title("Error · Workflow Builder")
    broken(type(error).__name__)
