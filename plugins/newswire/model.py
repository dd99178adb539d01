"""The words of the project as types: document, item, rejected; nothing here touches the outside.

The field names are those of NewsML-G2 and ninjs (IPTC); ``as_json`` gives the item object that
``newswire parse --json`` prints.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

Precision = Literal["day", "minute", "second"]
"""The precision of a time in its document: the day, the minute or the second."""

Pubstatus = Literal["usable", "withheld", "canceled"]
"""IPTC publishing status (NewsML-G2 ``pubStatus``, scheme pubstatusg2)."""


class Reason(StrEnum):
    """The reason for which a document, or one item of it, is rejected. ``mart.rejected`` counts them."""

    DAMAGED = "damaged"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    HTTP_ERROR = "http-error"
    LISTING = "listing"
    """A page of links to stories: a home, section, search or index page."""
    MACHINE_FILE = "machine-file"
    MALFORMED_JSON = "malformed-json"
    MALFORMED_TABLE = "malformed-table"
    MALFORMED_XML = "malformed-xml"
    NO_CONTENT = "no-content"
    NO_ENTRIES = "no-entries"
    NO_EVENT = "no-event"
    NO_HEADER = "no-header"
    NO_NEWS = "no-news"
    NO_STORY = "no-story"
    NO_TEXT = "no-text"
    """A page without the text of a story: a video, a gallery, an empty shell."""
    NOT_FOUND = "not-found"
    """A page that states that there is none, although the server answered that all is well."""
    PARSER_ERROR = "parser-error"
    """A defect of a parser, not of the document."""
    REDIRECT = "redirect"
    """A page that only leads to another address."""
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    TOO_MANY_ITEMS = "too-many-items"
    TOO_SHORT = "too-short"
    UNKNOWN_FORMAT = "unknown-format"
    UNREADABLE = "unreadable"
    WALL = "wall"
    """A page that stands before the story: a form to log in, a consent, a check for robots, a paywall."""
    WEB_PAGE = "web-page"
    """A page in the place of a feed."""
    ZIP_BOMB = "zip-bomb"


_TOO_LARGE = re.compile(r"The (?:archive|file|member|message) has (?:more than )?[\d,]+ bytes\b")


MAX_FILE_BYTES = 32 * 1024 * 1024
"""Bytes of the largest file that is read, unless its source sets another limit. Only archives are larger."""


def too_large(size: int, most: int) -> str:
    """Return the sentence that refuses a file of ``size`` bytes where ``most`` are taken."""
    return (
        f"The file has {size:,} bytes; up to {most:,} are taken. To take it, raise max_bytes in the file of "
        "its source. Mind that memory grows by twice the size of a file."
    )


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes that one fetch brought, and the facts known of them at that moment.

    ``path`` is the place inside the source (a file's path, a feed's URL): a hint for people, never
    evidence of the format. ``fetched_at`` is a fact of the fetch, so a replay sees the same one.
    ``refused`` is the reason if the bytes could not be taken (too large, unreadable): there are none then.
    ``readings`` holds the values that readers made of the bytes, by the reader's name, so that a
    document is read once, however many formats look at it.
    """

    content: bytes
    path: str
    url: str | None = None
    content_type: str | None = None
    fetched_at: dt.datetime | None = None
    refused: str | None = None
    readings: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def refusal(self) -> Reason:
        """The reason of a refused document. It is read off the sentence: the warehouse keeps that alone."""
        return Reason.TOO_LARGE if _TOO_LARGE.match(self.refused or "") else Reason.UNREADABLE


@dataclass(frozen=True, slots=True)
class Defaults:
    """Defaults from a source's configuration. A value applies where a document states none.

    ``provider`` is the agency, ``language`` a BCP 47 tag, ``timezone`` an IANA name for times
    without a zone. ``feed`` is true if the source's address answers with feeds: plain text is then no story.
    ``feed_at`` is the one place of the feed, if the other documents of the source are pages of its entries.
    ``include`` and ``exclude`` are the patterns of addresses for entries of a sitemap. ``fields`` has the
    paths at which the source's JSON has the fields of an item; other fields are then not read.
    ``page_lines`` are the keys of the boilerplate lines of web pages (``newswire.parse.pages.body.learned``):
    the warehouse learned them, and the parser leaves them out.
    """

    source: str | None = None
    provider: str | None = None
    language: str | None = None
    timezone: str | None = None
    feed: bool = False
    page_lines: frozenset[int] = frozenset()
    feed_at: str | None = None
    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def expects_feed(self, path: str) -> bool:
        """Return whether the document of a place should be a feed."""
        return self.feed and self.feed_at in (None, path)


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of an item: code, printable name and the scheme that the code is from."""

    code: str | None = None
    name: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer from an item to another one or to a file.

    ``rel`` is ``previous-version``, ``replaces``, ``related``, ``rendition``, ``canonical``,
    ``corrects``, ``translation-of`` or the format's own word.
    """

    rel: str
    guid: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PageNote:
    """The facts of a page by which the boilerplate of its host is learned (``newswire.load.pages``).

    ``lines`` are the lines of its whole text that count, each with its key. ``known`` are the keys among
    them that were known as boilerplate when the page was read. ``story`` are keys of its addresses, headline
    and prose: pages that share one tell one story.
    """

    host: str
    lines: tuple[tuple[int, str], ...] = ()
    known: tuple[int, ...] = ()
    story: tuple[int, ...] = ()


