"""Web pages: the story in a page, with the facts that the page states about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, PageNote, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.pages.body.body import Body, read_body
from newswire.parse.pages.body.learned import note_of, without_learned
from newswire.parse.pages.facts.contradiction import contradiction
from newswire.parse.pages.facts.facts import Facts, read_facts
from newswire.parse.pages.page import Page, read_page
from newswire.parse.pages.sites.apply import ruled_body, ruled_facts, site_of
from newswire.parse.pages.sites.rules import Site
from newswire.parse.pages.verdict import check, titled
from newswire.parse.readers.xml.prolog import root_name

READING = "html"
"""The name under which a document keeps the reading of its page, for ``newswire parse --explain``."""
_BEGINNING = 65_536
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--[^>]{0,4000}-->\s*){0,9}<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of one page, before fields are derived."""

    page: Page
    site: Site | None
    facts: Facts
    body: Body


def recognises(document: Document) -> bool:
    """Return whether a document begins with HTML's declaration or element, as HTML or as XHTML."""
    beginning = document.content[:_BEGINNING]
    return _PAGE.match(beginning) is not None or (root_name(beginning) or "").lower() == "html"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield the story of a page.

    Raises:
        Unparsable: the page holds no story; the reason states what it holds.
    """
    page = read_page(document)
    if defaults.feed:
        detail = f"This is a web page{titled(page)} in the place of a feed. Look at its address in a browser."
        raise Unparsable(Reason.WEB_PAGE, detail)
    site = site_of(page)
    facts = read_facts(page, site.defaults(defaults) if site else defaults)
    if site:
        facts = ruled_facts(page, site, facts, defaults)
    body = read_body(page, facts, site)
    if site:
        body = ruled_body(page, site, facts, body, lambda: read_body(page, facts, None))
    if doubt := contradiction(facts, body.text):
        body.warnings.append(doubt)
    check(page, facts, body)  # before lines are left out, so that the verdict does not depend on them
    note = _leave_out(page, facts, body, defaults)
    document.readings[READING] = Reading(page, site, facts, body)
    yield _item(page, site, facts, body, document).changed(page_note=note)


def _leave_out(page: Page, facts: Facts, body: Body, defaults: Defaults) -> PageNote | None:
    """Take the known lines of the host off the text, and return the facts of the whole text."""
    host = page.host or _host(facts.canonical_url)
    addresses = (page.url, facts.canonical_url)
    headline = facts.headline or body.headline
    note = note_of(body.text, host, headline, addresses, defaults.page_lines)
    body.text, removed = without_learned(body.text, host, defaults.page_lines)
    if removed:
        body.how["left_out"] = f"lines in three or more stories of {host}: " + "; ".join(map(repr, removed))
    return note


def _host(address: str | None) -> str | None:
    """Return the host of an address without ``www.``; None if it has none."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _item(page: Page, site: Site | None, facts: Facts, body: Body, document: Document) -> Item:
    return Item(
        path=document.path,
        format="html",
        provider=site.provider or site.carries if site else None,
        guid=facts.canonical_url or page.url,
        headline=facts.headline or body.headline,
        byline=facts.byline or body.byline,
        authors=facts.authors,
        credit=(site.credit if site else ()) or body.credit,
        standfirst=body.standfirst or facts.standfirst,
        published=facts.published,
        published_precision=facts.published_precision,
        published_from=facts.how.get("published"),
        first_created=facts.created,
        version_created=facts.modified,
        language=facts.language,
        category=facts.section,
        keywords=facts.keywords,
        genre=facts.genre,
        copyright=facts.copyright,
        body_text=body.text,
        source_url=page.url,
        canonical_url=facts.canonical_url,
        links=facts.links,
        warnings=tuple(facts.warnings + body.warnings),
    )


FORMAT = Format("html", recognises, parse)
