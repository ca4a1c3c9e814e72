"""The routes of the product, put together."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from api import errors, workflows
from services.app import App


def create_api(web: FastAPI, app: App) -> None:
    """Adds the routes, and how their errors are said, to a web application; the guard stands before them."""
    router = APIRouter(prefix="/api")
    router.include_router(workflows.routes(app))
    web.include_router(router)
    errors.install(web)
