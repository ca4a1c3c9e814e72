"""Signing in by one-time links and out again, over real rows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.types import ASGIApp
from websockets.exceptions import ConnectionClosed

from auth import links
from auth.actor import Actor
from auth.install import install
from auth.local import local_admin
from auth.origins import Origins
from auth.sessions import Sessions, StoredSessions
from data.session import SERVICE, Database
from graph.errors import Forbidden
from settings import Settings
from tests.auth.conftest import Site, product, serving

BROWSER = {"accept": "text/html,*/*"}


@pytest.fixture
async def installed(database: Database) -> AsyncIterator[Site]:
    """The product's doors and guard on a real server, over PostgreSQL."""
    heard: list[str] = []
    site = Site(0, "", heard)

    def build(port: int) -> ASGIApp:
        app: FastAPI = product(heard)
        site.port, site.cookie = port, Origins.local(port).cookie
        sessions = Sessions(StoredSessions(database))
        settings = Settings(supabase_url=None)
        site.guard = install(app, database, sessions, settings, assets="/assets/x", port=port)
        return site.guard

    async with serving(build):
        yield site


async def rows(database: Database, table: str) -> list[dict[str, object]]:
    async with database.work(SERVICE) as work:
        return [
            dict(row)
            for row in (await work.access._session.execute(text(f"SELECT * FROM {table}"))).mappings()
        ]


async def change(database: Database, statement: str) -> None:
    async with database.work(SERVICE) as work:
        await work.access._session.execute(text(statement))


async def enter(client: httpx.AsyncClient, site: Site, path: str, **more: str) -> httpx.Response:
    """What the page behind a link does: it posts the token."""
    token = path.partition("token=")[2]
    return await client.post(
        "/enter", data={"token": token, **more}, headers={"origin": site.origin, **BROWSER}
    )


