"""What is typed into a field and the value that it stands for."""

import pytest

from graph.errors import InvalidInput
from ui.components.schema_form.values import read_number, read_value, show_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("Hamburg", "Hamburg"),
        ("5", 5),
        ("-2.5", -2.5),
        ("true", True),
        ('"5"', "5"),
        ('{"a": [1, 2]}', {"a": [1, 2]}),
        ("{{ input.depth }}", "{{ input.depth }}"),
        ("late: {{ len(late) }}", "late: {{ len(late) }}"),
        ("30d", "30d"),
    ],
)
def test_json_is_read_as_json_and_the_rest_is_text(text, value):
    assert read_value(text) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "5",
        "true",
        "null",
        '{"a"',
        '"quoted"',
        "two\nlines",
        0,
        1.5,
        False,
        [],
        {},
        [1, "a"],
        {"a": None},
    ],
)
def test_what_is_shown_reads_back_as_the_same_value(value):
    assert read_value(show_value(value)) == value or value == ""


@pytest.mark.parametrize("text", ['{"a": ', "[1, 2", '"open', "{a: 1}", '{"a": NaN}', "[" * 100_000])
def test_broken_json_is_said_with_its_place(text):
    with pytest.raises(InvalidInput, match="JSON"):
        read_value(text)


def test_a_number_field_takes_numbers_and_expressions_only():
    assert read_number("7") == 7
    assert read_number(" {{ input.n }} ") == " {{ input.n }} "
    assert read_number("") is None
    for text in ("seven", "1e999", "nan"):
        with pytest.raises(InvalidInput):
            read_number(text)
    with pytest.raises(InvalidInput, match="whole"):
        read_number("1.5", whole=True)
