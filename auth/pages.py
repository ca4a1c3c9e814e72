"""The few plain HTML pages before the product: no script that is broken there may keep anyone out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

_STYLE = (Path(__file__).parent / "pages.css").read_text()
_LOGO = (
    '<svg class="logo" viewBox="0 0 20 20" fill="none" aria-hidden="true">'
    '<rect x="1" y="1" width="18" height="18" rx="5" fill="currentColor"/>'
    '<path d="M5.5 6.5h2.2c1.5 0 2.3.8 2.3 2.3v2.4c0 1.5.8 2.3 2.3 2.3h2.2" stroke="var(--surface)" '
    'stroke-width="1.6" stroke-linecap="round"/>'
    '<circle cx="14.2" cy="6.5" r="1.5" fill="var(--surface)"/></svg>'
)
# Out of the address first: what was used up has no place in this browser's history.
_POST_NOW = "history.replaceState(null, '', location.pathname); document.forms[0].submit()"
_ANOTHER = '<span class="mono">make link</span> prints another.'


@dataclass(frozen=True)
class Looks:
    """Where the product's style sheets, fonts and scripts lie, e.g. /assets/0123abcd."""

    assets: str


@dataclass(frozen=True)
class Page:
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


def sign_in(looks: Looks, *, address: str, wanted: str, fault: str = "") -> Page:
    """Says how to get in; `address` is the product's own, `fault` what was wrong with the link before."""
    example = escape(f"{address}/enter?token=…")
    form = (
        f'<form method="post" action="/enter"><input type="hidden" name="next" value="{escape(wanted)}">'
        '<input class="input mono" name="token" required autofocus autocomplete="off" spellcheck="false" '
        f'aria-label="One-time link" placeholder="{example}">'
        '<button class="btn primary wide">Sign in</button></form>'
    )
    note = (
        '<div class="bad" role="alert"><i class="ms" aria-hidden="true">info</i>'
        f"<span>{escape(fault)} {_ANOTHER}</span></div>"
        if fault
        else f'<p class="fine">Each link signs in once. {_ANOTHER}</p>'
    )
    body = (
        "<h1>Open the link from your terminal</h1><p>It serves this machine only. There is no password.</p>"
        '<div class="term"><div class="hd"><i class="ms" aria-hidden="true">terminal</i>where you ran '
        '<span class="mono">make run</span></div>'
        f"<pre>Sign in once, within 10 minutes:\n<b>{example}</b></pre></div>"
        f'<div class="or">or paste it here</div>{form}{note}'
    )
    return _page(looks, "Sign in", body)


def enter(looks: Looks, *, token: str, wanted: str) -> Page:
    """Posts the token by itself; a mere look at a link (a preview, a prefetch) must not use it up."""
    body = (
        "<h1>Signing you in</h1><p>One moment.</p>"
        '<form class="alone" method="post" action="/enter">'
        f'<input type="hidden" name="token" value="{escape(token)}">'
        f'<input type="hidden" name="next" value="{escape(wanted)}">'
        '<button class="btn primary wide">Sign in</button></form>'
    )
    return _page(looks, "Sign in", body, script=_POST_NOW)


def leave(looks: Looks, *, now: bool) -> Page:
    """Signs out: by itself where the product's own page asked, otherwise by a button."""
    body = (
        "<h1>Sign out</h1><p>In every tab of this browser. To come back you need a new link.</p>"
        '<form class="alone" method="post" action="/logout"><button class="btn primary wide">Sign out</button></form>'
    )
    return _page(looks, "Sign out", body, script=_POST_NOW if now else "")


def database_away(looks: Looks) -> Page:
    """Comes back by itself."""
    body = (
        "<h1>PostgreSQL does not answer</h1>"
        "<p>Without it nobody can be signed in. Executions that run go on. This page tries again by itself.</p>"
    )
    return _page(looks, "PostgreSQL does not answer", body, extra='<meta http-equiv="refresh" content="3">')


def _page(looks: Looks, title: str, body: str, *, script: str = "", extra: str = "") -> Page:
    nonce, assets = secrets.token_urlsafe(16), escape(looks.assets)
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · Workflow Builder</title>{extra}"
        f'<link rel="icon" href="{assets}/favicon.svg"><link rel="stylesheet" href="{assets}/css/tokens.css">'
        f'<link rel="stylesheet" href="{assets}/css/app.css"><style nonce="{nonce}">{_STYLE}</style>'
        f'<script src="{assets}/js/theme.js"></script></head>'
        f'<body><main class="box">{_LOGO}{body}</main>'
        + (f'<script nonce="{nonce}">{script}</script>' if script else "")
        + "</body></html>"
    )
    return Page(html, _headers(nonce))


def _headers(nonce: str) -> dict[str, str]:
    policy = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "font-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        # Never the path, which holds the token. Not `no-referrer`: forms would be posted with `Origin: null`.
        "Referrer-Policy": "strict-origin",
    }
