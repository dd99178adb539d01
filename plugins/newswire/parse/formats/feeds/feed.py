"""The common part of all feeds: an entry of any feed format becomes an item."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from newswire.errors import Unparsable
from newswire.lexicon.addresses import site, without_visit
from newswire.lexicon.agencies import agency
from newswire.lexicon.desk.folding import folded
from newswire.lexicon.invisible import visible
from newswire.model import Defaults, Document, Item, Link, Pubstatus, Reason, Rejected, Subject
from newswire.parse.completion.identity import derived_guid
from newswire.parse.readers.times import OF_FEEDS, OF_FEEDS_AHEAD, Clock, Given

MOST_ENTRIES = 50_000
"""Most entries of a feed: the limit of sitemaps.org. Memory holds the identities of all entries at once."""

Source = TypeVar("Source")
Times = list[tuple[str, str]]
"""Names of elements with their times as written, the best first. The first readable time counts."""


@dataclass(slots=True)
class Feed:
    """Metadata of a feed, valid for all its entries.

    Relative addresses start from ``base``. ``site`` is the host of its site.
    """

    format: str
    title: str | None = None
    subtitle: str | None = None
    base: str | None = None
    language: str | None = None
    publisher: str | None = None
    site: str | None = None
    copyright: str | None = None
    authors: tuple[str, ...] = ()
    usage_terms: str | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def provider(self) -> str | None:
        """The name of the site, or of the agency whose site it is; without a site the publisher.

        A feed's title is no name of a provider: it changes, and each feed of a site has another one.
        """
        known = agency(self.site) if self.site else None
        return known.name if known else self.site or self.publisher


@dataclass(slots=True)
class Entry:
    """One entry. Its texts are plain; its addresses and times are as written.

    ``files`` are the addresses of its enclosures; ``links`` has them, too.
    """

    guid: str | None = None
    link: str | None = None
    canonical: str | None = None
    base: str | None = None
    title: str | None = None
    content: str | None = None
    summary: str | None = None
    published: Times = field(default_factory=list)
    updated: Times = field(default_factory=list)
    embargo: Times = field(default_factory=list)
    expires: Times = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    credit: list[str] = field(default_factory=list)
    kind: str = "text"
    pubstatus: Pubstatus | None = None
    version: str | None = None
    urgency: int | None = None
    priority: int | None = None
    category: str | None = None
    genre: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    place: str | None = None
    language: str | None = None
    publisher: str | None = None
    ed_note: str | None = None
    usage_terms: str | None = None
    copyright: str | None = None
    warnings: list[str] = field(default_factory=list)


def items(
    feed: Feed, entries: Iterable[Entry | Rejected], document: Document, defaults: Defaults
) -> Iterator[Item | Rejected]:
    """Yield the items of a feed in its order, or one rejection (``no-entries``) if it has none.

    A response without entries is a reason to look at the feed: publishers send one when their
    system is broken.

    Raises:
        Unparsable: ``too-large``, if there are more than ``MOST_ENTRIES``.
    """
    found = list(islice(entries, MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise Unparsable(Reason.TOO_LARGE, f"A feed of more than {MOST_ENTRIES:,} entries is not read.")
    if not found:
        what = f"The feed {feed.title!r}" if feed.title else "The feed"
        detail = f"{what} is there but has no entries. Look at it in a browser: its address may have changed."
        yield Rejected(document.path, Reason.NO_ENTRIES, detail)
        return
    for entry in found:
        yield entry if isinstance(entry, Rejected) else _item(entry, feed, document, defaults)


def each(
    things: Iterable[Source], read: Callable[[Source], Entry | Rejected], path: str
) -> Iterator[Entry | Rejected]:
    """Yield the entry of each thing. Yield a rejection if ``read`` raises ``Unparsable``, and go on."""
    for thing in things:
        try:
            yield read(thing)
        except Unparsable as error:
            yield Rejected(path, error.reason, error.detail)


def _item(entry: Entry, feed: Feed, document: Document, defaults: Defaults) -> Item | Rejected:
    warnings = [*feed.warnings, *entry.warnings]
    language = language_tag(entry.language or feed.language)
    clock = Clock(defaults, warnings, language, document.fetched_at, OF_FEEDS)
    ahead = Clock(defaults, warnings, language, document.fetched_at, OF_FEEDS_AHEAD)
    created, created_name = _first(clock, entry.published)
    updated, updated_name = _first(clock, entry.updated)
    published = created or updated
    if created and updated and created.at - updated.at > dt.timedelta(days=1):
        warnings.append(
            f"{updated_name} {updated.at:%Y-%m-%d} is before {created_name} {created.at:%Y-%m-%d}."
        )
    addresses = Addresses(entry.base or feed.base, warnings)
    url = addresses.absolute(entry.link)
    body, standfirst = _body_and_standfirst(entry.content, entry.summary)
    if not (entry.guid or url or entry.title or body):
        return Rejected(
            document.path, Reason.NO_CONTENT, "An entry of the feed has no text, title, link or guid."
        )
    files = list(filter(None, map(addresses.absolute, entry.files)))
    guid = entry.guid or _guid_of_files(entry, url, files, created, defaults) or url
    return Item(
        path=document.path,
        format=feed.format,
        provider=entry.publisher or defaults.provider or feed.provider or site(url),
        guid=guid,
        version=entry.version,
        kind=entry.kind,
        pubstatus=entry.pubstatus,
        urgency=entry.urgency,
        priority=entry.priority,
        category=entry.category or _desk(feed, warnings),
        subjects=tuple(dict.fromkeys(entry.subjects)),
        keywords=tuple(dict.fromkeys(entry.keywords)),
        genre=entry.genre,
        headline=_without_site(entry, feed),
        slugline=entry.slugline,
        byline=entry.byline,
        authors=tuple(dict.fromkeys(entry.authors or feed.authors)),
        standfirst=standfirst,
        dateline=entry.dateline,
        place=entry.place,
        credit=tuple(dict.fromkeys(entry.credit)),
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from=(created_name or updated_name) if published else None,
        first_created=created.at if created else None,
        version_created=_at(updated or created),
        embargo_until=_at(_first(ahead, entry.embargo)[0]),
        expires=_at(_first(ahead, entry.expires)[0]),
        language=language,
        ed_note=entry.ed_note,
        usage_terms=entry.usage_terms or feed.usage_terms,
        copyright=entry.copyright or feed.copyright,
        body_text=body,
        source_url=url,
        canonical_url=addresses.absolute(entry.canonical),
        links=addresses.links(entry.links),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _without_site(entry: Entry, feed: Feed) -> str | None:
    """Return the title without the name of the feed, its site or the entry's outlet at its end."""
    found = _SITE.search(entry.title[-_LONGEST_SITE:]) if entry.title else None
    if not entry.title or not found:
        return entry.title
    names = (feed.title, feed.site, feed.provider, entry.publisher, *entry.credit)
    name, rest = folded(found["name"]), entry.title[: -len(found[0])].rstrip()
    is_site = " " in rest and any(folded(known) == name for known in names if known)
    return rest if is_site else entry.title


