"""The names promised to plug-ins: formats and kinds of sources that other packages bring.

They change only with a note in the release; every other module of the package may change at any time.
A package registers a format by an entry point of the group ``newswire.formats``, a kind of source by one
of the group ``newswire.source_kinds``. ``newswire.contract`` tests both in one line.
"""

from __future__ import annotations

from newswire.errors import FatalError, NewswireError, RetriableError, Skippable, Unparsable
from newswire.fetch import (
    Cursor,
    Fetched,
    FetchError,
    FetchFailed,
    FetchRefused,
    HostWaits,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.credentials import Login, login
from newswire.fetch.kind import Remote, Source, SourceKind
from newswire.fetch.transport.http import Answer, get
from newswire.fetch.transport.neighbour import turn
from newswire.model import Defaults, Document, Item, Link, Reason, Rejected, Subject
from newswire.parse.format import Container, Format
from newswire.parse.inside import Inside
from newswire.parse.readers.charset import decode
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.json import read_json
from newswire.parse.readers.markup import markup_text
from newswire.parse.readers.times import Clock
from newswire.parse.readers.xml.reader import read_xml

__all__ = [
    "Answer",
    "Clock",
    "Container",
    "Cursor",
    "Defaults",
    "Document",
    "FatalError",
    "FetchError",
    "FetchFailed",
    "FetchRefused",
    "Fetched",
    "Format",
    "HostWaits",
    "Inside",
    "Interval",
    "Item",
    "Link",
    "Login",
    "NewswireError",
    "NotAnswerable",
    "NotModified",
    "Reason",
    "Rejected",
    "Remote",
    "RetriableError",
    "Skippable",
    "Source",
    "SourceKind",
    "Subject",
    "Unparsable",
    "decode",
    "get",
    "html_to_text",
    "login",
    "markup_text",
    "read_json",
    "read_xml",
    "turn",
]
