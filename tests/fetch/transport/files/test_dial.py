"""Connections to checked addresses, and the sentences for their failures."""

from __future__ import annotations

import socket
import ssl

import pytest

from newswire.fetch import FetchFailed, FetchRefused
from newswire.fetch.transport.address import PrivateAddress, host_of
from newswire.fetch.transport.files.dial import Endpoint, dial, explained, tls_context
from tests.support.resolving import resolve_to_loopback


def endpoint(host: str, port: int = 22) -> Endpoint:
    return Endpoint("wire", host, port, 5)


@pytest.mark.parametrize(
    ("host", "port", "clock"),
    [
        ("files.example", 22, "files.example"),
        ("Files.Example", 22, "files.example"),
        ("files.example", 2222, "files.example:2222"),
        ("2001:db8::7", 2222, "[2001:db8::7]:2222"),
    ],
)
def test_a_host_has_one_clock_whatever_the_protocol(host: str, port: int, clock: str) -> None:
    at = Endpoint("wire", host, port, 5, usual=22)
    assert at.clock == clock
    assert at.failed("It is away.", "Wait.").host == clock
    web = f"[{host}]" if ":" in host else host
    assert host_of(f"http://{web}:{80 if port == 22 else port}/rss") == clock


def test_a_private_host_is_reached_if_it_is_named_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with dial(endpoint("127.0.0.1", port)) as connected:
            assert connected.getpeername() == ("127.0.0.1", port)
            assert connected.gettimeout() == 5
        resolve_to_loopback(monkeypatch)
        with pytest.raises(PrivateAddress):
            dial(endpoint("files.harbour.example", port))
        dial(endpoint("files.harbour.internal", port)).close()
        monkeypatch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
        dial(endpoint("files.harbour.example", port)).close()


def test_a_name_that_is_no_name_cannot_be_resolved() -> None:
    with pytest.raises(OSError, match="label"):
        dial(endpoint("x" * 80 + ".example"))


def test_certificates_and_names_are_verified() -> None:
    context = tls_context()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (socket.gaierror(), "the name files.example cannot be resolved. Look at the spelling of the host"),
        (TimeoutError(), "files.example did not answer within 5 s. Try later, or raise timeout"),
        (ConnectionRefusedError(), "files.example accepts no connection at port 22. Correct the port"),
        (
            ConnectionResetError(104, "Connection reset by peer"),
            "was lost (Connection reset by peer). The next",
        ),
        (EOFError(), "the connection to files.example was lost (it hung up). The next run goes on there."),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong"), "agree on no TLS"),
    ],
)
def test_a_failure_has_a_cause_and_a_remedy(error: Exception, sentence: str) -> None:
    failure = explained(error, endpoint("files.example"))
    assert isinstance(failure, FetchFailed)
    assert str(failure).startswith("Source wire: ")
    assert sentence in str(failure)
    assert failure.host == "files.example:22"


def test_an_inner_address_is_refused_with_the_setting_that_allows_it() -> None:
    failure = explained(PrivateAddress(), endpoint("files.example"))
    assert isinstance(failure, FetchRefused)
    assert "set NEWSWIRE_ALLOW_PRIVATE_ADDRESSES=1, or name the inner host in the connection" in str(failure)
