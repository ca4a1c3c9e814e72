"""Applies the parts of the schema that are not tables; each may be applied any number of times."""

from pathlib import Path

from sqlalchemy import Connection

from data.schema.lookups import insert_lookups

FOLDER = Path(__file__).parent


def apply_before_tables(connection: Connection) -> None:
    """Makes what tables refer to: the schema `app`, and `auth` where Supabase has not made it."""
    _run(connection, "shim.sql")


def apply_after_tables(connection: Connection) -> None:
    """Makes functions, triggers and lookup rows as this version of the product has them."""
    _run(connection, "routines.sql")
    insert_lookups(connection)


def _run(connection: Connection, name: str) -> None:
    # The driver itself: SQLAlchemy would take a % for the place of a parameter.
    cursor = connection.connection.cursor()
    cursor.execute((FOLDER / name).read_text(encoding="utf-8"))
    cursor.close()
