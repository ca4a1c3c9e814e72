"""The frame of every page that is not a canvas: sidebar, top bar, body."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from nicegui import background_tasks, context, ui

from graph.errors import WorkflowBuilderError
from services import projects
from services.status import ServiceStatus
from ui.components.banner import SystemBanner
from ui.components.buttons import icon_button
from ui.components.logo import logo
from ui.components.markup import Tag, icon, tag
from ui.components.menu import Menu
from ui.session import current, once_back, watch

_SERVICES = (("database", "PostgreSQL"), ("temporal", "Temporal"), ("worker", "Workers"))
_DOTS = {"ok": "green", "down": "red"}
_WORDS = {"ok": "", "starting": "starting", "fetching": "fetching", "building": "building", "down": "down"}
_THEMES = (
    ("light", "Light", "light_mode"),
    ("dark", "Dark", "dark_mode"),
    ("system", "Like the system", "contrast"),
)


@dataclass(frozen=True)
class Frame:
    """The places of a page: `title`, what stands `beside` it and `actions` in the top bar, and its `body`."""

    title: Tag
    beside: Tag
    actions: Tag
    body: Tag


@contextmanager
def page_frame(
    title: str, *, active: str = "", crumb: tuple[str, str] | None = None, page_class: str = ""
) -> Iterator[Frame]:
    """Draws sidebar and top bar and enters the body.

    `active` is "home", "executions" or a project's id; `page_class` scopes the page's own style sheet
    (`ui/assets/css/pages/`); `crumb` is (words, address) of what lies above.
    """
    ui.page_title(f"{title} · Workflow Builder")
    _leave_main_to_us()
    with tag("div", classes="shell"):
        SystemBanner()
        with tag("div", classes="page"):
            _sidebar(active)
            with tag("main", classes="main"):
                heading, beside, actions = _top_bar(title, crumb)
                with tag("div", classes=f"body {page_class}".strip()) as body:
                    yield Frame(heading, beside, actions, body)


def _leave_main_to_us() -> None:
    """Quasar's page is a <main> around everything: screen readers would land in the sidebar."""
    around = context.client.content.parent_slot
    if around:
        around.parent.props('role="none"')


def _top_bar(title: str, crumb: tuple[str, str] | None) -> tuple[Tag, Tag, Tag]:
    with tag("header", classes="topbar"):
        if crumb:
            tag("a", crumb[0], "crumb", href=crumb[1])
            tag("span", "/", "sep", aria_hidden="true")
        heading = tag("h1", title, "cut")
        beside = tag("div", classes="hstack beside")
        tag("span", classes="grow")
        actions = tag("div", classes="hstack actions")
    return heading, beside, actions


def _sidebar(active: str) -> None:
    with tag("aside", classes="sidebar"):
        with tag("a", classes="side-top", href="/"):
            logo()
            tag("b", "Workflow Builder")
        with tag("nav", classes="nav", aria_label="Main"):
            _entry("All projects", "/", "home", on=active == "home")
            _entry("Executions", "/executions", "list_alt", on=active == "executions")
            with tag("div", classes="cap"):
                tag("span", "Projects")
                icon_button("add", "New project", lambda: ui.navigate.to("/?new=project"))
            places = tag("div")
        with tag("div", classes="foot"):
            _system_block()
            _person()
    _show_projects(places, active)


def _entry(words: str, address: str, symbol: str, *, on: bool) -> None:
    with tag("a", classes="on" if on else "", href=address, aria_current="page" if on else None):
        icon(symbol)
        tag("span", words, "cut", title=words)


def _show_projects(places: Tag, active: str) -> None:
    background_tasks.create(_list_projects(places, active), name="projects of the sidebar")


async def _list_projects(places: Tag, active: str) -> None:
    with places:
        page = current()
        try:
            rows = await projects.list_projects(page.app, page.actor)
        except WorkflowBuilderError:
            # The banner says what is unavailable.
            once_back(places, lambda: _show_projects(places, active))
            return
        for row in rows:
            _entry(row.name, f"/projects/{row.id}", "folder", on=active == str(row.id))


def _system_block() -> None:
    with tag("div", classes="side-sys", aria_label="System") as block:
        _draw_services()

    async def changed() -> None:
        block.clear()
        _draw_services()

    watch(block, "system", None, changed)


def _draw_services() -> None:
    status = current().app.status.current
    for attribute, name in _SERVICES:
        service: ServiceStatus = getattr(status, attribute)
        with tag("div", classes="hstack", title=service.message or None, data_service=attribute):
            colour = _DOTS.get(service.state, "amber")
            tag("span", classes="dot").style(f"background: var(--{colour}-solid)")
            tag("span", name)
            tag("span", _WORDS[service.state], "num")


def _person() -> None:
    actor = current().actor
    with tag("div", classes="side-me"):
        tag("span", actor.display_name[:1].upper() or "?", "avatar").style("--p: var(--person-4)")
        tag("span", actor.display_name, "cut grow", title=actor.email)
        with icon_button("settings", "Theme and account"):
            menu = Menu(label="Theme and account")
            menu.caption("Theme")
            for theme, words, symbol in _THEMES:
                menu.item(words, partial(set_theme, theme), icon_name=symbol, theme=theme)
            # Each browser has a theme of its own, so it marks the chosen one itself.
            menu.on("before-show", js_handler="() => setTimeout(workflowBuilder.markTheme)")
            menu.separator()
            menu.item("Sign out", lambda: ui.navigate.to("/logout"), icon_name="logout")


def set_theme(theme: str) -> None:
    """Sets and remembers the theme of this browser: light, dark or system."""
    ui.run_javascript(f"workflowBuilder.setTheme({theme!r})")
