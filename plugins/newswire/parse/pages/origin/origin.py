"""The origin of a page: its poster, the agencies that it credits, and its text without the credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newswire.lexicon.addresses import host_of
from newswire.parse.pages.address import canonical
from newswire.parse.pages.origin.credit_lines import read_credit_lines
from newswire.parse.pages.origin.poster import poster, writers_of

if TYPE_CHECKING:
    from newswire.parse.pages.body.body import Body
    from newswire.parse.pages.facts.facts import Facts
    from newswire.parse.pages.sites.site import Site
    from newswire.parse.pages.tree.page import Page


class Origin(NamedTuple):
    """The poster of a page, the agencies that it credits, its text without their lines, and these lines."""

    poster: str | None
    writers: tuple[str, ...]
    text: str
    credit_lines: tuple[str, ...]


def read_origin(page: Page, site: Site | None, facts: Facts, body: Body) -> Origin:
    """Return the origin of a page. The first evidence that names an agency gives the writers.

    The evidence is, the surest first: the rules of the site, the page's data, its publisher, lines around its
    text, and, if no person is the author, the agencies that have added to the text.
    """
    publisher = (site.publisher if site else None) or facts.publisher
    host = host_of(canonical(page.url)) if page.url else None  # an AMP cache posts nothing
    carrier = (site.provider if site else None) or poster(publisher, host)
    signed = read_credit_lines(body.text)
    writers = writers_of(
        carrier,
        [site.carries] if site and site.carries else [],
        facts.writers,
        [publisher or ""],
        signed.writers,
        body.credit,
        () if facts.authors else signed.helpers,
    )
    return Origin(carrier, writers, signed.text, signed.lines)
