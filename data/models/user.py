"""People: their accounts and roles, organizations and members."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Table, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB

from data.models.base import (
    Row,
    allowed,
    flag,
    json,
    key,
    link,
    metadata,
    moment,
    moment_made,
    one_of,
    words,
)

# Supabase's own table; a shim makes one of this shape elsewhere (data/schema/shim.sql).
auth_users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", Text),
    Column("raw_user_meta_data", JSONB),
    Column("created_at", DateTime(timezone=True)),
    schema="auth",
)


class RoleName(StrEnum):
    ADMIN = "admin"
    DEVELOPER = "developer"
    VIEWER = "viewer"


class UserRole(Row, table=True):
    __tablename__ = "user_roles"

    id: UUID = key()
    name: str = words(unique=True)
    description: str | None = words(nullable=True)
    permissions: dict[str, Any] = json(nullable=False, default="{}")
    created_at: datetime = moment_made()


class User(Row, table=True):
    """Users are deactivated, not deleted: what they made stays theirs."""

    __tablename__ = "users"

    id: UUID = key()
    auth_user_id: UUID = link("auth.users.id")
    email: str = words()
    display_name: str | None = words(nullable=True)
    role_id: UUID = link("user_roles.id")
    is_active: bool = flag(default=True)
    last_login_at: datetime | None = moment()
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        Index("unique_users_auth_user_id", "auth_user_id", unique=True),
        Index("unique_users_email", text("lower(email)"), unique=True),
        Index("idx_users_role_id", "role_id"),
    )


class Organization(Row, table=True):
    __tablename__ = "organizations"

    id: UUID = key()
    name: str = words()
    created_by: UUID = link("users.id")
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        Index("unique_organizations_name", func.lower(text("name")), unique=True),
        Index("idx_organizations_created_by", "created_by"),
    )


class OrganizationMember(Row, table=True):
    __tablename__ = "organization_members"

    organization_id: UUID = link("organizations.id", ondelete="CASCADE", primary=True)
    user_id: UUID = link("users.id", ondelete="CASCADE", primary=True)
    role: RoleName = one_of(RoleName, default=RoleName.VIEWER)
    created_at: datetime = moment_made()

    __table_args__ = (
        allowed("role", RoleName),
        Index("idx_organization_members_user_id", "user_id"),
    )