_SITE = re.compile(r"\s(?:--|[-–—|])\s+(?P<name>[^-–—|\s][^–—|]{1,58})$")
_LONGEST_SITE = 64


def _first(clock: Clock, times: Times) -> tuple[Given | None, str | None]:
    """Return the first readable time and the name of its element; two Nones if there is none."""
    for name, raw in times:
        if given := clock.given(raw, name):
            return given, name
    return None, None


def _at(given: Given | None) -> dt.datetime | None:
    return given.at if given else None


_ELLIPSIS = re.compile(r"\s*(?:\[\s*)?(?:…|\.\.\.)(?:\s*\])?\s*$")


def _body_and_standfirst(content: str | None, summary: str | None) -> tuple[str | None, str | None]:
    """Return the content as body and its summary as standfirst. A summary alone is the body.

    Drop a summary that repeats the content or its beginning. A summary that holds all of the
    content and more is the body.
    """
    if not content or not summary:
        return content or summary, None
    whole, short = visible(content), visible(summary)
    if whole == short:
        return content, None
    if len(short) > len(whole) and whole in short:
        return summary, None
    beginning = _ELLIPSIS.sub("", short)
    if beginning != short and " ".join(whole.split()).startswith(" ".join(beginning.split())):
        return content, None
    return content, summary


