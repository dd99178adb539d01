"""S3 and its like by botocore: signed requests to checked addresses, listings in pages, whole objects."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

import botocore.session
from botocore import UNSIGNED
from botocore.awsrequest import (
    AWSHTTPConnection,
    AWSHTTPConnectionPool,
    AWSHTTPSConnection,
    AWSHTTPSConnectionPool,
)
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, FlexibleChecksumError, HTTPClientError
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_match_hostname import CertificateError

from newswire.fetch.credentials import Login
from newswire.fetch.fetched import FetchError
from newswire.fetch.listing import File, Unreadable
from newswire.fetch.transport.address import WEB_PORTS, PrivateAddress
from newswire.fetch.transport.exchange import retry_at
from newswire.fetch.transport.files.dial import Endpoint, authorities, dial, explained, untrusted
from newswire.fetch.transport.neighbour import neighbour

Addressing = Literal["path", "virtual"]
"""Whether a bucket is a folder of the host's addresses, or a part of the host's name."""

_PAGE = 1000
"""Objects of one page of a listing, the most that S3 gives."""
_LOGIN = frozenset(
    (
        "403",
        "AccessDenied",
        "AllAccessDisabled",
        "AuthorizationHeaderMalformed",
        "ExpiredToken",
        "Forbidden",
        "InvalidAccessKeyId",
        "InvalidToken",
        "SignatureDoesNotMatch",
    )
)
_NO_XML = "500"
"""The code of botocore for an answer of 200 with a body that is no whole XML, and for 500 without one."""
_GONE = frozenset(("404", "412", "NoSuchKey", "PreconditionFailed"))
"""An object that was removed or replaced after the listing."""

_SLOW = frozenset(("429", "RequestLimitExceeded", "SlowDown", "Throttling", "TooManyRequests"))
"""Codes that ask for fewer requests."""
SLOW_DOWN = dt.timedelta(minutes=1)
"""Wait after such a code without Retry-After, which S3 does not send."""

_NO_MACHINE: dict[str, tuple[Any, ...]] = {
    "profile": (None, [], None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""Variables of botocore without the profiles and files of this machine."""

logging.getLogger("botocore").setLevel(logging.WARNING)
"""Its DEBUG names keys."""


@contextmanager
def opened(
    endpoint: Endpoint, known: Login, url: str | None, region: str | None, addressing: Addressing, bucket: str
) -> Iterator[Bucket]:
    """Open a bucket, with the connection's user and password as access key and secret, or unsigned.

    Args:
        endpoint: the source and its timeout; its host is for messages.
        known: the connection. Its extra may have ``aws_session_token``.
        url: the server's address; None for AWS.
        region: the region of AWS, or any that the server takes.
        addressing: the form of the bucket's addresses.
        bucket: its name.

    Raises:
        FetchError: later, at the first request.
    """
    session = botocore.session.Session(session_vars=_NO_MACHINE)
    settings = Config(
        signature_version=None if known.user else UNSIGNED,
        connect_timeout=endpoint.timeout,
        read_timeout=endpoint.timeout,
        retries={"total_max_attempts": 1},
        s3={"addressing_style": addressing},
        proxies={},
        ignore_configured_endpoint_urls=True,
    )
    client = session.create_client(
        "s3",
        region_name=region or "us-east-1",
        endpoint_url=url,
        aws_access_key_id=known.user or "unsigned",  # without any, botocore would ask the machine's own
        aws_secret_access_key=known.password or "unsigned",
        aws_session_token=known.text("aws_session_token"),
        config=settings,
        verify=authorities(),
    )
    named = _named(endpoint, client.meta.endpoint_url)
    _guard(client, named)
    try:
        yield Bucket(client, named, bucket)
    finally:
        client.close()


def _named(endpoint: Endpoint, url: str) -> Endpoint:
    """Return the endpoint of an address. Its clock is the one that a web address on that host has."""
    parts = urlsplit(url)
    usual = WEB_PORTS.get(parts.scheme)
    port = parts.port or usual or endpoint.port
    return Endpoint(endpoint.source, parts.hostname or "", port, endpoint.timeout, usual)


def _guard(client: Any, endpoint: Endpoint) -> None:  # noqa: ANN401 - botocore makes its clients' types
    """Let every connection of a client go to a checked address."""

    def connected(connection: AWSHTTPConnection) -> socket.socket:
        to = Endpoint(endpoint.source, connection.host, connection.port, endpoint.timeout)
        return dial(to, configured=endpoint.host)

    class Plain(AWSHTTPConnection):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            return connected(self)

    class Secure(AWSHTTPSConnection):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            return connected(self)

    class PlainPool(AWSHTTPConnectionPool):  # type: ignore[misc]
        ConnectionCls = Plain

    class SecurePool(AWSHTTPSConnectionPool):  # type: ignore[misc]
        ConnectionCls = Secure

    manager = client._endpoint.http_session._manager
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


