"""The guard lets in who is signed in, at the right address, from the right page."""

import asyncio

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.auth.conftest import SOCKET, Clock, MemoryStore, Site
from tests.waiting import until

PAGE = {"accept": "text/html,*/*"}
STATIC = "/_nicegui/3.18.0/static/nicegui.js"


async def status(site: Site, method: str, path: str, **headers: str) -> int:
    async with site.client() as client:
        return (await client.request(method, path, headers=headers)).status_code


async def test_a_signed_in_request_reaches_the_page_with_its_person(site: Site):
    async with site.client(headers=site.signed_in("ada")) as client:
        answer = await client.get("/projects")
    assert (answer.status_code, answer.text) == (200, "ada@example.test")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}"]
)
async def test_another_host_is_misdirected(site: Site, host: str):
    host = host.format(port=site.port)
    assert await status(site, "GET", "/projects", host=host, **site.signed_in("ada")) == 421
    assert await status(site, "GET", "/login", host=host) == 421
    assert site.heard == []


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
async def test_the_names_of_this_machine_are_known(site: Site, name: str):
    assert await status(site, "GET", "/", host=f"{name}:{site.port}", **site.signed_in("ada")) == 200


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"]
)
async def test_local_mode_refuses_what_came_through_a_proxy(site: Site, header: str):
    assert await status(site, "GET", "/", **site.signed_in("ada"), **{header: "203.0.113.9"}) == 403
    assert site.heard == []


ELSEWHERE = [
    "https://evil.example",
    "null",
    "http://127.0.0.1:1",
    "http://localhost:{port}",
    "https://127.0.0.1:{port}",
    "",
]


@pytest.mark.parametrize("origin", ELSEWHERE)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_changes_from_another_origin_are_refused(site: Site, method: str, origin: str):
    origin = origin.format(port=site.port)
    assert await status(site, method, "/things", origin=origin, **site.signed_in("ada")) == 403
    assert site.heard == []


async def test_a_change_that_names_no_origin_is_refused(site: Site):
    assert await status(site, "POST", "/things", **site.signed_in("ada")) == 403


async def test_a_change_from_our_own_page_is_let_in(site: Site):
    assert await status(site, "POST", "/things", origin=site.origin, **site.signed_in("ada")) == 200
    assert site.heard == ["POST /things"]


@pytest.mark.parametrize("origin", ELSEWHERE)
async def test_polling_from_another_origin_is_refused(site: Site, origin: str):
    origin = origin.format(port=site.port)
    for method in ("GET", "POST"):
        assert (
            await status(site, method, f"{SOCKET}?transport=polling", origin=origin, **site.signed_in("ada"))
            == 403
        )
    assert site.heard == []


@pytest.mark.parametrize(
    ("fetched_from", "expected"), [("same-origin", 200), ("same-site", 403), ("cross-site", 403)]
)
async def test_polling_that_names_no_origin_must_be_of_our_own_page(
    site: Site, fetched_from: str, expected: int
):
    headers = {"sec-fetch-site": fetched_from, **site.signed_in("ada")}
    assert await status(site, "GET", SOCKET, **headers) == expected
    assert await status(site, "GET", SOCKET, **site.signed_in("ada")) == 403


@pytest.mark.parametrize("origin", [*ELSEWHERE, None])
async def test_a_websocket_of_another_origin_is_refused(site: Site, origin: str | None):
    named = {} if origin is None else {"origin": origin.format(port=site.port)}
    with pytest.raises(InvalidStatus) as refused:
        async with site.socket("ada", **named):
            pass
    assert refused.value.response.status_code == 403


async def test_a_websocket_without_a_session_is_refused(site: Site):
    for token in (None, "stolen"):
        with pytest.raises(InvalidStatus) as refused:
            async with site.socket(token, origin=site.origin):
                pass
        assert refused.value.response.status_code == 401


async def test_a_websocket_at_another_host_is_misdirected(site: Site):
    with pytest.raises(InvalidStatus) as refused:
        async with site.socket("ada", origin=site.origin, host="evil.example"):
            pass
    assert refused.value.response.status_code == 421


async def test_a_page_without_a_session_leads_to_sign_in_and_back(site: Site):
    async with site.client(headers=PAGE) as client:
        answer = await client.get("/projects/7?tab=a b&x=%2F%2Fevil")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/projects/7%3Ftab%3Da%2520b%26x%3D%252F%252Fevil"
    assert answer.headers["cache-control"] == "no-store"


async def test_programs_without_a_session_get_401(site: Site):
    for token in ("", "unknown", "x" * 5000, "é".encode().decode("latin-1")):
        headers = site.signed_in(token) if token else {}
        async with site.client() as client:
            answer = await client.get(
                "/api/executions", headers=[(k.encode(), v.encode("latin-1")) for k, v in headers.items()]
            )
        assert answer.status_code == 401
    assert await status(site, "POST", "/things", origin=site.origin, **PAGE) == 401
    assert site.heard == []


