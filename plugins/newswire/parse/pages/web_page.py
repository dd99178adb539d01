"""Web pages: the story in a page, with the facts that the page states about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, PageNote, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.pages.address import canonical
from newswire.parse.pages.body.body import Body, LeftOut, read_body
from newswire.parse.pages.body.learned import note_of, without_learned
from newswire.parse.pages.drawn import with_drawn_text
from newswire.parse.pages.facts.contradiction import contradiction
from newswire.parse.pages.facts.facts import Facts, read_facts
from newswire.parse.pages.live import as_live, read_live
from newswire.parse.pages.origin.credit_lines import read_credit_lines
from newswire.parse.pages.origin.poster import poster, writers_of
from newswire.parse.pages.recognition import is_page
from newswire.parse.pages.sites.apply import ruled_body, ruled_facts, site_of
from newswire.parse.pages.sites.rules import Site
from newswire.parse.pages.tree.page import Page, read_page
from newswire.parse.pages.verdict.paywall import as_teaser, is_teaser
from newswire.parse.pages.verdict.verdict import check, titled

READING = "html"
"""The name under which a document keeps the reading of its page, for ``newswire parse --explain``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of one page, before fields are derived."""

    page: Page
    site: Site | None
    facts: Facts
    body: Body


def recognises(document: Document) -> bool:
    """Return whether a document is a web page: it begins with HTML, or was sent as HTML."""
    return is_page(document)


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
    body = with_drawn_text(page, facts, body, lambda drawn: read_body(drawn, facts, site))
    if site:
        body = ruled_body(page, site, facts, body, lambda: read_body(page, facts, None))
    live = read_live(page, facts, body, defaults)
    body = live.body if live else body
    if doubt := contradiction(facts, body.text):
        body.warnings.append(doubt)
    document.readings[READING] = Reading(page, site, facts, body)
    check(page, facts, body)  # before lines are left out, so that the verdict does not depend on them
    note = _leave_out(page, facts, body, defaults)
    item = _item(page, site, facts, body, document).changed(page_note=note)
    if live:
        item = as_live(item, live)
    yield as_teaser(item) if is_teaser(page, facts, body) else item


def _leave_out(page: Page, facts: Facts, body: Body, defaults: Defaults) -> PageNote | None:
    """Take the known lines of the host off the text, and return the facts of the whole text."""
    host = page.host or _host(facts.canonical_url)
    addresses = (page.url, facts.canonical_url)
    headline = facts.headline or body.headline
    note = note_of(body.text, host, headline, addresses, defaults.page_lines)
    body.text, removed = without_learned(body.text, host, defaults.page_lines)
    body.left_out += [LeftOut(line, f"in three or more stories of {host}") for line in removed]
    return note


def _host(address: str | None) -> str | None:
    """Return the host of an address without ``www.``; None if it has none."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _item(page: Page, site: Site | None, facts: Facts, body: Body, document: Document) -> Item:
    address = facts.canonical_url or page.url
    signed = read_credit_lines(body.text)
    publisher = (site.publisher if site else None) or facts.publisher
    carrier = (site.provider if site else None) or poster(publisher, page.host)
    stated = ([site.carries] if site and site.carries else []), facts.writers, [publisher or ""]
    helpers = () if facts.authors else signed.helpers
    return Item(
        path=document.path,
        format="html",
        provider=carrier,
        guid=canonical(address) if address else None,
        headline=facts.headline or body.headline,
        byline=facts.byline or body.byline,
        authors=facts.authors,
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
        credit=writers_of(carrier, *stated, signed.writers, body.credit, helpers),
        ed_note="\n".join(filter(None, (*signed.lines, body.sign_off))) or None,
        body_text=signed.text,
        source_url=page.url,
        canonical_url=facts.canonical_url,
        links=facts.links,
        warnings=tuple(facts.warnings + body.warnings),
    )


FORMAT = Format("html", recognises, parse)