@asynccontextmanager
async def signed_in(site: Site, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with site.client(headers=BROWSER) as client:
        assert (await enter(client, site, await links.issue(database))).status_code == 303
        yield client


async def test_a_link_signs_the_local_admin_in(installed: Site, database: Database):
    async with installed.client(headers=BROWSER) as client:
        answer = await enter(client, installed, await links.issue(database), next="/projects/7")
        assert (answer.status_code, answer.headers["location"]) == (303, "/projects/7")
        assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == (
            "no-store",
            "no-referrer",
        )
        assert re.search(r"HttpOnly.*SameSite=lax", answer.headers["set-cookie"], re.IGNORECASE)
        assert "Domain" not in answer.headers["set-cookie"]
        assert (await client.get("/projects/7")).text == "admin@localhost"


async def test_only_hashes_are_stored(installed: Site, database: Database):
    path = await links.issue(database)
    async with installed.client() as client:
        cookie = (await enter(client, installed, path)).cookies[installed.cookie]
    stored = repr(await rows(database, "sessions")) + repr(await rows(database, "sign_in_links"))
    assert cookie not in stored
    assert path.partition("token=")[2] not in stored
    assert len(cookie) >= 43  # 256 bits


async def test_looking_at_a_link_does_not_use_it_up(installed: Site, database: Database):
    path = await links.issue(database)
    async with installed.client(headers=BROWSER) as client:
        for _ in range(2):
            page = await client.get(path)
            assert page.status_code == 200
            assert page.headers["cache-control"] == "no-store"
            assert page.headers["referrer-policy"] == "strict-origin"
            assert "set-cookie" not in page.headers
        assert (await client.head(path)).status_code == 200
        assert (await enter(client, installed, path)).status_code == 303


async def test_a_link_works_once(installed: Site, database: Database):
    path = await links.issue(database)
    async with installed.client() as client:
        await enter(client, installed, path)
    async with installed.client() as thief:
        replayed = await enter(thief, installed, path)
        assert replayed.status_code == 403
        assert "used already" in replayed.text
        assert "make link" in replayed.text
        assert "set-cookie" not in replayed.headers
    assert len(await rows(database, "sessions")) == 1


async def test_two_posts_of_one_link_at_once_make_one_session(installed: Site, database: Database):
    path = await links.issue(database)
    async with installed.client() as client:
        answers = await asyncio.gather(*(enter(client, installed, path) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [303] + [403] * 7
    assert len(await rows(database, "sessions")) == 1


async def test_a_link_expires(installed: Site, database: Database):
    path = await links.issue(database)
    await change(database, "UPDATE sign_in_links SET expires_at = now() - interval '1 second'")
    async with installed.client() as client:
        late = await enter(client, installed, path)
    assert late.status_code == 403
    assert "older than ten minutes" in late.text
    assert await rows(database, "sessions") == []


async def test_a_link_lasts_ten_minutes(database: Database):
    await links.issue(database)
    (link,) = await rows(database, "sign_in_links")
    assert (link["expires_at"] - link["created_at"]).total_seconds() == pytest.approx(600)  # type: ignore[operator]


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 5000, "é", "\x00", "' OR true --", "?token=", "http://[/?x"]
)
async def test_an_invented_link_opens_nothing(installed: Site, database: Database, token: str):
    async with installed.client(headers={"origin": installed.origin}) as client:
        assert (await client.post("/enter", data={"token": token})).status_code == 403
    assert await rows(database, "sessions") == []


async def test_a_form_that_is_too_long_is_refused(installed: Site):
    async with installed.client(headers={"origin": installed.origin}) as client:
        assert (await client.post("/enter", data={"token": "x" * 10_000})).status_code == 413


async def test_a_page_of_another_origin_cannot_sign_anyone_in(installed: Site, database: Database):
    path = await links.issue(database)
    async with installed.client() as client:
        for origin in ("https://evil.example", "null"):
            data = {"token": path.partition("token=")[2]}
            assert (await client.post("/enter", data=data, headers={"origin": origin})).status_code == 403
        assert (await enter(client, installed, path)).status_code == 303


async def test_the_whole_link_may_be_pasted(installed: Site, database: Database):
    link = installed.origin + await links.issue(database)
    async with installed.client(headers={"origin": installed.origin}) as client:
        assert (await client.post("/enter", data={"token": f" {link}\n"})).status_code == 303


@pytest.mark.parametrize(
    "wanted", ["//x", "/\\x", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b", "https://evil.example"]
)
async def test_sign_in_leads_nowhere_else(installed: Site, database: Database, wanted: str):
    async with installed.client(headers=BROWSER) as client:
        assert "evil" not in (await client.get("/login", params={"next": wanted})).text
        answer = await enter(client, installed, await links.issue(database), next=wanted)
        assert answer.headers["location"] == "/"
        assert (await client.get("/login", params={"next": wanted})).headers["location"] == "/"


async def test_what_is_shown_again_is_escaped(installed: Site, database: Database):
    attack = '/x?"><script>alert(1)</script>'
    async with installed.client(headers=BROWSER) as client:
        for page in (
            await client.get("/login", params={"next": attack}),
            await client.get("/enter", params={"token": attack, "next": attack}),
        ):
            assert "<script>alert" not in page.text
            assert "script-src 'self' 'nonce-" in page.headers["content-security-policy"]


async def test_signing_in_again_ends_the_session_before(installed: Site, database: Database):
    async with signed_in(installed, database) as client:
        earlier = client.cookies[installed.cookie]
        await enter(client, installed, await links.issue(database))
        assert client.cookies[installed.cookie] != earlier
    async with installed.client(headers=installed.signed_in(earlier)) as thief:
        assert (await thief.get("/projects")).status_code == 401


async def test_logout_ends_the_session_everywhere(installed: Site, database: Database):
    async with signed_in(installed, database) as client:
        cookie = client.cookies[installed.cookie]
        async with installed.socket(cookie, origin=installed.origin) as second_tab:
            await second_tab.send("click")
            assert await second_tab.recv() == "heard click"
            answer = await client.post("/logout", headers={"origin": installed.origin})
            assert (answer.status_code, answer.headers["location"]) == (303, "/login")
            assert "Max-Age=0" in answer.headers["set-cookie"]
            with pytest.raises(ConnectionClosed):
                await asyncio.gather(second_tab.send("click after logout"), second_tab.recv())
    assert "click after logout" not in installed.heard
    assert await rows(database, "sessions") == []
    async with installed.client(headers=installed.signed_in(cookie)) as thief:
        assert (await thief.get("/projects")).status_code == 401


async def test_a_foreign_page_cannot_sign_out(installed: Site, database: Database):
    async with signed_in(installed, database) as client:
        assert (await client.post("/logout", headers={"origin": "null"})).status_code == 403
        linked = await client.get("/logout", headers={"sec-fetch-site": "cross-site"})
        assert "submit()" not in linked.text
        own = await client.get("/logout", headers={"sec-fetch-site": "same-origin"})
        assert "submit()" in own.text
        assert (await client.get("/projects")).status_code == 200


async def test_a_session_check_follows_the_session(installed: Site, database: Database):
    async with signed_in(installed, database) as client:
        sessions = installed.guard.sessions
        actor = await sessions.find(client.cookies[installed.cookie])
        assert isinstance(actor, Actor)
        assert (actor.role, actor.display_name) == ("admin", "Local admin")
        await sessions.check(actor)
        await client.post("/logout", headers={"origin": installed.origin})
        with pytest.raises(Forbidden, match="Sign in again"):
            await sessions.check(actor)


async def test_a_command_on_the_machine_needs_no_session(installed: Site, database: Database):
    await installed.guard.sessions.check(await local_admin(database))


async def test_there_is_one_local_admin(database: Database):
    people = await asyncio.gather(*(local_admin(database) for _ in range(4)))
    assert len(set(people)) == 1


async def test_a_session_that_expired_or_whose_user_is_gone_opens_nothing(
    installed: Site, database: Database
):
    for statement in (
        "UPDATE sessions SET expires_at = now() - interval '1 second'",
        "UPDATE users SET is_active = false",
    ):
        async with signed_in(installed, database) as client:
            await change(database, statement)
            cookie = client.cookies[installed.cookie]
        async with installed.client(headers=installed.signed_in(cookie)) as later:
            assert (await later.get("/projects")).status_code == 401


async def test_the_sign_in_page_says_how_to_get_in(installed: Site):
    async with installed.client(headers=BROWSER, follow_redirects=True) as client:
        page = await client.get("/projects/7")
    assert "Open the link from your terminal" in page.text
    assert "make link" in page.text
    assert 'value="/projects/7"' in page.text
