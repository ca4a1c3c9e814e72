"""What drivers make of a database URL."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from graph.errors import InvalidInput

_POOLER_PORT = 6543  # Supabase's transaction pooler


def sqlalchemy_url(url: str) -> URL:
    """The URL with the driver that we use; raises InvalidInput for another kind of database."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise InvalidInput("DATABASE_URL is not a database URL.", field="DATABASE_URL") from None
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise InvalidInput("DATABASE_URL must begin with postgresql://", field="DATABASE_URL")
    return parsed.set(drivername="postgresql+psycopg")


def psycopg_url(url: str) -> str:
    """The same for a bare psycopg connection."""
    return sqlalchemy_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def behind_transaction_pooler(url: str) -> bool:
    """Whether consecutive transactions may meet different server sessions."""
    return sqlalchemy_url(url).port == _POOLER_PORT