@dataclass(frozen=True)
class Item:
    """One version of one news item, as a document gives it.

    All times are aware. Where the document gives no zone, the source's (else UTC) is taken and a
    warning states it. ``published_precision`` is the precision of ``published``, and
    ``published_from`` names its evidence. ``guid`` never contains the version. ``credit``
    begins with the outlet that carries the item and ends with the agency that wrote it.
    A parser leaves ``pubstatus`` None where the document states none. The item is then usable, and
    ``pubstatus_given`` is false: only a version that states usable itself brings a canceled item back.
    ``page_note`` is for the load alone: no column and no key of the item object.
    """

    path: str
    format: str
    provider: str | None = None
    guid: str | None = None
    version: str | None = None
    kind: str = "text"
    pubstatus: Pubstatus | None = None
    pubstatus_given: bool = False
    urgency: int | None = None
    priority: int | None = None
    category: str | None = None
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    genre: str | None = None
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    standfirst: str | None = None
    dateline: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    credit: tuple[str, ...] = ()
    published: dt.datetime | None = None
    published_precision: Precision | None = None
    published_from: str | None = None
    first_created: dt.datetime | None = None
    version_created: dt.datetime | None = None
    embargo_until: dt.datetime | None = None
    expires: dt.datetime | None = None
    language: str | None = None
    ed_note: str | None = None
    signal: tuple[str, ...] = ()
    label: str | None = None
    usage_terms: str | None = None
    copyright: str | None = None
    body_text: str | None = None
    word_count: int | None = None
    header_word_count: int | None = None
    sequence: str | None = None
    service: str | None = None
    sent: dt.datetime | None = None
    source_url: str | None = None
    canonical_url: str | None = None
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()
    page_note: PageNote | None = None

    if not TYPE_CHECKING:  # a checker sees the dataclass's own; this one sets the values in one step

        def __init__(self, path, format, *others, **named):  # noqa: ANN001, ANN002, ANN003, ANN204
            values = _DEFAULTS | named
            if others:
                values |= zip(_AFTER_FORMAT, others, strict=False)
            if len(values) > len(_DEFAULTS):
                raise TypeError(f"An item has no {', '.join(sorted(values.keys() - _DEFAULTS.keys()))}.")
            values["path"], values["format"] = path, format
            object.__setattr__(self, "__dict__", values)

    def changed(self, **changes: object) -> Item:
        """Return a copy of the item with other values in some fields, like ``dataclasses.replace``.

        Values are copied in one step, which costs a tenth of setting them one by one. For this the class
        has no slots.

        Raises:
            TypeError: an item has no such field.
        """
        values = self.__dict__ | changes
        if len(values) > len(self.__dict__):
            raise TypeError(f"An item has no {', '.join(sorted(changes.keys() - self.__dict__.keys()))}.")
        item = object.__new__(Item)
        object.__setattr__(item, "__dict__", values)
        return item

    def as_json(self) -> dict[str, Any]:
        """Return the item as a JSON object. Omit fields without a value; write a day without a time."""
        return {
            f.name: plain
            for f in fields(self)
            if f.name != "page_note"
            and (plain := _plain(self._dated(f.name))) not in (None, [], "")
            and plain is not False
        }

    def _dated(self, name: str) -> object:
        value = getattr(self, name)
        if name == "published" and value is not None and self.published_precision == "day":
            return value.date()
        return value


_DEFAULTS = {f.name: f.default for f in fields(Item)}
_AFTER_FORMAT = tuple(_DEFAULTS)[2:]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document, or one item of it, that could not be taken, with the reason.

    ``detail`` is a sentence for people; ``context`` has further facts by name.
    """

    path: str
    reason: Reason
    detail: str
    context: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the rejection as the JSON object that ``newswire parse --json`` prints."""
        return {"path": self.path, "rejected": {"reason": self.reason, "detail": self.detail, **self.context}}


def _plain(value: object) -> object:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (Subject, Link)):
        return {f.name: v for f in fields(value) if (v := getattr(value, f.name)) is not None}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value
