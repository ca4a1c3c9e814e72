"""Expressions: what they give, what they say when they fail, and what none of them can do."""
# ruff: noqa: E501 (a row of a table is one line)

import pytest

from graph import expressions
from graph.errors import ExpressionError

SCOPE = {
    "input": {
        "parcels": [{"id": "a", "days": 5}, {"id": "b", "days": 1}, {"id": "ü", "days": None}],
        "n": 5,
        "name": "Ada",
        "empty": [],
        "none": None,
        "_id": 7,
        "keys": "a key, not a function",
    },
    "vars": {"count": 2},
    "nodes": {
        "größe": {"output": {"cm": 12}, "status": "completed", "error": None},
        "with-dash": {"output": 3, "status": "completed", "error": None},
        "broken": {"output": None, "status": "failed", "error": {"message": "no"}},
    },
    "execution": {"id": "e1", "started_at": "2026-05-01T09:00:00Z", "attempt": 1},
}


def evaluate(text):
    return expressions.evaluate(text, SCOPE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no expression", "no expression"),
        ("{{ input.n }}", 5),
        ("  {{ input.n }}\n", 5),
        ("n={{ input.n }}, {{ input.name }}!", "n=5, Ada!"),
        ("{{ input.n }}{{ input.n }}", "55"),
        ("{{ input.none }}|{{ True }}|{{ [1, 'ü'] }}|{{ 1.5 }}", '|true|[1, "ü"]|1.5'),
        ("{{ {'a': {'b': 1}} }}", {"a": {"b": 1}}),
        ("{{ '}}' + \"{{\" }}", "}}{{"),
        ("{{ 'it\\'s' }}", "it's"),
        ("{{ [\n1,\n2\n] }}", [1, 2]),
        ("{{ nodes.größe.output.cm }}", 12),
        ('{{ nodes["with-dash"].output + 1 }}', 4),
        ("{{ nodes.broken.error.message }}", "no"),
        ("{{ nodes.broken.status == 'failed' }}", True),
        ('{{ input["_id"] }}', 7),
        ("{{ input.keys }}", "a key, not a function"),
        ("{{ input.parcels[-1].id }}", "ü"),
        ("{{ [p.id for p in input.parcels if default(p.days, 0) > 3] }}", ["a"]),
        ("{{ [item.id for item in input.parcels][:2] }}", ["a", "b"]),
        ("{{ {p.id: p.days for p in input.parcels} }}", {"a": 5, "b": 1, "ü": None}),
        ("{{ [[x, y] for x in range(2) for y in range(x + 1)] }}", [[0, 0], [1, 0], [1, 1]]),
        ("{{ [k for k, v in items({'a': 1, 'b': 2}) if v > 1] }}", ["b"]),
        ("{{ sum(p.days for p in input.parcels if p.days) }}", 6),
        ("{{ {3, 1, 3} }}", [3, 1]),
        ("{{ {x % 2 for x in range(9)} }}", [0, 1]),
        ("{{ (1, 2) }}", [1, 2]),
        ("{{ 'a' in ('a', 'b') and 'b' not in ['a'] }}", True),
        ("{{ 1 < input.n <= 5 }}", True),
        ("{{ 'big' if input.n > 3 else 'small' }}", "big"),
        ("{{ f'{input.n} of {len(input.parcels)}' }}", "5 of 3"),
        ("{{ [*input.empty, 1] }}", [1]),
        ("{{ {**input.parcels[0], 'late': True} }}", {"id": "a", "days": 5, "late": True}),
        ("{{ [1, 2] + [3] }}", [1, 2, 3]),
        ("{{ 'ab' * 2 }}", "abab"),
        ("{{ 7 // 2 + 7 % 2 + 2 ** 3 - 4 / 2 }}", 10.0),
        ("{{ -input.n }}", -5),
        ("{{ input.none is None }}", True),
        ("{{ [1, {'a': 2}] == [1, {'a': 2}] }}", True),
        ("{{ default(input.gone.deeper, 3) }}", 3),
        ("{{ default(input.none, 'x') }}", "x"),
        ("{{ default(input.parcels[9].id, 'none') }}", "none"),
        ("{{ default(input.n, input.gone) }}", 5),
        ("{{ default(min(input.empty), 0) }}", 0),
        ("{{ min(3, 1, 2) + max([4, 5]) }}", 6),
        ("{{ max([{'a': 1}, {'a': 3}], key='a').a }}", 3),
        ("{{ sorted([3, 1, 2], reverse=True) }}", [3, 2, 1]),
        ("{{ [p.id for p in sorted(input.parcels[:2], key='days')] }}", ["b", "a"]),
        ("{{ reversed([1, 2]) + [reversed('ab')] }}", [2, 1, "ba"]),
        ("{{ any(x > 2 for x in [1, 3]) and not all([1, 0]) }}", True),
        ("{{ round(2.567, 2) + abs(-1) + floor(1.9) + ceil(0.1) }}", 5.57),
        ("{{ int('12') + int(3.9) + float('1.5') }}", 16.5),
        ("{{ bool('') or bool([0]) }}", True),
        ("{{ str(None) + str(True) + str(12) + str([1]) }}", "true12[1]"),
        ("{{ upper('ß') + lower('A') + trim(' x ') }}", "SSax"),
        ("{{ split('a,b', ',') + split(' c  d ') }}", ["a", "b", "c", "d"]),
        ("{{ join([1, 'b', None], '-') }}", "1-b-"),
        ("{{ replace('aXbX', 'X', '') }}", "ab"),
        ("{{ contains([1], 1) and contains('abc', 'b') and contains({'a': 1}, 'a') }}", True),
        ("{{ starts_with('abc', 'a') and ends_with('abc', 'c') }}", True),
        ("{{ keys({'a': 1}) + values({'a': 1}) + items({'a': 1}) }}", ["a", 1, ["a", 1]]),
        (
            "{{ unique([1, True, 1.0, 'a', 'a', [1], [1], {'x': [1]}, {'x': [1]}]) }}",
            [1, True, "a", [1], {"x": [1]}],
        ),
        ("{{ flatten([[1], 2, [[3]]]) }}", [1, 2, [3]]),
        (
            "{{ group_by([{'k': 1, 'v': 2}, {'k': 1, 'v': 3}], 'k') }}",
            {"1": [{"k": 1, "v": 2}, {"k": 1, "v": 3}]},
        ),
        ("{{ zip([1, 2], ['a', 'b', 'c']) }}", [[1, "a"], [2, "b"]]),
        ("{{ enumerate(['a'], 1) }}", [[1, "a"]]),
        ("{{ range(3) + range(5, 0, -2) }}", [0, 1, 2, 5, 3, 1]),
        ("{{ json({'a': [1, None]}) }}", '{"a": [1, null]}'),
        ("{{ parse_json('{\"a\": 1}').a }}", 1),
        ("{{ date(execution.started_at) }}", "2026-05-01"),
        ("{{ time('2026-05-01T11:00:00+02:00') }}", "2026-05-01T09:00:00Z"),
        ("{{ timestamp('1970-01-02') }}", 86400.0),
        ("{{ weekday('2026-05-01') }}", 5),
        ("{{ days_between('2026-04-28', '2026-05-01T09:00:00Z') }}", 3),
        ("{{ seconds_between('2026-05-01', '2026-05-01T00:01') }}", 60.0),
        (
            "{{ add_days('2026-02-27', 2) + ' ' + add_days('2026-05-01T09:00', -1) }}",
            "2026-03-01 2026-04-30T09:00:00Z",
        ),
        ("{{ add_time('2026-05-01', '1h 30m') }}", "2026-05-01T01:30:00Z"),
        (
            "{{ format_date('2026-05-01T15:04', '%A %d %b %Y, %I:%M %p 100%%') }}",
            "Friday 01 May 2026, 03:04 PM 100%",
        ),
    ],
)
def test_an_expression_gives(text, value):
    result = evaluate(text)
    assert result == value
    assert type(result) is type(value)


