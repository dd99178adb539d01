"""The rules of a site on one of its pages: where they match, they override the general reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from newswire.lexicon.addresses import host_of
from newswire.model import Defaults
from newswire.parse.pages.sites.alerts import ALERT
from newswire.parse.pages.sites.rules import SiteError, rules_of
from newswire.parse.readers.times import OF_FEEDS, Clock

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newswire.parse.pages.body.body import Body
    from newswire.parse.pages.facts.facts import Facts
    from newswire.parse.pages.sites.site import Layout, Place, Site
    from newswire.parse.pages.tree.page import Page
    from newswire.pointing.selector import Selector


_NO_TEXT = frozenset({"script", "style"})

FAR_LESS = 4
"""The text in the container of a rule is far less if the general reader found this many times as much."""


def site_of(page: Page) -> Site | None:
    """Return the rules of a page's site. If their file is wrong, return None and warn on the page.

    For a file without an address, the host of its canonical address counts.
    """
    host = page.host or _canonical_host(page)
    try:
        return rules_of(host)
    except SiteError as error:
        page.warnings.append(f"{ALERT}{host} cannot be used: {error}")
        return None


def _canonical_host(page: Page) -> str | None:
    for link in page.named("link"):
        if (link.get("rel") or "").lower() == "canonical":
            return host_of(link.get("href"))
    return None


def ruled_facts(page: Page, site: Site, facts: Facts, defaults: Defaults) -> Facts:
    """Return the facts of a page with those that the rules of its site find in their place.

    ``how`` names the selector of each of them. Without a layout that fits, only the fixed facts are taken.
    """
    facts = replace(facts, how=dict(facts.how), warnings=_in_doubt(site, facts.warnings))
    if site.language:
        _take(facts, "language", site.language, f"rules of {site.host}")
    if site.publisher:
        _take(facts, "publisher", site.publisher, f"rules of {site.host}")
    if (found := site.layout_of(page)) is None:
        return facts
    layout, _ = found
    for name in ("headline", "standfirst", "byline", "section"):
        selector: Selector | None = getattr(layout, name)
        if selector and (text := _text(selector.first(page.root))):
            _take(facts, name, text, _how(site, selector))
        elif selector and name == "headline":
            facts.warnings.append(_changed(site, name, selector, "finds nothing"))
    if layout.keywords:
        printed = (_text(element).lstrip("# ") for element in layout.keywords.all(page.root))
        words = dict.fromkeys(filter(None, printed))
        if words:
            _take(facts, "keywords", tuple(words), _how(site, layout.keywords))
    if layout.published:
        _date(page, site, layout.published, facts, defaults)
    return facts


def _in_doubt(site: Site, warnings: list[str]) -> list[str]:
    """Return the warnings without those on a time in the zone that the rules state: nothing is assumed."""
    stated = f" {OF_FEEDS.no_zone.format(site.timezone)}." if site.timezone else None
    return [warning for warning in warnings if stated is None or not warning.endswith(stated)]


def ruled_body(page: Page, site: Site, facts: Facts, ruled: Body, general: Callable[[], Body]) -> Body:
    """Return the text of a page by the rules of its site, or the general reader's with a warning.

    The rules no longer match if no layout fits, or if the general reader finds far more text. It is asked
    only if all text of the page is far more. A standfirst outside the container begins the text.

    Args:
        page: the page.
        site: the rules of its site.
        facts: its facts by these rules.
        ruled: the text in the container of the rules; the general reader's if no layout fits.
        general: the general reader, without rules.
    """
    found = site.layout_of(page)
    if found is None:
        selectors = " and ".join(layout.body.css for layout in site.layout)
        verb = "finds" if len(site.layout) == 1 else "find"
        return _fallen_back(ruled, f"{ALERT}{site.host} no longer match: body {selectors} {verb} nothing.")
    layout, container = found
    enough = len(ruled.text) * FAR_LESS
    if enough < _shown(page.root):
        whole = general()
        if enough < len(whole.text):
            doubt = f"finds {len(ruled.text):,} characters of text, the general reader {len(whole.text):,}"
            return _fallen_back(whole, _changed(site, "body", layout.body, doubt))
    text = ruled.text
    standfirst = facts.standfirst if layout.standfirst else None
    if text and standfirst and not text.startswith(standfirst) and _is_above(layout, page, container):
        text = f"{standfirst}\n\n{text}"
    how = ruled.how | {"body_text": _how(site, layout.body)}
    return replace(ruled, text=text, standfirst=standfirst or ruled.standfirst, how=how)


def _is_above(layout: Layout, page: Page, container: _Element) -> bool:
    """Return whether a page has the standfirst outside the container of the text."""
    element = layout.standfirst.first(page.root) if layout.standfirst else None
    return element is not None and container not in element.iterancestors()


def _shown(root: _Element) -> int:
    """Return the number of characters on a page, without scripts: no reader finds more text."""
    count = 0
    for element in root.iter():
        if element.tag not in _NO_TEXT:
            count += len(element.text or "")
        count += len(element.tail or "")
    return count


def _fallen_back(general: Body, warning: str) -> Body:
    return replace(general, warnings=[*general.warnings, warning])


def _take(facts: Facts, name: str, value: object, how: str) -> None:
    setattr(facts, name, value)
    facts.how[name] = how


def _date(page: Page, site: Site, place: Place, facts: Facts, defaults: Defaults) -> None:
    """Take the time that a rule finds. A place that is gone or holds no time gives a warning."""
    element = place.selector.first(page.root)
    if element is None:
        facts.warnings.append(_changed(site, "published", place.selector, "finds nothing"))
        return
    text = (element.get(place.attribute) or "").strip() if place.attribute else _text(element)
    zone = place.zone or site.timezone
    warnings: list[str] = []
    clock = Clock(
        replace(defaults, timezone=zone) if zone else defaults,
        warnings,
        language=site.language or facts.language,
        rules=OF_FEEDS,
    )
    if (given := clock.given(text, "published")) is None:
        facts.warnings.append(_changed(site, "published", place.selector, f"finds no time in {text[:60]!r}"))
        return
    if not zone:
        facts.warnings += warnings
    _take(facts, "published", given.at, _how(site, place.selector))
    facts.published_precision = given.precision


def _text(element: _Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _how(site: Site, selector: Selector) -> str:
    return f"rules of {site.host}: {selector.css}"


def _changed(site: Site, name: str, selector: Selector, doubt: str) -> str:
    return f"{ALERT}{site.host} no longer match: {name} {selector.css} {doubt}."
