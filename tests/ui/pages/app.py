"""A page that breaks, and what is shown in its place: `app.py PORT`."""

import sys

from nicegui import ui

from ui import theme
from ui.pages import lost


@ui.page("/")
def page() -> None:
    raise LookupError("secret of the database")


if __name__ in {"__main__", "__mp_main__"}:
    theme.install()
    lost.register()
    ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False, tailwind=False)
