import asyncio

from engine.interpreter import eager


async def test_work_that_never_waits_needs_no_task() -> None:
    done = []

    async def work() -> None:
        done.append(True)

    assert eager.start(work(), "work") is None
    assert done == [True]


async def test_work_that_waits_goes_on_in_a_task() -> None:
    gate: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    seen = []

    async def work() -> None:
        seen.append(await gate)
        await asyncio.sleep(0)
        seen.append("end")

    task = eager.start(work(), "work")
    assert task is not None
    gate.set_result("open")
    await task
    assert seen == ["open", "end"]


async def test_an_error_arrives_where_the_work_waits() -> None:
    gate: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    caught = []

    async def work() -> None:
        try:
            await gate
        except ValueError as error:
            caught.append(str(error))

    task = eager.start(work(), "work")
    assert task is not None
    gate.set_exception(ValueError("broken"))
    await task
    assert caught == ["broken"]


async def test_work_cancelled_before_its_task_has_begun_hears_of_it() -> None:
    gate: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    heard = []

    async def work() -> None:
        try:
            await gate
        except asyncio.CancelledError:
            heard.append("cancelled")
            raise

    task = eager.start(work(), "work")
    assert task is not None
    task.cancel()
    await asyncio.wait([task])
    assert heard == ["cancelled"]
    assert task.cancelled()
