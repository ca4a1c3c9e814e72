"""HTTP request: asks a service and judges its answer by the status."""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Annotated, Any, Literal

import httpx
from pydantic import AfterValidator, BaseModel, Field, JsonValue
from temporalio.exceptions import ApplicationError

from engine.activities.registry import Arguments, activity

LARGEST_BODY = 5_000_000  # bytes
LARGEST_DETAIL = 10_000  # characters of an unexpected answer that go into the error
LONGEST_WAIT = timedelta(hours=1)  # that a service may ask for
# What another try may mend: time-outs, too many requests, and faults of the service.
WORTH_RETRYING = frozenset({408, 429, *range(500, 600)})


def _status_ranges(text: str) -> str:
    _accepts(text, 200)
    return text


StatusRanges = Annotated[str, AfterValidator(_status_ranges)]


class HttpRequest(Arguments):
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] = "GET"
    url: str = Field(title="URL", min_length=1, examples=["https://example.org/parcels/42"])
    headers: dict[str, str] = Field(default_factory=dict)
    query: dict[str, str | int | float | bool | list[str | int | float | bool] | None] = Field(
        default_factory=dict
    )
    body: JsonValue = Field(default=None, description="Text is sent as it is, anything else as JSON")
    expected_status: StatusRanges = Field(default="200-299", description="e.g. 200-299, 404")
    timeout: float = Field(default=30, gt=0, le=3600, description="Seconds for the whole exchange")


class HttpResponse(BaseModel):
    """`body` is parsed JSON, text, or `{"base64": …}` for anything else."""

    status: int
    headers: dict[str, str]
    body: JsonValue


@activity(label="HTTP request", icon="language", summary="{method} {url}", category="Web")
async def http_request(arguments: HttpRequest) -> HttpResponse:
    """Asks a web service; an unexpected status fails, and network faults, 5xx, 429 and 408 are retried."""
    try:
        async with asyncio.timeout(arguments.timeout):
            response = await _exchange(arguments)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise ApplicationError(
            f"{_named(arguments)} took longer than {arguments.timeout:g} s", type="HttpTimeout"
        ) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.TooManyRedirects, ValueError) as error:
        raise ApplicationError(
            f"{_named(arguments)} cannot be sent: {error}", type="HttpRequest", non_retryable=True
        ) from error
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise ApplicationError(f"{_named(arguments)} failed: {reason}", type="HttpConnection") from error
    if not _accepts(arguments.expected_status, response.status):
        raise _unexpected(arguments, response)
    return response


async def _exchange(arguments: HttpRequest) -> HttpResponse:
    content: dict[str, Any] = {}
    if isinstance(arguments.body, str):
        content["content"] = arguments.body.encode()
    elif arguments.body is not None:
        content["json"] = arguments.body
    async with (
        httpx.AsyncClient(verify=_certificates(), timeout=None, follow_redirects=True) as client,  # noqa: S113 (asyncio.timeout bounds the whole)
        client.stream(
            arguments.method,
            arguments.url,
            headers=arguments.headers,
            params=arguments.query or None,
            **content,
        ) as response,
    ):
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise ApplicationError(
                    f"{_named(arguments)} answered with more than {LARGEST_BODY:,} bytes",
                    type="HttpTooLarge",
                    non_retryable=True,
                )
        headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpResponse(
            status=response.status_code, headers=headers, body=_readable(response, bytes(body))
        )


def _readable(response: httpx.Response, body: bytes) -> Any:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not body:
        return None
    try:
        if kind == "application/json" or kind.endswith("+json"):
            return json.loads(body)
        text = body.decode(response.charset_encoding or "utf-8")
    except (ValueError, LookupError):  # what it says of itself is not true
        text = body.decode("utf-8", errors="replace") if b"\0" not in body else "\0"
    return {"base64": base64.b64encode(body).decode()} if "\0" in text else text


def _unexpected(arguments: HttpRequest, response: HttpResponse) -> ApplicationError:
    retried = response.status in WORTH_RETRYING
    return ApplicationError(
        f"{_named(arguments)} answered {response.status}, expected {arguments.expected_status}",
        {"status": response.status, "body": _shortened(response.body)},
        type="HttpStatus",
        non_retryable=not retried,
        next_retry_delay=_asked_to_wait(response.headers.get("retry-after")) if retried else None,
    )


def _asked_to_wait(retry_after: str | None) -> timedelta | None:
    """What `Retry-After` says, in seconds or as a date; None without one, or with nonsense."""
    if not retry_after:
        return None
    try:
        if retry_after.strip().isdigit():
            wait = timedelta(seconds=int(retry_after))
        else:
            wait = parsedate_to_datetime(retry_after) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def _accepts(ranges: str, status: int) -> bool:
    """Whether `200-299, 404` holds the status; raises ValueError for anything else than ranges."""
    accepted = False
    for part in ranges.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdigit() and (not dash or last.strip().isdigit())):
            raise ValueError("write statuses as 200-299, 404")
        accepted |= int(first) <= status <= int(last or first)
    return accepted


def _named(arguments: HttpRequest) -> str:
    """Method and address without what may be secret: user, password and query."""
    try:
        url = httpx.URL(arguments.url).copy_with(username=None, password=None, query=None, fragment=None)
    except (httpx.InvalidURL, ValueError):
        return f"{arguments.method} request"
    return f"{arguments.method} {url}"


def _shortened(body: JsonValue) -> JsonValue:
    text = body if isinstance(body, str) else json.dumps(body)
    return body if len(text) <= LARGEST_DETAIL else f"{text[:LARGEST_DETAIL]}…"


@cache
def _certificates() -> ssl.SSLContext:
    # Loading the trusted certificates takes 20 ms: once a process, not once a request.
    return httpx.create_ssl_context()
