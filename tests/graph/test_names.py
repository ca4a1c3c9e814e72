"""Names: kebab names and node ids out of what people type."""

import pytest

from graph.names import LONGEST_KEBAB_NAME, is_kebab_name, kebab_name, node_id, unique_name


@pytest.mark.parametrize(
    ("display", "kebab"),
    [
        ("Daily report", "daily-report"),
        ("  Größe & Çedille — 2.0! ", "groesse-and-cedille-2-0"),
        ("Łódź Straße Ærø", "lodz-strasse-aero"),
        ("日本", "workflow"),
        ("", "workflow"),
        ("---", "workflow"),
        ("x" * 300, "x" * 63),
        ("Anna's U\u0308bung", "annas-uebung"),
    ],
)
def test_a_kebab_name_out_of_a_display_name(display, kebab):
    assert kebab_name(display) == kebab
    assert is_kebab_name(kebab)


@pytest.mark.parametrize("name", ["", "-a", "a-", "a--b", "A", "a_b", "ü", "a b", "a\n", "x" * 64])
def test_what_is_no_kebab_name(name):
    assert not is_kebab_name(name)


def test_a_taken_name_gets_the_first_free_number():
    assert unique_name("report", {"other"}) == "report"
    assert unique_name("report", {"report", "report-2"}) == "report-3"
    assert len(unique_name("x" * 63, {"x" * 63})) == LONGEST_KEBAB_NAME


@pytest.mark.parametrize(
    ("wanted", "id"), [("HTTP request", "http_request_2"), ("2 days", "n_2_days"), ("日本", "node")]
)
def test_a_node_id_can_be_read_in_expressions(wanted, id):
    assert node_id(wanted, {"http_request"}) == id
    assert id.isidentifier()
