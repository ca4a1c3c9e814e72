"""The look: style sheets, fonts and scripts, served under an address that names their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from nicegui import app, ui

ASSETS = Path(__file__).parent / "assets"
FAVICON = ASSETS / "favicon.svg"
_SHEETS = ("tokens", "app", "canvas", "quasar", "kit")
_YEAR = 365 * 24 * 3600


def install() -> None:
    """Serves the assets and links them from every page."""
    app.add_static_files(address(), ASSETS, max_cache_age=_YEAR)
    ui.add_head_html(_head(address()), shared=True)
    for script in ("kit", "session"):
        ui.add_body_html(f'<script src="{address()}/js/{script}.js"></script>', shared=True)


@cache
def address() -> str:
    """Where the assets are served: it changes with their content, so that browsers may keep them for a year."""
    return f"/assets/{_fingerprint()}"


def _head(address: str) -> str:
    # Inline, so that the theme is set before the first paint and nothing flashes.
    theme = f"<script>{(ASSETS / 'js' / 'theme.js').read_text()}</script>"
    pages = sorted(path.stem for path in (ASSETS / "css" / "pages").glob("*.css"))
    sheets = [f"{name}.css" for name in _SHEETS] + [f"pages/{name}.css" for name in pages]
    links = "".join(f'<link rel="stylesheet" href="{address}/css/{sheet}">' for sheet in sheets)
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address}/fonts/{name}">'
        for name in ("inter-latin-opsz-normal.woff2", "material-symbols-outlined-subset.woff2")
    )
    return theme + fonts + links


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(ASSETS).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