def test_values_within_values_are_worked_out():
    given = {"a": ["{{ input.n }}", {"b": "x{{ vars.count }}"}], "c": 1, "d": None}
    assert evaluate(given) == {"a": [5, {"b": "x2"}], "c": 1, "d": None}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ input.gone }}", "no 'gone' in it; there is parcels, n, name"),
        (
            "{{ input.n > 3 and input.parcels[0].weight > 2 }}",
            "input.parcels[0].weight: there is no 'weight'",
        ),
        ("{{ input.none.x }}", "'x' cannot be read from nothing (null)"),
        ("{{ input.n.x }}", "a number has no keys, so no 'x'"),
        ("{{ input.parcels.id }}", "a list has no keys, so no 'id'"),
        ("{{ input.parcels[9] }}", "no item 9: it has 3"),
        ("{{ input.parcels['a'] }}", "a list is read by number, not by a text"),
        ("{{ input.n / 0 }}", "division by zero"),
        ("{{ 'a' + 1 }}", "a text and a number cannot be added"),
        ("{{ input.name < 1 }}", "a text and a number cannot be compared by <"),
        ("{{ item.x }}", "item is not there"),
        ("{{ int('x') }}", "'x' is not a whole number"),
        ("{{ date('soon') }}", "'soon' is not a time"),
        ("{{ parse_json('{') }}", "not JSON"),
        ("{{ input.n", "is not closed"),
        ("{{ }}", "nothing between"),
        ("{{ {1: 2} }}", "the key 1 is not a text"),
        ("{{ 1e308 * 10 }}", "which JSON cannot hold"),
        ("{{ min([]) }}", "the list is empty"),
        ("{{ 'x'.upper() }}", "write upper(…)"),
    ],
)
def test_a_failure_quotes_the_part_and_says_why(text, says):
    with pytest.raises(ExpressionError) as failed:
        evaluate(text)
    assert says in failed.value.message
    assert failed.value.message.startswith("{{") or "nothing between" in says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ input.x > }}", "this is no expression"),
        ("{{ inptu.x }}", "there is no 'inptu' here; there is input"),
        ("{{ uper(input.x) }}", "there is no function 'uper'"),
        ("{{ len() }}", "len is called as len(value)"),
        ("{{ len }}", "write len(…)"),
        ("{{ [len for len in input.x] }}", "len is a function"),
        ("{{ input.n is 5 }}", "write =="),
        ("ok {{ input.a }} {{ x }} {{ y }}", "'x'"),
        (f"{{{{ {'1+' * 3000}1 }}}}", "6,001 characters long; an expression may have 4,000"),
        (f"{{{{ '{'x' * 10_000}' }}}}", "4,000"),
    ],
)
def test_check_finds_without_data(text, says):
    assert any(says in problem for problem in expressions.check(text))


