"""Send email: hands a message to the SMTP server of the installation."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from pydantic import BaseModel, Field
from temporalio import activity as temporal_activity
from temporalio.exceptions import ApplicationError

from engine.activities.registry import Arguments, activity, surroundings

TIMEOUT = 60.0  # seconds, for each step of the exchange


class Email(Arguments):
    to: str | list[str] = Field(title="To", description="One address, or a list")
    subject: str = Field(max_length=900)
    body: str = Field(default="", title="Text", json_schema_extra={"format": "textarea"})
    html: str | None = Field(default=None, title="HTML", json_schema_extra={"format": "textarea"})
    cc: str | list[str] = Field(default_factory=list, title="Copy to")
    bcc: str | list[str] = Field(default_factory=list, title="Blind copy to")
    sender: str | None = Field(default=None, title="From", description="Else the one of SMTP_URL")


class SentEmail(BaseModel):
    """`refused` has, by address, what the server said of recipients that it did not take."""

    message_id: str
    recipients: list[str]
    refused: dict[str, str]


class _SmtpServer(BaseModel):
    """SMTP_URL: smtp://user:password@host:port (STARTTLS where offered), smtps://… (TLS from the start)."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none", "offered"]
    user: str | None
    password: str | None = Field(repr=False)
    sender: str | None


@activity(label="Send email", icon="mail", summary="{to}", category="Messages")
async def send_email(arguments: Email) -> SentEmail:
    """Sends an email through the SMTP server that SMTP_URL names."""
    server = _server(surroundings().smtp_url)
    recipients = [*_list(arguments.to), *_list(arguments.cc), *_list(arguments.bcc)]
    if not recipients:
        raise _invalid("There is nobody to send to")
    message = _message(arguments, server)
    try:
        refused, _ = await _send(server, message, recipients)
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _refused_all(error) from error
    except aiosmtplib.SMTPAuthenticationError as error:
        raise _failure(
            server, "SmtpAuthentication", f"refused the sign-in ({error.code})", final=True
        ) from None
    except aiosmtplib.SMTPResponseException as error:
        said = f"answered {error.code} {error.message}"
        raise _failure(server, "SmtpAnswer", said, final=error.code >= 500) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise _failure(server, "SmtpConnection", f"failed: {error}", final=False) from None
    return SentEmail(
        message_id=str(message["Message-ID"]),
        recipients=[each for each in recipients if each not in refused],
        refused={address: f"{answer.code} {answer.message}" for address, answer in refused.items()},
    )


async def _send(server: _SmtpServer, message: EmailMessage, recipients: list[str]) -> Any:
    return await aiosmtplib.send(
        message,
        sender=str(message["From"]),
        recipients=recipients,
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.security == "tls",
        start_tls={"starttls": True, "none": False}.get(server.security),
        timeout=TIMEOUT,
    )


def _message(arguments: Email, server: _SmtpServer) -> EmailMessage:
    sender = arguments.sender or server.sender
    if not sender:
        raise _invalid("There is no sender: fill in From, or add ?from=… to SMTP_URL")
    message = EmailMessage()
    try:
        message["From"] = sender
        message["To"] = ", ".join(_list(arguments.to))
        if arguments.cc:
            message["Cc"] = ", ".join(_list(arguments.cc))
        message["Subject"] = arguments.subject
    except (ValueError, IndexError) as error:  # line breaks and the like
        raise _invalid(f"A header cannot be written: {error}") from error
    message["Date"] = formatdate()
    message["Message-ID"] = _message_id()
    message.set_content(arguments.body)
    if arguments.html is not None:
        message.add_alternative(arguments.html, subtype="html")
    return message


def _message_id() -> str:
    """The same for every try of one step, so that mail servers can drop what comes twice."""
    if not temporal_activity.in_activity():
        return make_msgid(domain="workflow-builder")
    info = temporal_activity.info()
    path = "".join(sign if sign.isascii() and sign.isalnum() else "." for sign in info.activity_id)
    return f"<{info.workflow_run_id}.{path}@workflow-builder>"


def _server(url: str | None) -> _SmtpServer:
    if not url:
        raise ApplicationError(
            "No SMTP server is set: SMTP_URL=smtp://user:password@host:port",
            type="SmtpNotConfigured",
            non_retryable=True,
        )
    try:
        parts = urlsplit(url)
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError(url)  # noqa: TRY301 (told below, without the address: it holds the password)
        user = unquote(parts.username) if parts.username else None
        tls = parts.scheme == "smtps"
        return _SmtpServer(
            host=parts.hostname,
            port=parts.port or (465 if tls else 587 if user else 25),
            security="tls" if tls else _starttls(options.get("starttls")),
            user=user,
            password=unquote(parts.password) if parts.password else None,
            sender=options.get("from") or (user if user and "@" in user else None),
        )
    except ValueError:
        raise ApplicationError(
            "SMTP_URL is not of the form smtp://user:password@host:port",
            type="SmtpNotConfigured",
            non_retryable=True,
        ) from None


def _starttls(option: str | None) -> Literal["starttls", "none", "offered"]:
    if option in {"no", "never"}:
        return "none"
    return "starttls" if option else "offered"


def _refused_all(error: aiosmtplib.SMTPRecipientsRefused) -> ApplicationError:
    refusals = [
        {"address": each.recipient, "code": each.code, "message": each.message} for each in error.recipients
    ]
    said = "; ".join(f"{each['address']}: {each['code']} {each['message']}" for each in refusals)
    final = all(each.code >= 500 for each in error.recipients)
    return ApplicationError(
        f"No recipient was taken: {said}", refusals, type="SmtpRecipients", non_retryable=final
    )


def _failure(server: _SmtpServer, type: str, said: str, *, final: bool) -> ApplicationError:
    """Without a cause: what the library says may quote what was sent, the password included."""
    text = f"The mail server {server.host}:{server.port} {said}"
    if server.password:
        text = text.replace(server.password, "•••")
    return ApplicationError(text, type=type, non_retryable=final)


def _invalid(message: str) -> ApplicationError:
    return ApplicationError(message, type="InvalidArguments", non_retryable=True)


def _list(addresses: str | list[str]) -> list[str]:
    listed = addresses.split(",") if isinstance(addresses, str) else addresses
    return [each.strip() for each in listed if each.strip()]
