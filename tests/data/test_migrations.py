import re
import subprocess
import sys

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine

from data.embedded.binaries import program
from data.migrate import alembic_config, migrate
from data.models import metadata
from data.schema import apply_after_tables, apply_before_tables
from data.schema.lookups import LOOKUPS
from data.urls import sqlalchemy_url
from graph.errors import Conflict, InvalidInput, Unavailable


def rows(url, query, *values):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def test_an_empty_database_gets_every_table_and_lookup_row(empty_database_url):
    assert migrate(empty_database_url)
    found = {
        name
        for (name,) in rows(empty_database_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    }
    assert found == {table.name for table in metadata.sorted_tables if table.schema is None}
    for table, wanted in LOOKUPS.items():
        names = {name for (name,) in rows(empty_database_url, f"SELECT name FROM {table}")}
        assert names == {row["name"] for row in wanted}


def test_a_migrated_database_is_left_alone(database_url):
    assert not migrate(database_url)


def test_a_database_of_another_state_is_brought_to_this_one(database_url):
    rows(database_url, "UPDATE app.schema_state SET fingerprint = 'of another version'")
    rows(database_url, "DROP FUNCTION app.touch_updated_at CASCADE")
    assert migrate(database_url)
    assert rows(database_url, "SELECT count(*) > 5 FROM pg_trigger WHERE tgname = 'touch_updated_at'") == [
        (True,)
    ]


def test_processes_that_start_at_once_do_not_disturb_each_other(empty_database_url):
    code = f"from data.migrate import migrate; migrate({empty_database_url!r})"
    processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert not migrate(empty_database_url)


def test_models_and_migrations_agree(database_url):
    command.check(alembic_config(database_url))


def test_a_dump_of_a_migrated_database_is_that_of_one_made_from_the_models(database_url, empty_database_url):
    engine = create_engine(sqlalchemy_url(empty_database_url))
    with engine.begin() as connection:
        apply_before_tables(connection)
        metadata.create_all(connection)
        apply_after_tables(connection)
    engine.dispose()
    assert dump(database_url) == dump(empty_database_url)


def test_the_migrations_can_be_undone(database_url):
    command.downgrade(alembic_config(database_url), "base")
    assert rows(database_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


def test_lookup_rows_of_an_adopted_database_keep_their_ids(database_url):
    rows(
        database_url,
        "UPDATE user_roles SET id = gen_random_uuid(), description = 'ours' WHERE name = 'admin'",
    )
    before = rows(database_url, "SELECT id, description FROM user_roles WHERE name = 'admin'")
    rows(database_url, "UPDATE app.schema_state SET fingerprint = ''")
    migrate(database_url)
    assert rows(database_url, "SELECT id, description FROM user_roles WHERE name = 'admin'") == before


def test_a_database_of_a_newer_product_is_refused(database_url):
    rows(database_url, "UPDATE app.schema_state SET fingerprint = ''")
    rows(database_url, "UPDATE app.alembic_version SET version_num = '9999'")
    with pytest.raises(Conflict, match="newer version"):
        migrate(database_url)


def test_a_server_that_is_not_there_is_unavailable():
    with pytest.raises(Unavailable):
        migrate("postgresql://nobody@127.0.0.1:1/nothing")


@pytest.mark.parametrize("url", ["mysql://localhost/x", "not an address"])
def test_an_address_of_something_else_is_refused(url):
    with pytest.raises(InvalidInput):
        migrate(url)


def test_every_foreign_key_is_named_by_the_convention_and_has_an_index(database_url):
    keys = rows(
        database_url,
        """
        SELECT c.conname, c.conrelid::regclass::text,
          EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
                  AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
        FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
        """,
    )
    assert len(keys) > 60
    assert [name for name, table, _ in keys if not name.startswith(f"fk_{table}_")] == []
    assert [name for name, _, indexed in keys if not indexed] == []


def test_no_index_repeats_the_beginning_of_another(database_url):
    pairs = rows(
        database_url,
        """
        SELECT a.indexrelid::regclass::text, b.indexrelid::regclass::text FROM pg_index a JOIN pg_index b
          ON a.indrelid = b.indrelid AND a.indexrelid <> b.indexrelid
         AND a.indpred IS NULL AND b.indpred IS NULL AND a.indexprs IS NULL AND b.indexprs IS NULL
         AND NOT a.indisunique AND (b.indkey::text || ' ') LIKE (a.indkey::text || ' %%')
        JOIN pg_class t ON t.oid = a.indrelid AND t.relnamespace = 'public'::regnamespace
        """,
    )
    assert pairs == []


def test_a_row_that_is_changed_says_when(database_url):
    account = "INSERT INTO auth.users (id) VALUES (gen_random_uuid()) RETURNING id"
    [(id,)] = rows(database_url, account)
    rows(
        database_url,
        "INSERT INTO users (auth_user_id, email, role_id, updated_at) "
        "SELECT %s, 'a@b', id, '2001-01-01' FROM user_roles WHERE name = 'admin'",
        id,
    )
    rows(database_url, "UPDATE users SET display_name = 'A'")
    assert rows(database_url, "SELECT updated_at > now() - interval '1 minute' FROM users") == [(True,)]


def dump(url):
    """The schema as statements in any order, each with its lines in any order."""
    command = [program("pg_dump"), "--schema-only", "--no-owner", "--exclude-table=app.alembic_version"]
    text = subprocess.run(
        [*command, "--exclude-table=app.schema_state", url], check=True, capture_output=True, text=True
    )
    code = re.sub(r"^(--|\\|SET |SELECT pg_catalog).*$", "", text.stdout, flags=re.MULTILINE)
    return sorted(
        sorted(line.strip().rstrip(",") for line in statement.splitlines() if line.strip())
        for statement in code.split(";\n")
        if statement.strip()
    )
