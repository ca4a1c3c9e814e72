from urllib.parse import urlsplit

import psycopg
import pytest

from data.notifications import Listener
from data.session import SERVICE
from tests.line import Line
from tests.waiting import until


@pytest.fixture
async def listener(database_url):
    listener = Listener(database_url)
    listener.start()
    await listener.ready()
    yield listener
    await listener.stop()


async def test_a_subscriber_hears_the_ids_of_its_channel_only(listener, database):
    heard = []
    listener.subscribe("workflow_changed", heard.append)
    async with database.work(SERVICE) as work:
        work.notify("execution_changed", "not this")
        work.notify("workflow_changed", "this")
    await until(lambda: heard)
    assert heard == ["this"]


async def test_one_who_unsubscribed_hears_nothing_more(listener, database):
    before, after = [], []
    unsubscribe = listener.subscribe("workflow_changed", before.append)
    unsubscribe()
    listener.subscribe("workflow_changed", after.append)
    async with database.work(SERVICE) as work:
        work.notify("workflow_changed", "1")
    await until(lambda: after)
    assert before == []


async def test_a_lost_connection_comes_back_and_has_everything_read_again(listener, database, database_url):
    heard, health = [], []
    listener.subscribe("project_changed", heard.append)
    listener.on_health(health.append)
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await until(lambda: None in heard)
    assert health == [False, True]
    async with database.work(SERVICE) as work:
        work.notify("project_changed", "later")
    await until(lambda: "later" in heard)


async def test_a_server_that_falls_silent_is_noticed_and_heard_again_once_it_answers(database_url, database):
    address = urlsplit(database_url)
    line = Line(f"{address.hostname}:{address.port}")
    async with line.opened() as near:
        through = address._replace(netloc=address.netloc.rpartition("@")[0] + f"@{near}")
        listener = Listener(through.geturl(), patience=0.2)
        heard, health = [], []
        listener.subscribe("project_changed", heard.append)
        listener.on_health(health.append)
        listener.start()
        await listener.ready()
        line.answers = False
        await until(lambda: health == [True, False])
        line.answers = True
        await until(lambda: health == [True, False, True])
        assert heard == [None]
        await listener.stop()


async def test_without_a_server_it_is_not_healthy_and_can_be_stopped():
    listener = Listener("postgresql://nobody@127.0.0.1:1/nothing")
    listener.start()
    assert not listener.healthy
    await listener.stop()
