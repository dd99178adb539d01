"""The facts that a page states about its story, each with the place where it stands."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from lxml.etree import XPath

from newswire.lexicon.languages import tag
from newswire.model import Defaults, Link, Precision
from newswire.parse.pages.address import absolute
from newswire.parse.pages.facts import address, dates, details, names
from newswire.parse.pages.facts.bylines import read_byline, states_people
from newswire.parse.pages.facts.headline import headline_of, site_names
from newswire.parse.pages.facts.likeness import letters, likeness
from newswire.parse.pages.facts.metadata import Metadata, add_microdata, elements, read_metadata, text_of
from newswire.parse.pages.facts.prints.dated import read_dated
from newswire.parse.pages.facts.prints.printed import Printed, read_printed
from newswire.parse.pages.facts.prints.signed import read_signed
from newswire.parse.pages.facts.structured import json_ld
from newswire.parse.pages.facts.structured.schema import LIKE, Thing, main_thing
from newswire.parse.pages.facts.writers import writers_of
from newswire.parse.pages.tree.page import Page
from newswire.parse.readers.times import OF_FEEDS, Clock

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_HEADINGS = 30
_LONGEST_HEADLINE = 1000
"""Characters of a stated headline. A longer one is a text."""
_LINES = ("h2", "h3", "h4", "b", "strong", "font", "td", "div", "p", "span", "legend")
_MOST_LINES, _IN_LINE, _LEAST_LETTERS = 3000, 3, 12
"""Elements that may be a heading without its mark, the elements in one, and its letters at least."""
_LANGUAGE = re.compile(r"[^\W\d_][\w -]{1,34}")


@dataclass(slots=True)
class Facts:
    """The facts of one page. A field is None or empty if the page does not state it.

    ``how`` names the evidence of each field that has a value (``JSON-LD NewsArticle.headline``).
    ``article_body`` is the text that JSON-LD gives: it checks the body and never replaces it.
    ``types`` are the schema.org types of the page's main thing, ``posts`` the updates of a live page and
    ``coverage_end`` the end that it states.
    ``free`` is false if the page states that its text is behind a wall. ``links`` are its picture and its
    other forms: AMP, other languages. ``writers`` are the organisations that the page states as the author
    or source of its text, or as the holder of the rights in it.
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: dt.datetime | None = None
    published_precision: Precision | None = None
    created: dt.datetime | None = None
    modified: dt.datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    publisher: str | None = None
    copyright: str | None = None
    genre: str | None = None
    article_body: str | None = None
    types: tuple[str, ...] = ()
    free: bool | None = None
    writers: tuple[str, ...] = ()
    posts: tuple[dict[str, Any], ...] = ()
    coverage_end: str | None = None
    links: tuple[Link, ...] = ()
    how: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_facts(page: Page, defaults: Defaults) -> Facts:
    """Return the facts of a page: JSON-LD first, then metadata, then what the head of its article prints."""
    facts = Facts(warnings=list(page.warnings))
    metadata = read_metadata(page)
    own = [page.url, metadata.address("canonical"), *metadata.named.get("og:url", ())]
    title = _title(page)
    headings = _headings(page, {place for one in own if (place := address.place_of(one))})
    headings = headings or _named_in(page.root, title)
    titles = [text for text, _ in headings]
    thing = _thing(page, facts, own, [*titles, *([title] if title else []), *metadata_titles(metadata)])
    facts.types = thing.types
    _keep(facts, "publisher", details.publisher(thing, metadata))
    facts.writers = writers_of(lambda name: thing.values(name)[0])
    site = metadata.first("og:site_name")
    section = thing.text("articleSection", longest=60) or metadata.first(*names.SECTION)
    sites = site_names([facts.publisher, site[0] if site else None], page.host)
    stated = [*thing.texts("headline"), *(one for name in names.TITLE if (one := metadata.first(name)))]
    stated += [] if thing.is_story else thing.texts("name")
    _keep(
        facts,
        "headline",
        headline_of(
            [one for one in stated if len(one[0]) <= _LONGEST_HEADLINE],
            titles,
            title,
            sites,
            [*([section[0]] if section else []), *metadata.sections()],
        ),
    )
    facts.language = _language(page.root, thing, metadata, facts.how)
    clock = Clock(defaults, facts.warnings, facts.language, rules=OF_FEEDS)
    published, doubts = _published(thing, metadata, clock)
    printed = read_printed(
        _printed_headline(facts.headline, headings),
        lines=not states_people(thing, metadata, sites),
        times=published is None or published.precision == "day" or not published.zoned,
        sites=sites,
    )
    _authors(facts, thing, metadata, printed, sites)
    if not facts.authors and (signed := read_signed(page.root, sites)):
        _keep(facts, "authors", signed)
    if published is None:
        weak = [*metadata.each(*names.PUBLISHED_OR_CHANGED), *thing.texts("dateCreated")]
        named = thing.text("name", "headline")
        if "VideoObject" in thing.types and named and title and likeness(named[0], title) >= LIKE:
            weak += thing.texts("uploadDate")
        published = _printed_time(printed, page.url, weak, clock) or read_dated(page.root, clock)
    elif printed.published:
        better, _ = dates.best([(published.written, published.place), *printed.published], clock)
        published = better or published
    if published and published.place != "address":
        published = dates.first_in_address(published, page.url, clock) or published
    _times(facts, published, doubts, thing, metadata, clock)
    _addresses(facts, page, thing, metadata)
    _details(facts, thing, metadata)
    return facts


