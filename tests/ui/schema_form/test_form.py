"""A form made from a schema, in a browser: what is typed becomes a value, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
RED = "rgb(210, 54, 61)"


def test_what_is_typed_becomes_the_value(form):
    form.control("url").fill("https://example.org/{{ input.id }}")
    form.control("tries").fill("5")
    form.control("method").select_option("POST")
    form.field("follow").get_by_role("switch").click()
    form.comes_to_hold(url="https://example.org/{{ input.id }}", tries=5, method="POST", follow=True)
    expect(form.field("url").locator(".expr")).to_have_text("{{ input.id }}")


def test_a_change_from_elsewhere_waits_for_the_one_who_types(form):
    form.control("url").click()
    form.page.keyboard.press("End")
    form.page.keyboard.type("/mine")
    form.comes_to_hold(url="https://example.org/mine")
    form.change_elsewhere(url="https://theirs.example", tries=7)
    expect(form.control("tries")).to_have_value("7")
    expect(form.control("url")).to_have_value("https://example.org/mine")
    expect(form.control("url")).to_be_focused()
    form.control("tries").click()
    expect(form.control("url")).to_have_value("https://theirs.example")


def test_fast_typing_loses_no_letter_to_its_own_echo(form):
    words = "a longer address, typed while its beginning comes back from the server"
    form.control("url").fill("")
    form.control("url").press_sequentially(words, delay=25)
    form.comes_to_hold(url=words)
    expect(form.control("url")).to_have_value(words)


def test_broken_json_keeps_its_text_and_the_last_value(form):
    form.control("body").fill('{"a": 1}')
    form.comes_to_hold(body={"a": 1})
    form.control("body").fill('{"a": ')
    expect(form.fault("body")).to_contain_text("Broken JSON at line 1")
    expect(form.control("body")).to_have_value('{"a": ')
    assert form.values["body"] == {"a": 1}
    form.control("body").fill('{"a": 2}')
    form.comes_to_hold(body={"a": 2})
    expect(form.fault("body")).to_be_hidden()


def test_a_number_field_says_what_is_no_number(form):
    form.control("tries").fill("seven")
    expect(form.fault("tries")).to_contain_text("Not a number")
    assert "tries" not in form.values


def test_a_choice_stays_chosen_while_the_page_goes_on(form):
    form.control("method").select_option("POST")
    form.comes_to_hold(method="POST")
    form.complain(url="URL is needed")
    expect(form.fault("url")).to_be_visible()
    expect(form.control("method")).to_have_value("POST")


@pytest.mark.parametrize("path", ["follow", "method"])
def test_a_choice_and_a_switch_can_become_an_expression(form, path):
    form.field(path).get_by_role("button", name="Expression for").click()
    form.field(path).locator("textarea").fill("{{ input.value }}")
    form.comes_to_hold(**{path: "{{ input.value }}"})


def test_names_and_values_are_rows_of_a_grid(form):
    grid = form.field("headers")
    grid.get_by_role("button", name="Add to headers").click()
    grid.get_by_label("Name 2").fill("x-trace")
    grid.get_by_label("Value").nth(1).fill("{{ input.trace }}")
    form.comes_to_hold(headers={"accept": "text/csv", "x-trace": "{{ input.trace }}"})
    grid.get_by_label("Name 2").fill("accept")
    expect(form.fault("headers")).to_contain_text("Two are called accept")
    grid.get_by_role("button", name="Remove accept").first.click()
    form.comes_to_hold(headers={"accept": "{{ input.trace }}"})


def test_a_list_of_objects_is_a_numbered_grid(form):
    grid = form.field("parcels")
    grid.get_by_role("button", name="Add a row").click()
    grid.get_by_role("button", name="Add a row").click()
    grid.get_by_label("Id").nth(1).fill("PX-2")
    grid.get_by_label("Weight").nth(1).fill("2.5")
    form.comes_to_hold(parcels=[{}, {"id": "PX-2", "weight": 2.5}])
    grid.get_by_role("button", name="Remove row 1").click()
    form.comes_to_hold(parcels=[{"id": "PX-2", "weight": 2.5}])


@pytest.mark.parametrize(("path", "name"), [("headers", re.compile(r"^Name \d")), ("parcels", "Id")])
def test_a_new_row_can_be_typed_into_at_once_and_leaves_the_others_alone(form, path, name):
    grid = form.field(path)
    rows = grid.get_by_label(name)
    add = grid.get_by_role("button", name="Add")
    before = rows.count()
    add.click()
    expect(rows).to_have_count(before + 1)
    rows.first.evaluate("element => element.mark = 'the same'")
    add.click()
    expect(rows.last).to_be_focused()
    form.page.keyboard.type("typed")
    expect(rows).to_have_count(before + 2)
    expect(rows.last).to_have_value("typed")
    assert rows.first.evaluate("element => element.mark") == "the same"


def test_a_fault_found_elsewhere_is_said_at_its_field_and_row(form):
    form.complain(url="URL is needed", **{"parcels.1.weight": "must be more than 0"})
    expect(form.fault("url")).to_contain_text("URL is needed")
    expect(form.control("url")).to_have_attribute("aria-invalid", "true")
    expect(form.fault("parcels")).to_contain_text("Row 2, weight: must be more than 0")
    form.complain()
    expect(form.fault("url")).to_be_hidden()


def test_a_faulty_cell_of_a_list_is_marked_and_no_other(form):
    grid = form.field("parcels")
    for _ in range(2):
        grid.get_by_role("button", name="Add a row").click()
    second = grid.get_by_label("Weight").nth(1)
    second.fill("heavy")
    expect(form.fault("parcels")).to_have_text("errorRow 2, weight: Not a number")
    grid.get_by_role("button", name="Add a row").click()
    expect(grid.get_by_label("Weight")).to_have_count(3)
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(grid.locator("[aria-invalid=true]")).to_have_count(1)
    form.complain(**{"parcels.0.id": "This is needed", "parcels.2": "is too much"})
    expect(grid.get_by_label("Id").first).to_have_attribute("aria-invalid", "true")
    expect(grid.locator("[aria-invalid=true]")).to_have_count(4)
    form.complain()
    expect(grid.locator("[aria-invalid=true]")).to_have_count(1)
    second.fill("2.5")
    expect(grid.locator("[aria-invalid=true]")).to_have_count(0)
    expect(form.fault("parcels")).to_be_hidden()


def test_a_faulty_name_or_value_is_marked_and_no_other(form):
    grid = form.field("headers")
    grid.get_by_role("button", name="Add to headers").click()
    grid.get_by_label("Name 2").fill("accept")
    for name in ("Name 1", "Name 2"):
        expect(grid.get_by_label(name)).to_have_attribute("aria-invalid", "true")
    expect(grid.locator("[aria-invalid=true]")).to_have_count(2)
    grid.get_by_label("Name 2").fill("x-trace")
    form.complain(**{"headers.x-trace": "This expression is broken"})
    expect(grid.get_by_label("Value").nth(1)).to_have_attribute("aria-invalid", "true")
    expect(grid.locator("[aria-invalid=true]")).to_have_count(1)


def test_a_fault_of_the_whole_list_marks_its_frame(form):
    form.complain(parcels="This is needed")
    expect(form.field("parcels").locator(".rows")).to_have_css("border-color", RED)
    expect(form.field("headers").locator(".kv")).not_to_have_css("border-color", RED)
