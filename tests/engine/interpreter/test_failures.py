import pytest

from engine.interpreter import failures
from engine.payloads import LARGEST_VALUE
from graph.node_types.base import NodeFailure


def test_an_unpaired_surrogate_in_a_message_becomes_text_that_temporal_takes() -> None:
    error = failures.as_data(NodeFailure("Odd", "\ud800 gone"), "node")
    assert error["message"] == "? gone"


def test_details_that_are_no_json_are_left_out() -> None:
    error = failures.as_data(NodeFailure("Odd", "it", details={1}), "node")
    assert error["details"] == "(set, which is not JSON)"


def test_endless_details_are_cut() -> None:
    error = failures.as_data(NodeFailure("Odd", "it", details=["x" * 1000] * 1000), "node")
    assert len(error["details"]) == 10_000


@pytest.mark.parametrize("value", [{1, 2}, float("nan"), object(), "\ud800", b"bytes"], ids=str)
def test_an_output_that_is_no_json_fails_its_node(value: object) -> None:
    with pytest.raises(NodeFailure, match="not JSON") as caught:
        failures.refuse_unless_json({"value": value})
    assert caught.value.type == "InvalidValue"


def test_an_output_that_no_store_takes_fails_its_node() -> None:
    with pytest.raises(NodeFailure) as caught:
        failures.refuse_unless_json("x" * LARGEST_VALUE)
    assert caught.value.type == "ValueTooLarge"


def test_details_with_an_unpaired_surrogate_are_left_out() -> None:
    error = failures.as_data(NodeFailure("Odd", "it", details="\ud800"), "node")
    assert error["details"] == "(str, which is not JSON)"
