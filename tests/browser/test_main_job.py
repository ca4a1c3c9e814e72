"""The main job with mouse and keyboard: draw, deploy, run, watch."""

from playwright.sync_api import Page, expect

from examples.carrier import Carrier
from tests.browser.pages import Editor, Home, Project, Viewer


def test_draws_deploys_runs_and_watches_a_workflow(page: Page) -> None:
    project = Home(page).open().create_project("Depot operations")
    editor = project.create_workflow("Late returns")
    start = editor.drag_from_palette("Manual", 120, 200)
    shape = editor.drag_from_palette("Variable", 360, 200)
    end = editor.drag_from_palette("End", 620, 200)
    editor.connect(start, shape)
    editor.connect(shape, end)
    assert editor.edges() == [(start, "out", shape), (shape, "out", end)]
    editor.select(shape)
    editor.fill("config.name", "seen")
    editor.fill("config.value", "{{ input.name }}")
    editor.select(end)
    editor.fill("config.output", "{{ input.name }}")
    editor.expect_saved()
    expect(editor.problems()).to_have_count(0)
    editor.deploy()
    viewer = editor.run({"name": "Ana"})
    viewer.expect_status("completed")
    for node_id in (start, shape, end):
        viewer.expect_step(node_id, "completed")
    viewer.select_step(end)
    expect(viewer.inspector().get_by_text("Ana").first).to_be_visible()


def test_the_parcel_watch_template_runs_as_it_is(page: Page, carrier: Carrier) -> None:
    project = Home(page).open().create_project()
    editor = project.create_workflow("Parcel watch", template="Parcel watch")
    editor.deploy()
    viewer = editor.run({"tracking": ["PX-1", "PX-2", "PX-404"], "service": carrier.url})
    viewer.expect_status("completed", within=40)
    assert carrier.requests == {"PX-1": 1, "PX-2": 3, "PX-404": 1}
    expect(viewer.inspector().get_by_text("late").first).to_be_visible()


def test_the_project_lists_its_workflows_with_status_and_last_runs(page: Page) -> None:
    project = Home(page).open().create_project()
    address = page.url
    editor = _drawn(project, "Nothing much")
    editor.deploy()
    editor.run({}).expect_status("completed")
    page.goto(address)
    row = Project(page).row("nothing-much")
    expect(row.get_by_text("Active")).to_be_visible()
    expect(row.get_by_label("Execution 1: Completed")).to_be_visible()


def test_the_list_of_executions_is_live(page: Page, new_page) -> None:
    editor = _drawn(Home(page).open().create_project(), "Seen elsewhere")
    editor.deploy()
    watching = new_page()
    watching.goto(f"{editor.url}/executions")
    expect(watching.get_by_text("Nothing has run yet.")).to_be_visible()
    editor.run({}).expect_status("completed")
    expect(watching.locator("[data-execution][data-status='completed']")).to_be_visible()


def _drawn(project: Project, name: str) -> Editor:
    editor = project.create_workflow(name)
    start = editor.drag_from_palette("Manual", 120, 200)
    end = editor.drag_from_palette("End", 420, 200)
    editor.connect(start, end)
    editor.expect_saved()
    return editor


def test_the_border_above_the_timeline_can_be_dragged_and_stays(page: Page) -> None:
    editor = _drawn(Home(page).open().create_project(), "Looked at")
    editor.deploy()
    viewer = editor.run({})
    viewer.expect_status("completed")
    before = viewer.timeline.bounding_box()
    page.mouse.move(400, before["y"] - 2)
    page.mouse.down()
    page.mouse.move(400, before["y"] - 100, steps=5)
    page.mouse.up()
    page.reload()
    after = Viewer(page).timeline.bounding_box()
    assert after["height"] > before["height"] + 60
