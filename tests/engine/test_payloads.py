"""Values on their way through Temporal."""

from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.converter import DataConverter
from temporalio.exceptions import ApplicationError

from engine.payloads import LARGEST_INLINE, LARGEST_VALUE, PinnedDefinition, data_converter
from tests.engine.graphs import activity, graph, manual
from tests.engine.house import Blobs, House, house

DEFINITION = {"schema_version": 1, "nodes": [], "edges": []}


@pytest.fixture
def blobs() -> Blobs:
    return Blobs()


@pytest.fixture
def converter(blobs: Blobs) -> DataConverter:
    return data_converter(blobs)


async def test_a_definition_always_travels_by_reference(converter: DataConverter, blobs: Blobs) -> None:
    (payload,) = await converter.encode([PinnedDefinition(DEFINITION)])
    assert b"nodes" not in payload.data
    assert len(blobs.contents) == 1
    assert await converter.decode([payload]) == [DEFINITION]


async def test_the_same_definition_is_kept_once(converter: DataConverter, blobs: Blobs) -> None:
    first = await converter.encode([PinnedDefinition(DEFINITION)])
    assert await converter.encode([PinnedDefinition(DEFINITION)]) == first
    assert len(blobs.contents) == 1


@pytest.mark.parametrize(("length", "kept"), [(LARGEST_INLINE - 2, 0), (LARGEST_INLINE - 1, 1)])
async def test_values_over_32_kb_travel_by_reference(
    converter: DataConverter, blobs: Blobs, length: int, kept: int
) -> None:
    value = "x" * length  # two quotes more as JSON
    payloads = await converter.encode([value])
    assert len(blobs.contents) == kept
    assert await converter.decode(payloads) == [value]


async def test_recent_values_are_not_fetched_again(blobs: Blobs) -> None:
    payloads = await data_converter(blobs).encode(["x" * LARGEST_INLINE])
    another_process = data_converter(blobs)
    for _ in range(3):
        await another_process.decode(payloads)
    assert blobs.reads == 1


async def test_memory_of_recent_values_is_bounded(blobs: Blobs) -> None:
    forgetful = data_converter(blobs, cache_bytes=LARGEST_INLINE * 3)
    one, other = [await forgetful.encode([letter * LARGEST_INLINE * 2]) for letter in "ab"]
    await forgetful.decode(other)
    assert blobs.reads == 0
    await forgetful.decode(one)
    assert blobs.reads == 1


async def test_objects_keep_the_order_of_their_keys(converter: DataConverter) -> None:
    (value,) = await converter.decode(await converter.encode([{"b": 1, "a": 2}]))
    assert list(value) == ["b", "a"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1, 2}], ids=str)
async def test_what_is_no_json_elsewhere_is_refused(converter: DataConverter, value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        await converter.encode([value])


async def test_a_value_that_no_store_takes_is_refused_for_good(converter: DataConverter) -> None:
    with pytest.raises(ApplicationError) as caught:
        await converter.encode(["x" * LARGEST_VALUE])
    assert (caught.value.type, caught.value.non_retryable) == ("ValueTooLarge", True)


@pytest.mark.parametrize("harm", ["gone", "damaged"])
async def test_a_value_that_is_gone_or_damaged_is_never_mistaken(blobs: Blobs, harm: str) -> None:
    payloads = await data_converter(blobs).encode(["x" * LARGEST_INLINE])
    for key in list(blobs.contents):
        if harm == "gone":
            del blobs.contents[key]
        else:
            blobs.contents[key] += b"!"
    with pytest.raises(ApplicationError) as caught:
        await data_converter(blobs).decode(payloads)
    assert (caught.value.type, caught.value.non_retryable) == ("ValueMissing", True)


async def test_an_execution_whose_definition_is_gone_fails(empty_house: House) -> None:
    handle = await empty_house.start(graph(manual()))
    empty_house.blobs.contents.clear()
    elsewhere = await house(empty_house.client.service_client.config.target_host)
    elsewhere.task_queue = empty_house.task_queue
    async with elsewhere.worker():
        with pytest.raises(Exception, match="failed") as caught:
            await handle.result()
    assert "gone or damaged" in str(caught.value.__cause__)


async def test_a_definition_is_read_once_however_often_its_execution_is_replayed(empty_house: House) -> None:
    program = graph(manual(), *(activity(name, "echo") for name in "abc"), "start -> a -> b -> c")
    handle = await empty_house.start(program)
    elsewhere = await house(empty_house.client.service_client.config.target_host)
    elsewhere.task_queue, elsewhere.blobs.contents = empty_house.task_queue, empty_house.blobs.contents
    async with elsewhere.worker(max_cached_workflows=0):
        await handle.result()
    assert elsewhere.blobs.reads == 1


async def test_an_execution_may_be_started_with_plain_json(engine: House) -> None:
    # As Temporal's own command line does it.
    plain = RawValue(
        Payload(metadata={"encoding": b"json/plain"}, data=b'{"nodes":[{"id":"a","type":"manual"}]}')
    )
    handle = await engine.client.start_workflow(
        "by-cli", args=[plain, 5], id=f"plain-{engine.task_queue}", task_queue=engine.task_queue
    )
    assert await handle.result() == 5


async def test_two_workers_of_one_process_tell_their_own_sinks(temporal_address: str) -> None:
    one, other = await house(temporal_address), await house(temporal_address)
    async with one.worker(), other.worker():
        run = await one.run(graph(manual()))
    assert run.status == "completed"
    assert one.heard.transitions
    assert not other.heard.transitions
