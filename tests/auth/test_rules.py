"""Small rules: where sign-in leads, which addresses are safe, what a cookie is called."""

import pytest

from auth.local import refuse_unsafe_address
from auth.next_page import safe_next
from auth.origins import Origins
from graph.errors import InvalidInput
from settings import Settings


@pytest.mark.parametrize(
    "wanted", ["/", "/projects/7", "/projects/7?tab=a&q=//x", "/workflows/%E2%82%AC#there"]
)
def test_pages_of_ours_are_gone_to(wanted: str):
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "//x",
        "///x",
        "/\\x",
        "\\\\x",
        "/x\\..\\y",
        "javascript:alert(1)",
        "https://evil.example/",
        "http:/x",
        "evil.example",
        " //x",
        "/\t/x",
        "/\n/x",
        "/x\r\nSet-Cookie: a=b",
        "/x\x00",
        "/\u2028x",
        "/login",
        "/login?next=/login",
        "/logout",
        "/enter/",
        "/" + "x" * 3000,
    ],
)
def test_nothing_else_is(wanted: str | None):
    assert safe_next(wanted) == "/"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"])
def test_loopback_needs_no_sign_in(host: str):
    refuse_unsafe_address(Settings(host=host, supabase_url=None))


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "builder.example", "localhost.evil.example", "2130706433"]
)
def test_other_addresses_are_refused_with_the_setting_that_is_missing(host: str):
    with pytest.raises(InvalidInput, match="SUPABASE_URL"):
        refuse_unsafe_address(Settings(host=host, supabase_url=None))
    refuse_unsafe_address(Settings(host=host, supabase_url="https://x.supabase.co"))


def test_an_https_cookie_belongs_to_its_host_alone():
    origins = Origins.public("https://Builder.example")
    assert origins.cookie.startswith("__Host-")
    assert origins.secure
    assert origins.is_same("https://builder.example", "builder.example")
    assert not origins.is_same("http://builder.example", "builder.example")


def test_installations_on_one_machine_keep_their_cookies_apart():
    assert Origins.local(8080).cookie != Origins.local(8081).cookie


def test_the_standard_port_may_be_left_out():
    assert Origins.local(80).knows("localhost")
    assert not Origins.local(8080).knows("localhost")