def _keep(facts: Facts, name: str, found: tuple[Any, str] | None) -> None:
    """Set a field to a value and keep the place where it stands; leave it if nothing was found."""
    if found and found[0] not in (None, "", ()):
        setattr(facts, name, found[0])
        facts.how[name] = found[1]


def _headings(page: Page, places: set[str]) -> list[tuple[str, _Element]]:
    """Return the texts of first-level headings; without any, of elements that are marked as a headline."""
    found = []
    for one in page.named("h1")[: 10 * _MOST_HEADINGS]:
        if (text := text_of(one, 1000)) and not _leads_elsewhere(one, places):
            found.append((text, one))
            if len(found) >= _MOST_HEADINGS:
                return found
    if found:
        return found
    marked = elements(_MARKED(page.root))
    return [
        (text, one)
        for one in (marked[:_MOST_HEADINGS])
        if (text := text_of(one, 1000)) and not _leads_elsewhere(one, places)
    ]


def _named_in(root: _Element, title: str | None) -> list[tuple[str, _Element]]:
    """Return the first line that is the beginning or the end of the title, for a page without headings."""
    whole = (title or "").casefold()
    if not whole or len(whole) > _LONGEST_HEADLINE:
        return []
    for one in islice(root.iter(*_LINES), _MOST_LINES):
        if len(one) > _IN_LINE or not (text := text_of(one, len(whole))):
            continue
        line = text.casefold()
        is_part = whole.startswith(line) or whole.endswith(line)
        if is_part and 2 * len(line) > len(whole) and len(letters(line)) >= _LEAST_LETTERS:
            return [(text, one)]
    return []


def _leads_elsewhere(heading: _Element, places: set[str]) -> bool:
    """Return whether a heading is a link to another page: that of a teaser."""
    parent = heading.getparent()
    link = parent if parent is not None and parent.tag == "a" else heading.find(".//a")
    place = address.place_of(link.get("href")) if link is not None else None
    return bool(places) and place is not None and not any(own.endswith(place) for own in places)


_MARKED = XPath(
    "descendant::*[@itemprop='headline' or @role='heading' and @aria-level='1'][not(self::meta)]"
    " | descendant::h2[contains(@class, 'headline') or contains(@class, 'title')]"
)


def metadata_titles(metadata: Metadata) -> list[str]:
    """Return the titles that ``meta`` elements give."""
    return [one[0] for name in names.TITLE if (one := metadata.first(name))]


def _title(page: Page) -> str | None:
    for one in page.named("title"):
        parent = one.getparent()
        if parent is None or parent.tag != "svg":
            return text_of(one, 1000)
    return None


def _thing(page: Page, facts: Facts, own: list[str | None], titles: list[str]) -> Thing:
    scripts = (
        text
        for script in page.named("script")
        if "ld+json" in (script.get("type") or "").lower() and (text := script.text)
    )
    graph = json_ld.read_scripts(scripts, facts.warnings)
    addresses = [one for one in own if one]
    thing = main_thing(graph, addresses, titles)
    if thing.is_story and thing.text("datePublished") and thing.values("author")[0]:
        return thing  # microdata state the same again
    add_microdata(page.root, graph)
    return main_thing(graph, addresses, titles)


def _printed_headline(text: str | None, headings: list[tuple[str, _Element]]) -> _Element | None:
    """Return the element that prints the headline: the heading that is most like it."""
    if not headings:
        return None
    if text is None:
        return headings[0][1]
    return max(headings, key=lambda one: (letters(one[0]) == letters(text), likeness(one[0], text)))[1]


