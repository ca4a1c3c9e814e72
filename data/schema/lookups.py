"""The rows that every installation has: roles, statuses, component types, visibilities."""

from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from data.models import ComponentType, ComponentVisibility, UserRole, WorkflowStatusRow, metadata
from data.models.user import RoleName
from graph.statuses import WorkflowStatus

_NAMESPACE = UUID("6a3d6e0c-8c1b-5b7e-9f43-2f1d7a90c5e1")

LOOKUPS: dict[str, list[dict[str, Any]]] = {
    str(UserRole.__tablename__): [
        {
            "name": RoleName.ADMIN.value,
            "description": "May do everything",
            "permissions": {"workflows": {"create": True, "read": True, "update": True, "delete": True}},
        },
        {
            "name": RoleName.DEVELOPER.value,
            "description": "May make and change workflows",
            "permissions": {"workflows": {"create": True, "read": True, "update": True}},
        },
        {
            "name": RoleName.VIEWER.value,
            "description": "May look",
            "permissions": {"workflows": {"read": True}},
        },
    ],
    str(WorkflowStatusRow.__tablename__): [
        {
            "name": WorkflowStatus.DRAFT.value,
            "color": "#9CA3AF",
            "description": "Workflow is being edited",
        },
        {
            "name": WorkflowStatus.ACTIVE.value,
            "color": "#10B981",
            "description": "Workflow is deployed and active",
        },
        {"name": WorkflowStatus.PAUSED.value, "color": "#F59E0B", "description": "Workflow is paused"},
        {
            "name": WorkflowStatus.DEPRECATED.value,
            "color": "#EF4444",
            "description": "Workflow is deprecated",
        },
    ],
    str(ComponentType.__tablename__): [
        {"name": "activity", "icon": "⚡", "description": "Activity function"},
        {"name": "agent", "icon": "🤖", "description": "AI agent"},
        {"name": "trigger", "icon": "▶️", "description": "Workflow trigger"},
        {"name": "signal", "icon": "📡", "description": "External signal"},
    ],
    str(ComponentVisibility.__tablename__): [
        {"name": "public", "description": "Visible to all users"},
        {"name": "private", "description": "Visible only to creator"},
        {"name": "organization", "description": "Visible to organization"},
    ],
}


def insert_lookups(connection: Connection) -> None:
    """Adds the rows that are absent; those of an adopted database keep their ids and words."""
    for table_name, rows in LOOKUPS.items():
        values = [{"id": uuid5(_NAMESPACE, f"{table_name}/{row['name']}"), **row} for row in rows]
        connection.execute(insert(metadata.tables[table_name]).values(values).on_conflict_do_nothing())
