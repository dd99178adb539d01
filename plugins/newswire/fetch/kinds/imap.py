"""Folders of mail: each message of an IMAP server is a document, as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from newswire.fetch.credentials import ConnectionId
from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.fetch.kind import SourceKind
from newswire.fetch.listing import Timed, bring, choose
from newswire.fetch.remote import OnServer
from newswire.fetch.transport.files.imap import Tls, opened

PORT = 993
STARTTLS_PORT = 143


class ImapSource(OnServer, Timed):
    """A folder of an IMAP server. Nothing in it is changed, marked or deleted."""

    kind: Literal["imap"]
    connection: ConnectionId
    folder: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]+$")] = "INBOX"
    tls: Tls = "implicit"
    """Whether TLS begins with the first byte (port 993) or after STARTTLS (port 143)."""

    def place(self) -> str:
        """Return the server as the file names it, and the folder."""
        return self.place_of(self.folder)


def fetch(
    source: ImapSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield messages of the folder that have no cursor, by the time of their arrival.

    The latest interval takes every message that arrived before its end, an earlier one those of its days.

    Returns:
        a sentence about messages that wait for another run, or None.

    Raises:
        FetchError: the server cannot be reached or trusted, refuses the login, or has no such folder.
    """
    known = source.found_login()
    endpoint = source.endpoint(known, PORT if source.tls == "implicit" else STARTTLS_PORT)
    latest = interval.is_latest(now)
    read_before = {locator for locator, cursor in cursors.items() if cursor.etag is not None}
    with opened(endpoint, known, source.tls, source.folder) as mailbox:
        messages = mailbox.messages(
            read_before, None if latest else interval.start, None if latest else interval.end
        )
        choice = choose(source, messages, cursors, interval, now)
        return (
            yield from bring(
                source,
                choice,
                now,
                lambda message: mailbox.read(message, source.max_bytes),
                lambda message: message,
            )
        )


KIND = SourceKind("imap", ImapSource, fetch)