def _language(root: _Element, thing: Thing, metadata: Metadata, how: dict[str, str]) -> str | None:
    """Return the language: of the ``html`` element, unless two other places agree on another one."""
    stated: list[tuple[str, str]] = []
    if (
        lang := root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or root.get("xml:lang")
    ):
        stated.append((lang, "html lang"))
    for value in thing.values("inLanguage")[0][:1]:
        named = value.get("alternateName", value.get("name")) if isinstance(value, dict) else value
        if isinstance(named, str):
            stated.append((named, "JSON-LD inLanguage"))
    stated += metadata.each(*names.LANGUAGE)
    found = [(known, place) for text, place in stated if _LANGUAGE.fullmatch(text) and (known := tag(text))]
    if not found:
        return None
    first, place = found[0]
    others = [one for one, _ in found[1:] if one.split("-")[0] != first.split("-")[0]]
    if len(others) > 1 and len(others) == len(found) - 1 and len({one.split("-")[0] for one in others}) == 1:
        first, place = found[1]
    how["language"] = place
    return first


def _authors(facts: Facts, thing: Thing, metadata: Metadata, printed: Printed, sites: frozenset[str]) -> None:
    read = read_byline(thing, metadata, printed, sites)
    _keep(facts, "authors", (read.authors, read.authors_from))
    _keep(facts, "byline", (read.byline, read.byline_from))


def _published(thing: Thing, metadata: Metadata, clock: Clock) -> tuple[dates.When | None, list[str]]:
    """Return the time of first publication that JSON-LD and metadata state, and contradictions."""
    return dates.best(chain(thing.texts("datePublished"), metadata.each(*names.PUBLISHED)), clock)


def _times(
    facts: Facts,
    published: dates.When | None,
    doubts: list[str],
    thing: Thing,
    metadata: Metadata,
    clock: Clock,
) -> None:
    """Set the times of first publication, of the last change and of the writing."""
    if published:
        facts.published, facts.published_precision = published.at, published.precision
        facts.how["published"] = published.place
        facts.warnings += [*published.doubts, *doubts]
    modified, _ = dates.best(chain(thing.texts("dateModified"), metadata.each(*names.MODIFIED)), clock)
    if modified and modified.precision != "day":
        facts.modified, facts.how["modified"] = modified.at, modified.place
        facts.warnings += modified.doubts
    created, _ = dates.best(chain(thing.texts("dateCreated"), metadata.each(*names.CREATED)), clock)
    if created and created.precision != "day" and published and created.at <= published.at:
        facts.created, facts.how["created"] = created.at, created.place


def _printed_time(
    printed: Printed, url: str | None, weak: list[tuple[str, str]], clock: Clock
) -> dates.When | None:
    """Return the time that the head of the article prints, or a weaker statement, or the day in the address.

    A time of publication comes before all, the time of a change after all.
    """
    day = dates.day_in_address(url)
    stated = [*printed.published, *weak, *([(day, "address")] if day else []), *printed.updated]
    return next((when for text, place in stated if (when := dates.read_time(text, place, clock))), None)


def _addresses(facts: Facts, page: Page, thing: Thing, metadata: Metadata) -> None:
    base = next(iter(page.named("base")), None)
    where = absolute(base.get("href") if base is not None else None, page.url) or page.url
    stated: list[tuple[str | None, str]] = [(metadata.address("canonical"), "link canonical")]
    stated += metadata.each("og:url")
    stated += thing.texts("url", "mainEntityOfPage")
    for written, place in stated:
        if whole := absolute(written, where):
            if why := address.doubt(whole, page.url):
                facts.warnings.append(
                    f"The canonical address {whole[:300]} ({place}) {why}; it was left out."
                )
                continue
            _keep(facts, "canonical_url", (whole, place))
            break
    picture = details.image(thing, metadata)
    _keep(facts, "image", (absolute(picture[0], where), picture[1]) if picture else None)
    facts.links = tuple(details.links(facts.image, facts.canonical_url or page.url, metadata, where))


def _details(facts: Facts, thing: Thing, metadata: Metadata) -> None:
    _keep(facts, "section", thing.text("articleSection", longest=200) or metadata.first(*names.SECTION))
    _keep(facts, "keywords", details.keywords(thing, metadata))
    _keep(facts, "genre", details.genre(thing, metadata))
    _keep(facts, "copyright", details.copyright_line(thing, metadata))
    _keep(facts, "standfirst", details.standfirst(thing, metadata, facts.headline))
    _keep(facts, "article_body", thing.passage("articleBody", "text", longest=500_000))
    _keep(facts, "free", details.free(thing, metadata))
    _keep(facts, "posts", details.posts(thing))
    _keep(facts, "coverage_end", thing.text("coverageEndTime", longest=60))
