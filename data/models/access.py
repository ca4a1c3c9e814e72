"""How people and programs get in: sessions, one-time links, API keys; and the secrets that workflows use."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index

from data.models.base import (
    Row,
    binary,
    identifier,
    json,
    key,
    link,
    moment,
    moment_made,
    ordered_key,
    word_key,
    words,
)


class Session(Row, table=True):
    """A signed-in browser; the cookie's value is stored as a hash only."""

    __tablename__ = "sessions"

    id_hash: str = word_key()
    user_id: UUID = link("users.id", ondelete="CASCADE")
    user_agent: str | None = words(nullable=True)
    created_at: datetime = moment_made()
    last_seen_at: datetime = moment_made()
    expires_at: datetime = moment(nullable=False)

    __table_args__ = (
        Index("idx_sessions_user_id", "user_id"),
        Index("idx_sessions_expires_at", "expires_at"),
    )


class SignInLink(Row, table=True):
    """A link that signs a user in once; the token in it is stored as a hash only."""

    __tablename__ = "sign_in_links"

    token_hash: str = word_key()
    user_id: UUID = link("users.id", ondelete="CASCADE")
    created_at: datetime = moment_made()
    expires_at: datetime = moment(nullable=False)
    used_at: datetime | None = moment()

    __table_args__ = (Index("idx_sign_in_links_user_id", "user_id"),)


class ApiKey(Row, table=True):
    __tablename__ = "api_keys"

    id: UUID = key()
    user_id: UUID = link("users.id", ondelete="CASCADE")
    name: str = words()
    prefix: str = words()
    key_hash: str = words(unique=True)
    created_at: datetime = moment_made()
    expires_at: datetime | None = moment()
    last_used_at: datetime | None = moment()
    revoked_at: datetime | None = moment()

    __table_args__ = (Index("idx_api_keys_user_id", "user_id"),)


class Credential(Row, table=True):
    """A secret that a workflow uses by name; `encrypted_value` is never shown again."""

    __tablename__ = "credentials"

    id: UUID = key()
    project_id: UUID = link("projects.id", ondelete="CASCADE")
    name: str = words()
    kind: str = words()
    encrypted_value: bytes = binary()
    created_by: UUID = link("users.id")
    last_used_at: datetime | None = moment()
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        Index("unique_credentials_project_id_name", "project_id", "name", unique=True),
        Index("idx_credentials_created_by", "created_by"),
    )


class AuditEntry(Row, table=True):
    """What someone did; `subject_id` outlives its subject, so it is no foreign key."""

    __tablename__ = "audit_log"

    id: UUID = ordered_key()
    user_id: UUID | None = link("users.id", ondelete="SET NULL", nullable=True)
    action: str = words()
    subject_type: str = words()
    subject_id: UUID | None = identifier()
    details: dict[str, Any] | None = json()
    created_at: datetime = moment_made()

    __table_args__ = (
        Index("idx_audit_log_user_id", "user_id"),
        Index("idx_audit_log_subject_id", "subject_id"),
        Index("idx_audit_log_created_at", "created_at"),
    )
