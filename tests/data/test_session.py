import asyncio
import uuid

import psycopg
import pytest
from sqlalchemy import text

from data.session import SERVICE, Actor, Database
from graph.errors import Unavailable


async def test_an_error_undoes_the_whole_transaction(database):
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 (the block is what is tested)
        async with database.work(SERVICE) as work:
            hash = await work.blobs.put(b"gone")
            raise ZeroDivisionError
    async with database.work(SERVICE) as work:
        assert await work.blobs.get(hash) is None


async def test_who_acts_is_known_to_the_database_for_one_transaction_only(database):
    someone = uuid.uuid4()
    async with database.work(Actor(someone, "viewer")) as work:
        assert await work._session.scalar(text("SELECT app.current_user_id()")) == someone
    async with database._sessions() as session:  # the same pooled connection, outside of `work`
        assert await session.scalar(text("SELECT app.current_user_id()")) is None


async def test_notifications_leave_once_and_with_the_commit(database, database_url):
    with psycopg.connect(database_url, autocommit=True) as listener:
        listener.execute("LISTEN execution_changed")
        async with database.work(SERVICE) as work:
            work.notify("execution_changed", "1")
            work.notify("execution_changed", "1")
            work.notify("execution_changed", "2")
        with pytest.raises(ZeroDivisionError):  # noqa: PT012 (as above)
            async with database.work(SERVICE) as work:
                work.notify("execution_changed", "3")
                raise ZeroDivisionError
        # A notification of our own ends the wait: what came before it is all there is.
        listener.execute("NOTIFY execution_changed, 'end'")
        heard = [one.payload for one in listener.notifies(timeout=5, stop_after=3)]
    assert heard == ["1", "2", "end"]


async def test_no_server_is_said_as_unavailable():
    database = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Unavailable):
        async with database.work(SERVICE):
            pass
    await database.close()


async def test_connections_that_the_server_ended_are_replaced(database, database_url):
    async def ping() -> None:
        async with database.work(SERVICE) as work:
            await work.blobs.get("x")

    await asyncio.gather(ping(), ping(), ping())
    end_connections(database_url)
    await asyncio.gather(ping(), ping(), ping())


async def test_a_connection_lost_in_the_middle_is_unavailable_and_nothing_is_kept(database, database_url):
    with pytest.raises(Unavailable):  # noqa: PT012 (as above)
        async with database.work(SERVICE) as work:
            hash = await work.blobs.put(b"half")
            end_connections(database_url)
            await work.blobs.get(hash)
    async with database.work(SERVICE) as work:
        assert await work.blobs.get(hash) is None


def end_connections(database_url):
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
