"""Runs the revisions in one transaction, with the shim before and functions, triggers and lookups after them."""

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text
from sqlalchemy.schema import SchemaItem

from data.migrate import fingerprint
from data.models import metadata
from data.models.base import EnumText
from data.schema import apply_after_tables, apply_before_tables
from data.urls import sqlalchemy_url

_LOCK = 7_262_514_201  # any number that is ours: two processes that start at once migrate one after the other


def _ours(item: SchemaItem, _name: str | None, type_: str, _reflected: bool, _other: Any) -> bool:
    # auth.users is Supabase's, or the shim's.
    return not (type_ == "table" and getattr(item, "schema", None) == "auth")


def _render(type_: str, item: Any, _context: Any) -> str | Literal[False]:
    # Migrations are frozen, so they must not lean on types that change with the product.
    return "sa.Text()" if type_ == "type" and isinstance(item, EnumText) else False


def _run(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    apply_before_tables(connection)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema="app",
        include_object=_ours,
        render_item=_render,
        compare_type=True,
        compare_server_default=True,
    )
    context.run_migrations()
    # `alembic check` and `revision` come here too, and a database without tables has nothing to add to.
    if context.get_context().get_current_revision() is not None:
        apply_after_tables(connection)
        _remember(connection)


def _remember(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS app.schema_state "
        "(only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row), fingerprint TEXT NOT NULL)"
    )
    connection.execute(
        text(
            "INSERT INTO app.schema_state (fingerprint) VALUES (:fingerprint) "
            "ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint"
        ),
        {"fingerprint": fingerprint()},
    )


_url = context.config.attributes.get("url") or sqlalchemy_url(os.environ["DATABASE_URL"])
_engine = create_engine(_url, poolclass=pool.NullPool)
with _engine.begin() as _connection:
    _run(_connection)
_engine.dispose()