@pytest.mark.parametrize("path", ["/health", "/login", "/favicon.ico", STATIC, "/assets/0123/css/app.css"])
async def test_some_addresses_need_no_session(site: Site, path: str):
    async with site.client(headers=site.signed_in("ada")) as client:
        assert (await client.get(path)).text == "nobody"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/healthy",
        "/login/x",
        "/docs",
        "/openapi.json",
        "/_nicegui/client/1234/upload/5",
        "/_nicegui/3.18.0/dynamic_resources/codehilite",
        "/_nicegui/auto/static/1234/file.csv",
        "/_nicegui/3.18.0/esm",
        "/_nicegui/3.18.0/static/%2e%2e/client/1234/upload/5",
        "/assets/%2e%2e/projects",
        "/assets/..%5cprojects",
        "//assets/x",
        SOCKET,
    ],
)
async def test_everything_else_does(site: Site, path: str):
    assert await status(site, "GET", path, **{"sec-fetch-site": "same-origin"}) == 401
    assert site.heard == []


async def test_files_for_everyone_are_for_reading_only(site: Site):
    assert await status(site, "POST", STATIC, origin=site.origin) == 401


async def test_a_page_and_its_files_ask_the_database_once(site: Site, store: MemoryStore):
    async with site.client(headers=site.signed_in("ada")) as client:
        answers = await asyncio.gather(*(client.get(f"/part/{n}") for n in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert store.reads == 1


async def test_a_stolen_cookie_is_worth_nothing_after_logout(site: Site):
    assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
    await site.guard.sessions.end(next(iter(site.guard.sessions._known)))
    assert await status(site, "GET", "/", **site.signed_in("ada")) == 401


async def test_a_logout_in_another_process_is_noticed_after_two_seconds(
    site: Site, store: MemoryStore, clock: Clock
):
    assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
    store.sessions.clear()
    assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
    clock.now += 2
    assert await status(site, "GET", "/", **site.signed_in("ada")) == 401


async def test_logout_closes_the_sockets_of_every_tab(site: Site, store: MemoryStore):
    store.add("bob")
    async with (
        site.socket("ada", origin=site.origin) as first,
        site.socket("ada", origin=site.origin) as second,
        site.socket("bob", origin=site.origin) as other,
    ):
        for tab in (first, second, other):
            await tab.send("click")
            assert await tab.recv() == "heard click"
        ada = next(
            id for id, known in site.guard.sessions._known.items() if id in site.guard.sockets._open and known
        )
        await site.guard.sessions.end(ada)
        for tab in (first, second):
            with pytest.raises(ConnectionClosed) as closed:
                await tab.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1008
        await other.send("still here")
        assert await other.recv() == "heard still here"
        assert site.heard.count("disconnected") == 2
    await until(lambda: site.guard.sockets._open == {})


async def test_a_click_after_a_logout_in_another_process_does_nothing(
    site: Site, store: MemoryStore, clock: Clock
):
    async with site.socket("ada", origin=site.origin) as tab:
        await tab.send("click")
        await tab.recv()
        store.sessions.clear()
        clock.now += 2
        await tab.send("click after logout")
        with pytest.raises(ConnectionClosed):
            await tab.recv()
    assert "click after logout" not in site.heard


class TestWithoutPostgreSQL:
    async def test_a_session_known_before_may_go_on_reading(
        self, site: Site, store: MemoryStore, clock: Clock
    ):
        assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
        store.away = True
        for _ in range(3):
            clock.now += 60
            assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
        async with site.socket("ada", origin=site.origin) as tab:
            await tab.send("look")
            assert await tab.recv() == "heard look"

    async def test_it_may_not_change_anything(self, site: Site, store: MemoryStore, clock: Clock):
        assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
        store.away = True
        clock.now += 2
        assert await status(site, "POST", "/things", origin=site.origin, **site.signed_in("ada")) == 503

    async def test_not_for_ever(self, site: Site, store: MemoryStore, clock: Clock):
        assert await status(site, "GET", "/", **site.signed_in("ada")) == 200
        store.away = True
        clock.now += 300
        assert await status(site, "GET", "/", **site.signed_in("ada")) == 503

    async def test_a_session_that_expires_meanwhile_ends(self, site: Site, store: MemoryStore, clock: Clock):
        store.add("short", seconds_left=30)
        assert await status(site, "GET", "/", **site.signed_in("short")) == 200
        store.away = True
        clock.now += 31
        assert await status(site, "GET", "/", **site.signed_in("short")) == 503

    async def test_an_unknown_one_sees_a_page_that_comes_back_by_itself(self, site: Site, store: MemoryStore):
        store.away = True
        async with site.client(headers={**PAGE, **site.signed_in("ada")}) as client:
            answer = await client.get("/projects")
            assert answer.status_code == 503
            assert "PostgreSQL does not answer" in answer.text
            assert 'http-equiv="refresh"' in answer.text
            store.away = False
            assert (await client.get("/projects")).status_code == 200

    async def test_the_sign_in_page_is_asked_for_without_it(self, site: Site, store: MemoryStore):
        store.away = True
        async with site.client(headers=PAGE) as client:
            assert (await client.get("/projects")).status_code == 303
