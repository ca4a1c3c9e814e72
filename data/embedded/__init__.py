"""A PostgreSQL server of our own: binaries from a wheel, one folder, loopback only, gone when we are gone."""

from data.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres"]
