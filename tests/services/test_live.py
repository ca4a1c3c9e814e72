"""Live updates: who looks is told of changes, wherever they were made, and reads again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from graph.errors import NotFound
from services import workflows
from services.app import App
from services.context import Actor
from services.status import ServiceStatus
from services.views import WorkflowRow
from tests.services.building import a_workflow
from tests.waiting import until


@pytest.fixture
async def listening(app: App) -> AsyncIterator[App]:
    app.listener.start()
    await app.listener.ready()
    yield app
    await app.listener.stop()


class Reader:
    """Counts how often it was told to read again; `hold` keeps it reading."""

    def __init__(self, then: Callable[[], Awaitable[None]] | None = None) -> None:
        self.reads, self._then = 0, then
        self.hold = asyncio.Event()
        self.hold.set()

    async def __call__(self) -> None:
        self.reads += 1
        await self.hold.wait()
        if self._then:
            await self._then()


async def test_each_change_is_told_to_those_who_look(listening: App, ada: Actor):
    looked_at, other = await a_workflow(listening, ada), await a_workflow(listening, ada)
    reader, everyone = Reader(), Reader()
    listening.live.watch("workflow", looked_at.id, reader)
    listening.live.watch("workflow", None, everyone)
    for count, workflow in ((1, looked_at), (1, other), (2, looked_at)):
        seen = everyone.reads
        await _change(listening, ada, workflow)
        await until(lambda seen=seen: everyone.reads > seen)
        assert reader.reads == count


async def test_changes_that_come_while_one_reads_are_read_together(listening: App, ada: Actor):
    workflow = await a_workflow(listening, ada)
    slow, quick = Reader(), Reader()
    listening.live.watch("workflow", workflow.id, slow)
    listening.live.watch("workflow", workflow.id, quick)
    slow.hold.clear()
    for count in (1, 2, 3):
        await _change(listening, ada, workflow)
        await until(lambda count=count: quick.reads == count)
    assert slow.reads == 1
    slow.hold.set()
    await until(lambda: slow.reads == 2)


async def test_who_looks_away_is_told_nothing_more(listening: App, ada: Actor):
    workflow = await a_workflow(listening, ada)
    leaving, staying = Reader(), Reader()
    unwatch = listening.live.watch("workflow", workflow.id, leaving)
    listening.live.watch("workflow", workflow.id, staying)
    unwatch()
    unwatch()
    await _change(listening, ada, workflow)
    await until(lambda: staying.reads == 1)
    assert leaving.reads == 0


async def test_an_update_that_fails_does_not_end_the_watch(listening: App, ada: Actor):
    workflow = await a_workflow(listening, ada)

    async def fail() -> None:
        raise NotFound("It was archived.")

    reader = Reader(then=fail)
    listening.live.watch("workflow", workflow.id, reader)
    for count in (1, 2):
        await _change(listening, ada, workflow)
        await until(lambda count=count: reader.reads == count)


async def test_a_change_of_the_installations_status_is_told(app: App):
    reader = Reader()
    app.live.watch("system", None, reader)
    app.status.set("temporal", ServiceStatus("down"))
    await until(lambda: reader.reads == 1)


async def _change(app: App, actor: Actor, workflow: WorkflowRow) -> None:
    await workflows.rename_workflow(app, actor, workflow.id, display_name="Renamed")
