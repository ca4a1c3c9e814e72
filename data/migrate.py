"""Brings a database to this version of the product; a matter of one query when it is there already."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from data.urls import psycopg_url, sqlalchemy_url
from graph.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[1] / "migrations"
_SCHEMA = Path(__file__).parent / "schema"


def migrate(url: str) -> bool:
    """Applies what is missing, all of it or nothing; tells whether anything was.

    Raises Unavailable where the server cannot be reached and Conflict where a newer product made the database.
    """
    try:
        with psycopg.connect(psycopg_url(url), connect_timeout=10, autocommit=True) as connection:
            if _applied(connection) == fingerprint():
                return False
    except psycopg.OperationalError as error:
        raise Unavailable("PostgreSQL", f"The database cannot be reached: {error}") from error
    _upgrade(url)
    return True


@cache
def fingerprint() -> str:
    """A hash of every file that shapes the schema."""
    files = [*sorted((MIGRATIONS / "versions").glob("*.py")), *sorted(_SCHEMA.glob("*.*"))]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database, without a file."""
    from alembic.config import Config  # noqa: PLC0415 (slow to import, needed once per version)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = sqlalchemy_url(url)
    return config


def _upgrade(url: str) -> None:
    from alembic import command  # noqa: PLC0415 (as above)
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        command.upgrade(alembic_config(url), "head")
    except CommandError as error:
        raise Conflict(
            "The database was made by a newer version of this product. Start that version, or use another database."
        ) from error


def _applied(connection: psycopg.Connection) -> str | None:
    try:
        row = connection.execute("SELECT fingerprint FROM app.schema_state").fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        return None
    return row[0] if row else None
