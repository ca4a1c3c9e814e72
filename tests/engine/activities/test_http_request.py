"""HTTP request against a real server on loopback."""

import json
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import pytest
from temporalio.exceptions import ApplicationError


class Service(BaseHTTPRequestHandler):
    """Answers by path: /echo, /status/N, /large, /text, /bytes, /false-json, /slow, /moved."""

    def _answer(self, body: bytes = b"", status: int = 200, kind: str = "text/plain", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path, _, query = self.path.partition("?")
        match path.split("/")[1:]:
            case ["echo"]:
                length = int(self.headers.get("content-length", 0))
                said = {
                    "method": self.command,
                    "query": query,
                    "kind": self.headers.get("content-type"),
                    "token": self.headers.get("x-token"),
                    "body": self.rfile.read(length).decode(),
                }
                self._answer(json.dumps(said).encode(), kind="application/json; charset=utf-8")
            case ["status", status, *wait]:
                headers = {"Retry-After": unquote(wait[0])} if wait else {}
                self._answer(b'{"why": "so"}', int(status), "application/json", **headers)
            case ["large"]:
                self.send_response(200)
                self.end_headers()
                with suppress(OSError):  # who asked has heard enough
                    for _ in range(200):
                        self.wfile.write(b"x" * 100_000)
            case ["text"]:
                self._answer("größer".encode("latin-1"), kind="text/plain; charset=iso-8859-1")
            case ["bytes"]:
                self._answer(b"\x89PNG\0\1", kind="image/png")
            case ["false-json"]:
                self._answer(b"<html>", kind="application/json")
            case ["slow"]:
                self.server.released.wait(10)
                self._answer(b"late")
            case ["moved"]:
                self._answer(status=302, Location="/text")

    do_POST = do_PUT = do_GET  # noqa: N815 (the library's names)

    def log_message(self, *_):
        pass


@pytest.fixture
def service():
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        server.released = threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.released.set()
        server.shutdown()
        thread.join()


async def failure_of(run, **arguments) -> ApplicationError:
    with pytest.raises(ApplicationError) as caught:
        await run("http_request", arguments)
    return caught.value


async def test_it_sends_method_headers_query_and_json(run, service):
    result = await run(
        "http_request",
        {
            "method": "POST",
            "url": f"{service}/echo",
            "headers": {"X-Token": "t"},
            "query": {"q": "a b", "n": [1, 2]},
            "body": {"ä": [1]},
        },
    )
    assert result["status"] == 200
    assert result["headers"]["content-type"].startswith("application/json")
    assert result["body"] | {"body": None} == {
        "method": "POST", "query": "q=a+b&n=1&n=2", "kind": "application/json", "token": "t", "body": None,
    }  # fmt: skip
    assert json.loads(result["body"]["body"]) == {"ä": [1]}


async def test_text_is_sent_as_it_is(run, service):
    result = await run("http_request", {"method": "PUT", "url": f"{service}/echo", "body": "a=1"})
    assert result["body"]["body"] == "a=1"


@pytest.mark.parametrize(
    ("path", "body"),
    [("text", "größer"), ("bytes", {"base64": "iVBORwAB"}), ("false-json", "<html>"), ("moved", "größer")],
)
async def test_each_kind_of_answer(run, service, path, body):
    assert (await run("http_request", {"url": f"{service}/{path}"}))["body"] == body


@pytest.mark.parametrize(
    ("status", "retried"), [(500, True), (503, True), (429, True), (408, True), (404, False), (301, False)]
)
async def test_an_unexpected_status_is_an_error_with_the_answer(run, service, status, retried):
    error = await failure_of(run, url=f"{service}/status/{status}")
    assert error.type == "HttpStatus"
    assert list(error.details) == [{"status": status, "body": {"why": "so"}}]
    assert error.non_retryable is not retried


@pytest.mark.parametrize("expected", ["404", "200-299, 404", "400-499"])
async def test_a_status_that_is_expected_is_a_result(run, service, expected):
    result = await run("http_request", {"url": f"{service}/status/404", "expected_status": expected})
    assert result["status"] == 404


@pytest.mark.parametrize("expected", ["", "ok", "200-", "-5", "200;404"])
async def test_statuses_that_make_no_sense_are_refused(run, service, expected):
    assert (await failure_of(run, url=service, expected_status=expected)).type == "InvalidArguments"


@pytest.mark.parametrize(("asked", "wait"), [("7", 7), ("nonsense", None), ("999999999", 3600)])
async def test_the_service_says_how_long_to_wait(run, service, asked, wait):
    error = await failure_of(run, url=f"{service}/status/503/{asked}")
    assert error.next_retry_delay == (None if wait is None else timedelta(seconds=wait))


async def test_the_service_says_until_when_to_wait(run, service):
    date = quote(format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True))
    error = await failure_of(run, url=f"{service}/status/429/{date}")
    assert timedelta(minutes=3) < error.next_retry_delay <= timedelta(minutes=5)


async def test_an_endless_answer_is_cut(run, service):
    error = await failure_of(run, url=f"{service}/large")
    assert error.type == "HttpTooLarge"
    assert error.non_retryable


async def test_a_slow_service_is_not_waited_for(run, service):
    error = await failure_of(run, url=f"{service}/slow", timeout=0.05)
    assert error.type == "HttpTimeout"
    assert not error.non_retryable


async def test_nobody_there_is_retried_and_secrets_stay_out(run):
    error = await failure_of(run, url="http://user:geheim@127.0.0.1:9/x?key=geheim")
    assert error.type == "HttpConnection"
    assert not error.non_retryable
    assert "127.0.0.1:9/x" in error.message
    assert "geheim" not in error.message


@pytest.mark.parametrize("url", ["ftp://example.org", "example.org", "http://", "http://a\nb"])
async def test_an_address_that_cannot_be_asked_fails_at_once(run, url):
    error = await failure_of(run, url=url)
    assert error.non_retryable
