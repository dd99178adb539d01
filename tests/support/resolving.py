"""Names that lead to loopback, as a name of somebody else's may lead into an inner network."""

from __future__ import annotations

import socket
from typing import Any

import pytest


def resolve_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name that is no address lead to 127.0.0.1."""
    resolve = socket.getaddrinfo

    def resolved(host: Any, *args: Any, **named: Any) -> Any:
        is_name = isinstance(host, str) and not host.replace(".", "").isdigit()
        return resolve("127.0.0.1" if is_name else host, *args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
