"""Rules for one host: CSS selectors for the parts of its pages, and facts that hold for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator

from newswire.lexicon.timezones import timezone as known_timezone
from newswire.model import Defaults
from newswire.pointing.selector import Selector

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newswire.parse.pages.tree.page import Page

Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", to_lower=True)]
"""A host without ``www.``; its subdomains belong to it."""

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _zone(name: str | None) -> str | None:
    if name is not None:
        try:
            known_timezone(name)
        except (ValueError, KeyError, OSError) as error:
            raise ValueError("this is no time zone; a name such as Europe/Rome is right") from error
    return name


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Place(_Table):
    """The place of a time: an element, and its attribute; without one its text.

    ``zone`` is the zone of a time that states none, an IANA name; without it the site's counts. A number of
    ten digits is read as seconds since 1970.
    """

    selector: Selector
    attribute: _Name | None = None
    zone: str | None = None

    _known = field_validator("zone")(_zone)


class Layout(_Table):
    """One form of a site's pages. The first layout of a site whose ``body`` fits a page counts.

    ``body`` is the container of the text: of several that fit, the one with most text. ``remove`` are the
    elements inside it that are no text. ``seen`` is the last day for which the form is known, ``evidence``
    how: by a ``page``, by public ``code`` that reads such pages, or from ``memory``.
    """

    body: Selector
    remove: tuple[Selector, ...] = ()
    headline: Selector | None = None
    standfirst: Selector | None = None
    byline: Selector | None = None
    section: Selector | None = None
    keywords: Selector | None = None
    published: Place | None = None
    seen: dt.date | None = None
    evidence: Literal["page", "code", "memory"] | None = None


class Site(_Table):
    """The rules for the pages of one host, and of ``hosts`` beside it.

    ``provider`` is the agency that issues all of its texts. ``publisher`` is the outlet, the first of the
    credit. ``carries`` is the agency whose texts the outlet carries, if all of them are of one agency.
    ``language`` (BCP 47) and ``timezone`` (IANA) hold for all of its pages.
    """

    host: Host
    hosts: tuple[Host, ...] = ()
    provider: _Name | None = None
    publisher: _Name | None = None
    carries: _Name | None = None
    language: _Name | None = None
    timezone: str | None = None
    layout: tuple[Layout, ...]

    _known = field_validator("timezone")(_zone)

    @field_validator("layout")
    @classmethod
    def _is_some(cls, layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
        if not layouts:
            raise ValueError("a file needs a [[layout]]")
        return layouts

    def layout_of(self, page: Page) -> tuple[Layout, _Element] | None:
        """Return the layout of a page and the container of its text; None if no layout fits."""
        if self not in page.layouts:
            page.layouts[self] = self._layout_of(page)
        return page.layouts[self]

    def _layout_of(self, page: Page) -> tuple[Layout, _Element] | None:
        for layout in self.layout:
            if found := layout.body.all(page.root):
                return layout, found[0] if len(found) == 1 else max(_outermost(found), key=_length)
        return None

    def container(self, page: Page) -> _Element | None:
        """Return the element that holds the text of a page; None if no layout fits."""
        found = self.layout_of(page)
        return found[1] if found else None

    def removed(self, page: Page) -> set[_Element]:
        """Return the elements in the container of a page that are no text, with all that is in them."""
        found = self.layout_of(page)
        if found is None:
            return set()
        layout, container = found
        return {one for selector in layout.remove for one in selector.all(container) if one is not container}

    @cached_property
    def credit(self) -> tuple[str, ...]:
        """The credit of every page: the outlet and the agency that it carries. Empty if there is none."""
        return (self.publisher or self.host, self.carries) if self.carries else ()

    def defaults(self, defaults: Defaults) -> Defaults:
        """Return a source's defaults for a page of the site: the site's zone holds for times without one."""
        return replace(defaults, timezone=self.timezone) if self.timezone else defaults


def _outermost(found: list[_Element]) -> Iterator[_Element]:
    """Yield the elements that lie in no other one of them. They come in the order of the page."""
    inside: set[_Element] = set()
    for element in found:
        if element not in inside:
            inside.update(element.iterdescendants())
            yield element


def _length(element: _Element) -> int:
    return sum(map(len, element.itertext()))
