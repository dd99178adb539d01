"""Buckets of S3 and its like: the new and changed objects of an interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from newswire.fetch.credentials import ConnectionId, Login, login
from newswire.fetch.dated import checked, days_back, filled, fixed, is_dated
from newswire.fetch.fetched import Cursor, Fetched, FetchRefused, Interval
from newswire.fetch.kind import Remote, SourceKind
from newswire.fetch.listing import InDatedFolders, bring, choose, is_hidden, is_wanted
from newswire.fetch.transport.files.dial import Endpoint

PORT = 443


class ObjectSource(Remote, InDatedFolders):
    """Objects of a bucket. ``prefix`` may have ``{year}``, ``{month}`` and ``{day}``."""

    folder_key = "prefix"
    kind: Literal["object"]
    bucket: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$")]
    prefix: Annotated[str, AfterValidator(checked)] = ""
    connection: ConnectionId | None = None
    """The connection with access key and secret. Without it, requests are not signed."""
    endpoint: Annotated[str, Field(pattern=r"^https?://[^\s/@]+/?$")] | None = None
    """The server's address; AWS without it."""
    region: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] | None = None
    addressing: Literal["path", "virtual"] | None = None
    """The form of the bucket's addresses: ``path`` with an endpoint, otherwise ``virtual``."""
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    """Seconds to wait for the server's next bytes."""

    def place(self) -> str:
        """Return the bucket and the prefix, at the server if it is not AWS."""
        if self.endpoint:
            return f"{self.endpoint.rstrip('/')}/{self.bucket}/{self.prefix}"
        return f"s3://{self.bucket}/{self.prefix}"


def fetch(
    source: ObjectSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield objects of the bucket that are new or changed since their cursor, oldest first, then by key.

    Returns:
        sentences about objects that wait for another run, or None.

    Raises:
        FetchError: the server cannot be reached or trusted, or refuses the bucket.
    """
    known = login(source.connection, source.name)
    try:
        from newswire.fetch.transport.files.s3 import opened  # noqa: PLC0415 - slow, and an extra
    except ImportError:
        raise FetchRefused(
            f"Source {source.name}: the kind object needs the package botocore. Install newswire[object]."
        ) from None
    url = source.endpoint or known.text("endpoint_url")
    addressing = source.addressing or ("path" if url else "virtual")
    endpoint = Endpoint(source.name, "S3", PORT, source.timeout)
    region = source.region or known.text("region_name")
    with opened(endpoint, _keys(known), url, region, addressing, source.bucket) as bucket:
        files = [
            replace(file, locator=_locator(source, file.at), days=days)
            for prefix, days in _prefixes(source, interval, now)
            for file in bucket.objects(prefix)
            if _is_wanted(source, _locator(source, file.at))
        ]
        choice = choose(source, files, cursors, interval, now)
        return (yield from bring(source, choice, now, bucket.read, lambda file: file))


def _keys(known: Login) -> Login:
    """Return a connection whose host, if any, is left out: that of AWS is a label."""
    return Login(None, None, known.user, known.password, known.extra)


def _prefixes(
    source: ObjectSource, interval: Interval, now: dt.datetime
) -> Iterator[tuple[str, tuple[dt.datetime, dt.datetime] | None]]:
    """Yield the prefix, or those of the interval's days with their first and last instant."""
    if not is_dated(source.prefix):
        yield source.prefix, None
    for prefix, first, last in filled(source.prefix, interval, days_back(interval, now, source.late_days)):
        yield prefix, (first, last)


def _locator(source: ObjectSource, key: str) -> str:
    """Return the part of a key behind the fixed folders of the prefix; all of the key if that is empty."""
    base = fixed(source.prefix) if is_dated(source.prefix) else source.prefix.rpartition("/")[0]
    return key.removeprefix(base).lstrip("/") or key


def _is_wanted(source: ObjectSource, inside: str) -> bool:
    folders = inside.split("/")[:-1]
    return is_wanted(source, inside) and not any(map(is_hidden, folders))


KIND = SourceKind("object", ObjectSource, fetch)
