"""The sources behind an address: its feeds, sitemaps and listings, the best first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from newswire.fetch.fetched import FetchError, FetchFailed
from newswire.fetch.transport.address import names_private_host
from newswire.fetch.transport.http import Answer, get
from newswire.fetch.web.instead import asks_for_login, instead_of, is_html
from newswire.fetch.web.selectors import story_selector
from newswire.fetch.web.text_sitemap import addresses
from newswire.pointing.selector import Selector

_TIMEOUT = 15.0
_MAX_BYTES = 8 * 1024 * 1024
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s/>]")
_SITEMAP = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s/>]")
_BEGINNING = 4_096
_TYPES = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "feed",
    "application/rdf+xml": "feed",
}
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_USUAL_SITEMAPS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap.txt",
)
USUAL = "a usual address of sitemaps"
"""How such a place is found: nobody has stated it."""
NEXT = Selector("[rel~=next i]")
"""The link to the next page of a listing (https://html.spec.whatwg.org/multipage/links.html#link-type-next).

In HTML the case of ``rel`` does not count. cssselect needs the ``i`` for that.
"""
_MOST = 12
"""Most places that are named; a page may have a link to a feed for each of its topics."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that may be a source: the keys of its file, and how it was found."""

    settings: Mapping[str, object]
    how: str

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.settings["url"])


def discover(url: str, name: str) -> Iterator[Found]:
    """Yield the places that may be sources behind an address, the best first, each once.

    A feed or sitemap at the address itself stands alone. Otherwise they are: links to feeds in the page and
    in the home page, the sitemaps of robots.txt (news sitemaps first), the usual addresses of sitemaps, and
    both pages as listings.
    Addresses that a page states and that lead into the inner network are left out.

    Raises:
        FetchError: the address cannot be read, or is empty or a form to log in.
    """
    answer = _get(url, name, robots=False)
    if kind := _kind(answer.content):
        yield Found({"kind": kind, "url": url}, "the address itself")
        return
    if asks_for_login(answer.content) or not answer.content.strip():
        raise FetchFailed(f"{url}: {instead_of('a page of news', answer.content)}")
    seen: set[str] = set()
    for found in _behind(url, answer, name):
        own = urlsplit(found.url).hostname or ""
        if found.url in seen or (own != urlsplit(url).hostname and names_private_host(own)):
            continue
        seen.add(found.url)
        yield found
        if len(seen) >= _MOST:
            return


def _behind(url: str, answer: Answer, name: str) -> Iterator[Found]:
    own, home = _Page(answer, "the page"), _home(answer, name)
    for page in filter(None, (own, home)):
        yield from _feeds(page)
    for address in sorted(_of_robots(answer.url, name), key=lambda one: "news" not in one.lower()):
        yield Found({"kind": "sitemap", "url": address}, "a sitemap in robots.txt")
    for path in _USUAL_SITEMAPS:
        yield Found({"kind": "sitemap", "url": _joined(answer.url, path)}, USUAL)
    yield from _listing(own, url)
    if home:
        yield from _listing(home, home.answer.url)


@dataclass(frozen=True, slots=True)
class _Page:
    """A web page, and its noun."""

    answer: Answer
    noun: str

    def tree(self) -> etree._Element | None:
        """Return its elements; None if it is no web page."""
        content = self.answer.content
        try:
            return html.document_fromstring(content) if is_html(content) else None
        except (etree.ParserError, ValueError):
            return None


def _home(answer: Answer, name: str) -> _Page | None:
    """Return the home page of the site; None if the answer is of that page, or if it cannot be read."""
    url = urljoin(answer.url, "/")
    if url == answer.url:
        return None
    try:
        home = _get(url, name, robots=True, found_in=answer.url)
    except FetchError:
        return None
    return None if home.url == answer.url or asks_for_login(home.content) else _Page(home, "the home page")


def _feeds(page: _Page) -> Iterator[Found]:
    tree = page.tree()
    for link in tree.iter("link") if tree is not None else ():
        kind = _TYPES.get((link.get("type") or "").partition(";")[0].strip().lower())
        if kind and "alternate" in (link.get("rel") or "").lower().split() and link.get("href"):
            title = " ".join((link.get("title") or "").split())
            yield Found(
                {"kind": kind, "url": _joined(page.answer.url, link.get("href") or "")},
                f"a link to a feed in {page.noun}{title and f' ({title})'}",
            )


def _listing(page: _Page, url: str) -> Iterator[Found]:
    tree = page.tree()
    if tree is None or (selector := story_selector(tree, page.answer.url)) is None:
        return
    further = {"next": NEXT.css} if NEXT.first(tree) is not None else {}
    yield Found(
        {"kind": "page", "url": url, "links": selector, **further}, f"the links in {page.noun} itself"
    )


def _of_robots(url: str, name: str) -> list[str]:
    try:
        answer = _get(urljoin(url, "/robots.txt"), name, robots=False, found_in=url)
    except FetchError:
        return []
    if is_html(answer.content):
        return []
    lines = _SITEMAP_LINE.findall(answer.content.decode("utf-8-sig", "replace"))
    return [address for line in lines if (address := _joined(answer.url, line)).startswith("http")]


def _get(url: str, name: str, *, robots: bool, found_in: str | None = None) -> Answer:
    answer = get(url, name, timeout=_TIMEOUT, max_bytes=_MAX_BYTES, robots=robots, found_in=found_in, tries=1)
    if answer is None:
        raise FetchFailed(f"{url} answered 304, although no condition was sent. Try later.")
    return answer


def _kind(content: bytes) -> str | None:
    """Return the kind of a document that is a source itself."""
    beginning = content.lstrip()[:_BEGINNING]
    if is_html(content):
        return None
    if content.startswith(b"\x1f\x8b") or _SITEMAP.search(beginning) or addresses(content):
        return "sitemap"
    return "feed" if _FEED.search(beginning) or _is_json_feed(content) else None


def _is_json_feed(content: bytes) -> bool:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "jsonfeed.org" in str(found.get("version"))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, "".join(address.split()))
    except ValueError:
        return ""
