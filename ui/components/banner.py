"""The banner above a page: what does not work just now, and that it does again."""

from __future__ import annotations

from nicegui import ui

from services.status import Banner, banner
from ui.components.markup import Tag, icon, tag
from ui.session import current, watch

_GOOD_NEWS_SECONDS = 4


class SystemBanner:
    """Follows the installation's status; takes no room while all is well."""

    def __init__(self) -> None:
        self.place = tag("div", data_testid="system-banner")
        self._shown: Banner | None = None
        self._was_offline = False
        watch(self.place, "system", None, self._read)
        self._show()

    async def _read(self) -> None:
        self._show()

    def _show(self) -> None:
        state = banner(current().app.status.current)
        if state == self._shown and self.place.default_slot.children:
            return
        self._shown = state
        self.place.clear()
        with self.place:
            if state is not None:
                _draw(state)
            elif self._was_offline:
                self._good_news()
        self._was_offline = state is not None and state.kind == "offline"

    def _good_news(self) -> None:
        with tag("div", classes="banner ok", role="status") as news:
            icon("check")
            tag("span", "Connected again.", "grow")
            ui.timer(_GOOD_NEWS_SECONDS, lambda: _remove(news), once=True)


def _draw(state: Banner) -> None:
    offline = state.kind == "offline"
    with tag("div", classes="banner" if offline else "banner progress", role="status"):
        icon("cloud_off" if offline else "download")
        what, _, then = state.message.partition(". ")
        with tag("span", classes="grow"):
            tag("b", f"{what}. " if then else what)
            tag("span", then)
        if not offline:
            unknown = state.fraction is None
            with tag("span", classes="bar unknown" if unknown else "bar", role="progressbar"):
                part = tag("i")
                if state.fraction is not None:
                    part.style(f"width: {state.fraction:.0%}")


def _remove(news: Tag) -> None:
    if not news.is_deleted:
        news.delete()
