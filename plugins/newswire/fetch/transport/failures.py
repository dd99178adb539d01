"""The errors of a request that got no usable response, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPException, IncompleteRead, RemoteDisconnected

import requests
from urllib3.exceptions import InvalidHeader, NameResolutionError, ProtocolError

from newswire.fetch.fetched import FetchError, FetchFailed, FetchRefused
from newswire.fetch.transport.address import PrivateAddress
from newswire.fetch.transport.coding import CodingError, CutError, UnknownCoding
from newswire.fetch.transport.connection import Overdue

_HUNG_UP = (IncompleteRead, RemoteDisconnected)
"""Errors of http.client that mean a connection which ended."""


class PassingFailure(FetchFailed):
    """A failure that another try a moment later often ends: a lost connection, a server that restarts."""


def explained(error: Exception, source: str, host: str, timeout: float) -> FetchError:
    """Return the error of a failed request, with the cause and the remedy in its message."""
    causes = tuple(_causes(error))
    if isinstance(error, PrivateAddress):
        return FetchRefused(
            f"Source {source}: {host} leads to an address of an inner network, which is not fetched. If that "
            "is meant, set NEWSWIRE_ALLOW_PRIVATE_ADDRESSES=1, or name the inner host in the source's url."
        )
    if isinstance(error, requests.exceptions.SSLError):
        reason = next((str(e.verify_message) for e in causes if hasattr(e, "verify_message")), "")
        if not reason:
            return FetchRefused(
                f"Source {source}: no encrypted connection to {host} can be made. Look at https and the port "
                "in its url."
            )
        return FetchRefused(
            f"Source {source}: the certificate of {host} cannot be trusted ({reason.rstrip('.')}). "
            "Correct the host in its url, or ask the publisher; the certificate of an authority of your own "
            "goes into the file that REQUESTS_CA_BUNDLE names."
        )
    if any(isinstance(e, NameResolutionError) for e in causes):
        return FetchFailed(
            f"Source {source}: the name {host} cannot be resolved. Look at the spelling of its url, and at "
            "this machine's connection."
        )
    if any(isinstance(e, Overdue) for e in causes):
        return FetchFailed(
            f"Source {source}: {host} sends so slowly that reading was given up. Try later, or raise timeout "
            "in the source's file."
        )
    if isinstance(error, requests.exceptions.Timeout) or any(isinstance(e, TimeoutError) for e in causes):
        return FetchFailed(
            f"Source {source}: {host} did not answer within {timeout:g} s. Try later, or raise timeout in "
            "the source's file."
        )
    if isinstance(error, UnknownCoding):
        return FetchFailed(
            f"Source {source}: {host} answers in the coding {error}, which was not requested."
            " Ask its publisher to send gzip or no coding."
        )
    if isinstance(error, CodingError) and not isinstance(error, CutError):
        return FetchFailed(f"Source {source}: the answer of {host} cannot be decompressed. Try later.")
    if any(isinstance(e, HTTPException) and not isinstance(e, _HUNG_UP) for e in causes):
        return FetchFailed(
            f"Source {source}: {host} does not answer in HTTP: its status line or its headers are none, or "
            "too many. Try later; if it stays so, ask the publisher."
        )
    if any(isinstance(e, (requests.exceptions.InvalidHeader, InvalidHeader)) for e in causes):
        return FetchFailed(
            f"Source {source}: the headers of the answer of {host} contradict each other. Try later; if it "
            "stays so, ask the publisher."
        )
    if isinstance(error, (CutError, ProtocolError)) or any(isinstance(e, IncompleteRead) for e in causes):
        return PassingFailure(f"Source {source}: the answer of {host} broke off. Try later.")
    if isinstance(error, requests.exceptions.ConnectionError):
        reason = next((e.strerror for e in causes if isinstance(e, OSError) and e.strerror), "it hung up")
        return PassingFailure(f"Source {source}: {host} cannot be reached ({reason}). Try later.")
    return FetchRefused(f"Source {source}: {host} cannot be asked ({type(error).__name__}). Correct its url.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes, which requests and urllib3 wrap."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [getattr(found, "reason", None), found.__cause__, found.__context__, *found.args]
