"""The addresses under which this product is reached, and nothing else's."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Origins:
    """`hosts` are exact values of the Host header."""

    hosts: frozenset[str]
    secure: bool
    cookie: str

    @classmethod
    def local(cls, port: int, host: str = "127.0.0.1") -> Origins:
        """The names that a machine has for itself."""
        names = {*_LOOPBACK, f"[{host}]" if ":" in host else host}
        hosts = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
        # Cookies know no ports: two installations on one machine would sign each other out.
        return cls(frozenset(hosts), secure=False, cookie=f"workflow_builder_{port}")

    @classmethod
    def public(cls, url: str) -> Origins:
        """One address, e.g. https://builder.example."""
        parts = urlsplit(url.lower())
        secure = parts.scheme == "https"
        prefix = "__Host-" if secure else ""
        return cls(frozenset({parts.netloc}), secure=secure, cookie=f"{prefix}workflow_builder")

    def knows(self, host: str) -> bool:
        return host.lower() in self.hosts

    def is_same(self, origin: str, host: str) -> bool:
        """Whether an Origin header names exactly the address that the request went to."""
        return origin.lower() == f"{'https' if self.secure else 'http'}://{host.lower()}"