def test_check_finds_every_broken_expression_and_nothing_in_sound_ones():
    assert len(expressions.check("{{ x }} {{ input.a }} {{ y }}")) == 2
    assert expressions.check("{{ default(input.a, 1) }} and text") == []


def test_references_are_the_nodes_that_a_text_reads():
    text = (
        "{{ nodes.a.output + nodes['b c'].output }} {{ default(nodes.größe.output, 0) }} {{ input.nodes.x }}"
    )
    assert expressions.references(text) == {"a", "b c", "größe"}
    assert expressions.references("{{ [nodes.x for nodes in input.y] }}") == set()
    assert expressions.references("{{ broken") == set()


def test_a_value_has_an_expression_however_deep():
    assert expressions.has_expression({"a": [1, {"b": "x {{ input }}"}]})
    assert not expressions.has_expression({"a": ["x", 1, None]})


def test_reading_the_variables_as_a_whole_gives_what_they_were():
    variables = {"a": 1}
    before = expressions.evaluate("{{ vars }}", {"vars": variables})
    variables["a"] = 2
    assert before == {"a": 1}


def test_large_values_pass_through_unchanged():
    rows = [{"n": number} for number in range(300_000)]
    assert (
        expressions.evaluate("{{ nodes.a.output.rows }}", {"nodes": {"a": {"output": {"rows": rows}}}})
        is rows
    )


