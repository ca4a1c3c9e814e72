"""Workflows over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request

from graph.errors import Forbidden
from services import drafts
from services.app import App
from services.context import actor_of


def routes(app: App) -> APIRouter:
    """The routes below /workflows."""
    router = APIRouter(prefix="/workflows", tags=["workflows"])

    # A graph of thousands of nodes reaches the canvas this way: websocket messages are kept small.
    @router.get("/{workflow_id}/definition")
    async def definition(workflow_id: UUID, request: Request) -> dict[str, Any]:
        """The draft as it is now, with its revision."""
        actor = actor_of(request.scope)
        if actor is None:
            raise Forbidden("Sign in first.")
        draft = await drafts.open_draft(app, actor, workflow_id)
        return {"definition": draft.definition.to_json(), "revision": draft.revision}

    return router
