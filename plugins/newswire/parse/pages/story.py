"""The story in a web page, with the facts that the page states about it.

This is the way of a page, a step a line: bytes, tree, facts, body, verdict, item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.pages.address import canonical
from newswire.parse.pages.body.body import Body, read_body
from newswire.parse.pages.body.lead import headline_without_site
from newswire.parse.pages.body.learned import leave_out_learned
from newswire.parse.pages.embedded import with_embedded_text
from newswire.parse.pages.facts.contradiction import contradiction
from newswire.parse.pages.facts.description import without_site_description
from newswire.parse.pages.facts.facts import Facts, read_facts
from newswire.parse.pages.facts.likeness import letters
from newswire.parse.pages.live import as_live, read_live
from newswire.parse.pages.origin.origin import Origin, read_origin
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


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield the story of a page.

    Raises:
        Unparsable: the page holds no story; the reason states what it holds.
    """
    page = read_page(document)
    if defaults.expects_feed(document.path):
        detail = f"This is a web page{titled(page)} in the place of a feed. Look at its address in a browser."
        raise Unparsable(Reason.WEB_PAGE, detail)
    site = site_of(page)
    facts = _facts(page, site, defaults)
    body = _body(page, site, facts)
    if facts.headline and facts.how.get("headline") == "title":
        facts.headline = headline_without_site(facts.headline, body.headline)
    live = read_live(page, facts, body, defaults)
    body = live.body if live else body
    without_site_description(facts, body.text)
    if doubt := contradiction(facts, body.text):
        body.warnings.append(doubt)
    document.readings[READING] = Reading(page, site, facts, body)
    check(page, facts, body)  # before lines are left out, so that the verdict does not depend on them
    note = leave_out_learned(page, facts, body, defaults.page_lines)
    item = _item(document, page, facts, body, read_origin(page, site, facts, body)).changed(page_note=note)
    item = as_live(item, live) if live else item
    yield as_teaser(item) if is_teaser(page, facts, body) else item


def _facts(page: Page, site: Site | None, defaults: Defaults) -> Facts:
    """Return the facts of a page; those that the rules of its site find come first."""
    if site is None:
        return read_facts(page, defaults)
    return ruled_facts(page, site, read_facts(page, site.defaults(defaults)), defaults)


def _body(page: Page, site: Site | None, facts: Facts) -> Body:
    """Return the body of a page: by the rules of its site, of its elements, or of the data of its scripts."""
    body = read_body(page, facts, site)
    body = with_embedded_text(page, facts, body, lambda drawn: read_body(drawn, facts, site))
    return ruled_body(page, site, facts, body, lambda: read_body(page, facts, None)) if site else body


def _item(document: Document, page: Page, facts: Facts, body: Body, origin: Origin) -> Item:
    address = facts.canonical_url or page.url
    return Item(
        path=document.path,
        format="html",
        provider=origin.poster,
        guid=canonical(address) if address else None,
        headline=facts.headline or body.headline,
        byline=_byline(facts, body),
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
        copyright=facts.copyright or body.copyright,
        credit=origin.writers,
        ed_note="\n".join(filter(None, (*origin.credit_lines, body.sign_off))) or None,
        body_text=origin.text,
        source_url=page.url,
        canonical_url=facts.canonical_url,
        links=facts.links,
        warnings=tuple(facts.warnings + body.warnings),
    )


def _byline(facts: Facts, body: Body) -> str | None:
    """Return the byline. A line beside the text comes before the outlet that the page names as author."""
    is_outlet = not facts.authors and letters(facts.byline or "") == letters(facts.publisher or "")
    return (body.byline or facts.byline) if is_outlet else (facts.byline or body.byline)