DOUBLED = " ".join("for a in [[a, a]]" for _ in range(60))
HOSTILE = [
    # reaching Python
    "().__class__", "input.__class__", "''.__class__.__mro__", "input.__dict__", "input._x", "__import__('os')",
    "__builtins__", "eval('1')", "exec('1')", "open('/etc/passwd')", "compile('1', '', 'eval')", "globals()",
    "locals()", "vars()", "getattr(input, 'x')", "setattr(input, 'x', 1)", "type(input)", "object()", "print(1)",
    "printed", "_budget", "_attribute(input, 'x')", "_budget.left", "[_budget for x in [1]]", "breakpoint()",
    "input.keys()", "input.parcels.append(1)", "'{0.__class__}'.format(input)", "'{0.__class__}'.format_map(input)",
    "f'{input.__class__}'", "f'{input!r}'", "f'{1:>1000000000}'", "'%s' % input", "'%1000000000d' % 1",
    "(lambda: 1)()", "lambda: 1", "[lambda: x for x in [1]]", "(x := 1)", "[y := 1, y]", "await input", "(yield)",
    "(yield from input)", "[x async for x in input]", "...", "b'bytes'", "1j", "x = 1", "import os", "del input",
    "input.x = 1", "input[0] = 1", "len.__globals__", "default.__closure__", "[f(1) for f in [len]]", "{len: 1}",
    "len(*input)", "sorted(input.parcels, **{'key': 1})", "nodes.__class__", "input['__class__']", "[*a] @ [*b]",
    "[x for x.__class__ in [1]]", "[1 for input.x in [1]]", "[1 for a, *b in [[1]]]", "input.mro__roles__",
    "sorted(input.parcels, key='__class__')", "group_by(input.parcels, '__class__')", "json(len)", "str(upper)",
    "input.n.real", "input.name.__len__()", "(1).bit_length()", "().__reduce_ex__(2)", "\x00", "𝒊nput._𝒅ict__",
    # asking for too much
    "10 ** 10 ** 10", "2 ** 100000", "9 ** 9 ** 9 ** 9", "1 << 10 ** 9", "10 ** 400 * 10 ** 400 * 10 ** 400 * 10 ** 400",
    "'x' * 10 ** 9", "[0] * 10 ** 9", "10 ** 9 * 'x'", "[[0] * 1000] * 1000", "range(10 ** 9)", "range(10 ** 30)",
    "[0 for x in range(10 ** 6)]", "[0 for x in range(1000) for y in range(1000)]",
    "[[y for y in range(1000)] for x in range(1000)]", "sum(x * y for x in range(3000) for y in range(3000))",
    "['x' * 1000000 for x in range(1000)]", "[upper('x' * 900000) for x in range(1000)]",
    "replace('x' * 100000, 'x', 'y' * 100000)", "join(['x' * 100000 for x in range(1000)], 'y' * 100000)",
    "len(split('x' * 1000000, 'x'))", "round(1.5, 10 ** 9)", "round(1, -10 ** 9)", "int('9' * 1000000)",
    "str(10 ** 1200) * 10 ** 6", "json([['x' * 1000] * 1000] * 1000)", "format_date('2026-01-01', '%1000000000d')",
    "format_date('2026-01-01', '%Y' * 1000000)", "add_days('2026-01-01', 10 ** 12)", "time(1e300)",
    f"[a for a in [[1, 1]] {DOUBLED}]", f"[str(a) for a in [[1, 1]] {DOUBLED}]", f"[a == [1] + a[1:] for a in [[1, 1]] {DOUBLED}]",
    f"[a in [a, [1]] for a in [[1, 1]] {DOUBLED}]", f"[[a] < [a[0]] for a in [[1, 1]] {DOUBLED}]",
    f"[sorted([a, a]) for a in [[1, 1]] {DOUBLED}]", f"[unique([a, a]) for a in [[1, 1]] {DOUBLED}]",
    f"[max(a, a) for a in [[1, 1]] {DOUBLED}]", f"[{{a: 1}} for a in [(1, 1)] {DOUBLED}]",
    "sorted([[y for y in range(100)] for x in range(1000)])",
    "(" * 150 + "1" + ")" * 150 + " + gone", "-" * 3000 + "x", "not " * 900 + "x", "[" * 130 + "]" * 130,
    "1" * 3990 + " ** 2 ** 9", "+".join(["range(9999)"] * 300), "input" + "[0]" * 500, "1 if 1 else " * 300 + "x",
    "[x for x in [input.parcels * 70000 for y in range(100)]]", "zip(range(150000), range(150000), range(150000))",
    "[flatten([range(1000)] * 100) for x in range(100)]", "{str(x): range(1000) for x in range(1000)}",
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_expression_is_an_error_and_nothing_else(source):
    with pytest.raises(ExpressionError):
        evaluate(f"{{{{ {source} }}}}")
