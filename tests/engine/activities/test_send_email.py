"""Email through a real SMTP server on loopback."""

import asyncio

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from temporalio.exceptions import ApplicationError

# The test's server has no certificate, and says so; its own deprecations are not ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]

PASSWORD = "s3cret/word"
EMAIL = {"to": "you@example.org", "subject": "Grüße", "body": "Hallo, Wörld"}


class Mailbox:
    """Takes what comes; refuses addresses that begin with `no` and subjects that say so."""

    def __init__(self):
        self.envelopes = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (aiosmtpd's name)
        if address.startswith("no"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if b"busy" in envelope.content:
            return f"451 try later, {PASSWORD}"
        if b"spam" in envelope.content:
            return "554 no spam"
        self.envelopes.append(envelope)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    known = data.login == b"me@example.org" and data.password == PASSWORD.encode()
    return AuthResult(success=known, handled=known)  # what is not handled, the server refuses


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
async def smtp(mailbox):
    def connection():
        return SMTP(mailbox, authenticator=authenticate, auth_require_tls=False, auth_required=True)

    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    await server.wait_closed()


@pytest.fixture
def url(smtp):
    return f"smtp://me%40example.org:s3cret%2Fword@{smtp}"


async def failure_of(run, arguments, url) -> ApplicationError:
    with pytest.raises(ApplicationError) as caught:
        await run("send_email", arguments, smtp_url=url)
    said = f"{caught.value} {caught.value.message} {caught.value.details} {caught.value.__cause__!r}"
    assert PASSWORD not in said
    return caught.value


async def test_it_arrives_with_text_html_and_all_recipients(run, mailbox, url):
    more = {"html": "<b>Hallo</b>", "cc": ["c@example.org"], "bcc": "b@example.org, d@example.org"}
    result = await run("send_email", EMAIL | more, smtp_url=url)
    (envelope,) = mailbox.envelopes
    everyone = ["you@example.org", "c@example.org", "b@example.org", "d@example.org"]
    assert envelope.mail_from == "me@example.org"
    assert sorted(envelope.rcpt_tos) == sorted(everyone)
    assert result["recipients"] == everyone
    assert result["refused"] == {}
    content = envelope.content.decode()
    assert result["message_id"] in content
    assert "text/html" in content
    assert "b@example.org" not in content


async def test_some_recipients_are_refused(run, mailbox, url):
    result = await run("send_email", EMAIL | {"to": ["a@example.org", "no@example.org"]}, smtp_url=url)
    assert result["recipients"] == ["a@example.org"]
    assert "550" in result["refused"]["no@example.org"]
    assert len(mailbox.envelopes) == 1


@pytest.mark.parametrize(
    ("change", "type", "final"),
    [
        ({"to": "no@example.org"}, "SmtpRecipients", True),
        ({"subject": "busy"}, "SmtpAnswer", False),
        ({"subject": "spam"}, "SmtpAnswer", True),
        ({"subject": "a\nBcc: x@example.org"}, "InvalidArguments", True),
        ({"to": "a@example.org\nBcc: x@example.org"}, "InvalidArguments", True),
        ({"to": ""}, "InvalidArguments", True),
    ],
)
async def test_what_cannot_be_sent_says_why(run, mailbox, url, change, type, final):
    error = await failure_of(run, EMAIL | change, url)
    assert (error.type, error.non_retryable) == (type, final)
    assert mailbox.envelopes == []


async def test_a_wrong_password_is_final_and_not_shown(run, smtp):
    error = await failure_of(run, EMAIL, f"smtp://me%40example.org:wrong-one@{smtp}")
    assert error.type == "SmtpAuthentication"
    assert error.non_retryable
    assert "wrong-one" not in str(error)


async def test_a_server_that_is_away_is_tried_again(run):
    error = await failure_of(run, EMAIL, "smtp://me%40example.org:s3cret%2Fword@127.0.0.1:9")
    assert error.type == "SmtpConnection"
    assert not error.non_retryable


async def test_starttls_is_insisted_on_when_asked_for(run, mailbox, url):
    error = await failure_of(run, EMAIL, f"{url}/?starttls=require")
    assert error.type.startswith("Smtp")
    assert mailbox.envelopes == []


@pytest.mark.parametrize(
    "url", [None, "http://x", "smtp://", "smtp://me:s3cret/word@host:port", "smtp://h:99999999"]
)
async def test_without_a_server_it_says_what_to_set(run, url):
    error = await failure_of(run, EMAIL, url)
    assert error.type == "SmtpNotConfigured"
    assert "SMTP_URL" in error.message


async def test_a_sender_can_be_given_with_the_server(run, mailbox, url):
    await run("send_email", EMAIL, smtp_url=f"{url}/?from=robot%40example.org")
    assert mailbox.envelopes[0].mail_from == "robot@example.org"