class Bucket:
    """An open bucket. An object is whole or absent: it is replaced as one."""

    def __init__(self, client: Any, endpoint: Endpoint, name: str) -> None:  # noqa: ANN401
        self._client, self._endpoint, self._name = client, endpoint, name

    def objects(self, prefix: str) -> Iterator[File]:
        """Yield the objects whose keys begin with ``prefix``, page by page. Keys of folders are left out.

        Raises:
            FetchError: the bucket cannot be listed.
        """
        paginator = self._client.get_paginator("list_objects_v2")
        pages = iter(
            paginator.paginate(Bucket=self._name, Prefix=prefix, PaginationConfig={"PageSize": _PAGE})
        )
        try:
            while page := self._next(pages):
                for one in page.get("Contents", ()):
                    if not one["Key"].endswith("/"):
                        yield _file(one)
                if not page.get("IsTruncated"):
                    break  # to ask the paginator once more takes a turn without a request
        except (ClientError, BotoCoreError) as error:
            raise self._failed(error) from None

    def read(self, file: File) -> bytes | None:
        """Return the bytes of an object; None if it is gone or replaced since the listing.

        Raises:
            Unreadable: the server refuses it.
            FetchError: the connection is lost; nothing of the object is returned.
        """
        try:
            with self._endpoint.turn():
                answer = self._client.get_object(Bucket=self._name, Key=file.at, IfMatch=file.etag)
                with closing(answer["Body"]) as body:  # its own context would give the stream unchecked
                    content: bytes = body.read()
        except ClientError as error:
            code = _code(error)
            if code in _GONE:
                return None
            if code in _LOGIN | {"InvalidObjectState"}:
                raise Unreadable(f"{self._endpoint.host} refuses the object ({code}).") from None
            raise self._failed(error) from None
        except FlexibleChecksumError:
            raise Unreadable(
                f"The bytes that {self._endpoint.host} sends are not those of the object's checksum."
            ) from None
        except (BotoCoreError, HTTPError, OSError) as error:
            raise self._failed(error) from None
        return content

    def _next(self, pages: Iterator[dict[str, Any]]) -> dict[str, Any] | None:
        with self._endpoint.turn():
            return next(pages, None)

    def _failed(self, error: Exception) -> FetchError:
        """Return the error of a request. The server's text is left out: it may repeat a key."""
        endpoint = self._endpoint
        if isinstance(error, ClientError):
            failure = self._answered(_code(error), _retry_at(error, dt.datetime.now(dt.UTC)))
            failure.http_status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            return failure
        for cause in _causes(error):
            if isinstance(cause, CertificateError):
                return untrusted(endpoint, "it is for another name")
            if isinstance(cause, PrivateAddress | OSError):
                return explained(cause, endpoint)
        if "Timeout" in type(error).__name__:
            return explained(TimeoutError(), endpoint)
        return explained(ConnectionError(), endpoint)

    def _answered(self, code: str, until: dt.datetime | None) -> FetchError:
        """Return the error of an answer with a code. ``until`` closes the clock of the host."""
        endpoint = self._endpoint
        if code in _LOGIN:
            return endpoint.refused(
                f"{endpoint.host} refuses the bucket {self._name} ({code}).",
                "Correct access key and secret in the connection, or ask the owner for the permission.",
            )
        if code in {"NoSuchBucket", "InvalidBucketName", "404"}:
            return endpoint.refused(
                f"{endpoint.host} has no bucket {self._name}.", "Correct bucket in the source's file."
            )
        if code in {"PermanentRedirect", "301", "IllegalLocationConstraintException"}:
            return endpoint.refused(
                f"the bucket {self._name} is in another region.", "Correct region in the source's file."
            )
        event = f"{endpoint.host} answers {code}."
        if code == _NO_XML:
            event = f"{endpoint.host} answers {code}, or a listing that is cut or no XML."
        if until:
            event += f" It is not called again before {until:%Y-%m-%d %H:%M:%S} UTC."
            neighbour().hosts.close(endpoint.clock, until)
        failure = endpoint.failed(event, "Try later.")
        failure.retry_at = until
        return failure


def _retry_at(error: ClientError, now: dt.datetime) -> dt.datetime | None:
    """Return the moment before which the server is not to be called.

    It is that of Retry-After. Without this header SlowDown and its like mean ``SLOW_DOWN``.
    """
    stated = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("retry-after")
    return retry_at(stated, now) or (now + SLOW_DOWN if _code(error) in _SLOW else None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that botocore and urllib3 wrap in it, from the inside."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        found = waiting.pop()
        if isinstance(found, BaseException) and found not in seen:
            seen.append(found)
            inner = found.kwargs.get("error") if isinstance(found, HTTPClientError) else None
            waiting += [
                inner,
                getattr(found, "reason", None),
                found.__cause__,
                found.__context__,
                *found.args,
            ]
    yield from reversed(seen)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "no code"))[:60]


def _file(listed: dict[str, Any]) -> File:
    modified: dt.datetime = listed["LastModified"]
    return File(
        listed["Key"],
        listed["Key"],
        size=listed["Size"],
        mtime_ns=int(modified.timestamp()) * 10**9,
        etag=listed["ETag"],
    )