_TAG = re.compile(r"([a-z]{2,3})((?:-[a-z0-9]{2,8})*)", re.IGNORECASE)


def language_tag(written: str | None) -> str | None:
    """Return a language as a BCP 47 tag in its usual case (``en-us`` and ``en_US`` are ``en-US``).

    Return None if it is no tag, or names no language (``und``, ``mul``, ``zxx``).
    """
    found = _TAG.fullmatch((written or "").strip().replace("_", "-"))
    if not found or found[1].lower() in {"und", "mul", "zxx"}:
        return None
    parts = [part for part in found[2].split("-") if part]
    return "-".join([found[1].lower(), *(p.title() if len(p) == 4 else p.upper() for p in parts)])


_DESKS = {
    # ANPA-1312, "Category": the letters that agencies sort their wires by.
    "entertainment": "e",
    "showbiz": "e",
    "sports": "s",
    "sport": "s",
    "business": "f",
    "financial": "f",
    "international": "i",
    "world": "i",
    "politics": "p",
    "political": "p",
    "lifestyle": "l",
    "travel": "t",
}


def _desk(feed: Feed, warnings: list[str]) -> str | None:
    """Return the category of a feed whose title or subtitle is only a desk's name. Add a warning."""
    for name, said in (("title", feed.title), ("subtitle", feed.subtitle)):
        words = (said or "").lower().removesuffix(" news").strip()
        if category := _DESKS.get(words):
            warnings.append(f"The category {category!r} was taken from the feed's {name} {said!r}.")
            return category
    return None


def _guid_of_files(
    entry: Entry, url: str | None, files: list[str], created: Given | None, defaults: Defaults
) -> str | None:
    """Return the guid of an entry that has none but brings files: from the files and their time.

    A recording is its file, because its title and page often serve a whole series. Any other entry is its
    page; without a page it is its file, its time and its text.
    """
    is_recording = entry.kind in ("audio", "video")
    if not files or (url and not is_recording):
        return None
    told = [] if is_recording else [entry.title or "", entry.content or "", entry.summary or ""]
    at = created.at.astimezone(dt.UTC).isoformat() if created else ""
    return derived_guid([*map(without_visit, files), at, *told], defaults.source)


class Addresses:
    """A maker of absolute addresses. It omits those without an absolute web form, with a warning.

    It omits ``tag:``, ``urn:`` and ``mailto:`` without a warning.
    """

    def __init__(self, base: str | None, warnings: list[str]) -> None:
        self._base = base
        self._warnings = warnings

    def absolute(self, written: str | None) -> str | None:
        """Return the address as an http or https URL, or None."""
        address = (written or "").strip().replace("\n", "").replace("\r", "").replace(" ", "%20")
        if not address:
            return None
        try:
            joined = urljoin(self._base or "", address)
            parts = urlsplit(joined)
            if parts.scheme.lower() in {"http", "https"} and parts.hostname:
                return joined
        except ValueError:
            parts = None
        if parts is None or parts.scheme:
            if parts is None or parts.scheme not in {"tag", "urn", "mailto"}:
                self._warnings.append(f"The address {address[:100]!r} is no web address and was left out.")
        else:
            self._warnings.append(
                f"The address {address[:100]!r} is relative to nothing known and was left out."
            )
        return None

    def links(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """Return the links with absolute addresses, each once. Omit a link with no address and no guid."""
        found = (Link(link.rel, link.guid, self.absolute(link.url)) for link in links)
        return tuple(dict.fromkeys(link for link in found if link.guid or link.url))


def joined(base: str | None, address: str | None) -> str | None:
    """Return ``address`` resolved against ``base``; return ``base`` if they form no URL."""
    try:
        return urljoin(base or "", (address or "").strip()) or None
    except ValueError:
        return base
