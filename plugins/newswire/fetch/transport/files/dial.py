"""A connection to a checked address, TLS on it, and the sentences for its failures.

A host is resolved once, its addresses are checked, and the connection goes to a checked one, as in
``transport.connection`` for HTTP.
"""

from __future__ import annotations

import os
import socket
import ssl
from contextlib import AbstractContextManager
from dataclasses import dataclass

from newswire.fetch.fetched import FetchError, FetchFailed, FetchRefused
from newswire.fetch.transport.address import PrivateAddress, host_and_port, may_reach
from newswire.fetch.transport.neighbour import Turn, turn

LEAST, STEPS = 60.0, 4
"""Seconds, and timeouts if they are longer, after which the turn of a killed process is free again."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A host and port that a source names, and the seconds to wait for its next bytes.

    ``usual`` is the port of the protocol.
    """

    source: str
    host: str
    port: int
    timeout: float
    usual: int | None = None

    @property
    def clock(self) -> str:
        """The name under which the host has its clock."""
        return host_and_port(self.host, self.port, self.usual)

    def turn(self) -> AbstractContextManager[Turn]:
        """Return a turn at the host for a whole connection, whose every step takes ``timeout`` at most.

        Raises:
            HostWaits: the host asked not to be called yet, or has no connection left.
        """
        return turn(self.clock, self.source, lasts=max(LEAST, STEPS * self.timeout))

    def failed(self, event: str, remedy: str) -> FetchFailed:
        """Return an error that another try may overcome."""
        return FetchFailed(f"Source {self.source}: {event} {remedy}", host=self.clock)

    def refused(self, event: str, remedy: str) -> FetchRefused:
        """Return an error that lasts until a person acts."""
        return FetchRefused(f"Source {self.source}: {event} {remedy}", host=self.clock)


def dial(endpoint: Endpoint, configured: str | None = None) -> socket.socket:
    """Return a connected socket with the endpoint's timeout.

    ``configured`` is the host that the source names, if the server has led to another one.

    Raises:
        PrivateAddress: the host leads to inner addresses alone, and does not name a private host itself.
        OSError: the name cannot be resolved, or no permitted address answers.
    """
    try:
        found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise socket.gaierror(str(error)) from error
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    reachable = [one for one in addresses if may_reach(endpoint.host, one, configured or endpoint.host)]
    if not reachable:
        raise PrivateAddress
    failed: OSError = OSError("no address")
    for address in reachable:
        try:
            return socket.create_connection((address, endpoint.port), endpoint.timeout)
        except OSError as error:
            failed = error
    raise failed


def tls_context() -> ssl.SSLContext:
    """Return a context that verifies the certificate and the host's name."""
    return ssl.create_default_context()


def authorities() -> str | None:
    """Return the file in SSL_CERT_FILE, for a library that has authorities of its own; None without it."""
    return os.environ.get(ssl.get_default_verify_paths().openssl_cafile_env) or None


def untrusted(endpoint: Endpoint, reason: str) -> FetchError:
    """Return the error of a certificate that is not trusted."""
    return endpoint.refused(
        f"the certificate of {endpoint.host} cannot be trusted ({reason.rstrip('.')}).",
        "Correct the host, or ask the publisher; the certificate of an authority of your own goes into "
        "the file that SSL_CERT_FILE names.",
    )


def explained(error: Exception, endpoint: Endpoint) -> FetchError:
    """Return the error of a connection that was not made or did not last, with cause and remedy."""
    host = endpoint.host
    if isinstance(error, PrivateAddress):
        return endpoint.refused(
            f"{host} leads to an address of an inner network, which is not fetched.",
            "If that is meant, set NEWSWIRE_ALLOW_PRIVATE_ADDRESSES=1, or name the inner host in the "
            "connection.",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return untrusted(endpoint, error.verify_message)
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        reason = (getattr(error, "reason", None) or "no reason").replace("_", " ").lower()
        return endpoint.failed(
            f"{host} and this machine agree on no TLS ({reason}).",
            "Correct port and tls in the source's file, or try later.",
        )
    if isinstance(error, socket.gaierror):
        return endpoint.failed(
            f"the name {host} cannot be resolved.",
            "Look at the spelling of the host, and at this machine's connection.",
        )
    if isinstance(error, TimeoutError):
        return endpoint.failed(
            f"{host} did not answer within {endpoint.timeout:g} s.",
            "Try later, or raise timeout in the source's file.",
        )
    if isinstance(error, ConnectionRefusedError):
        return endpoint.failed(
            f"{host} accepts no connection at port {endpoint.port}.", "Correct the port, or try later."
        )
    known = isinstance(error, OSError) and not isinstance(error, ssl.SSLError)
    reason = (getattr(error, "strerror", None) if known else None) or "it hung up"
    return endpoint.failed(f"the connection to {host} was lost ({reason}).", "The next run goes on there.")
