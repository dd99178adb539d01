"""The identity of a NewsML 1 item: what stays the same over its revisions ("NewsIdentifier")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import Groups, named, text_in, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = 4
"""Colons of a NewsML URN that names an item: urn:newsml:provider:date:item."""

_DAY = 8
"""Digits of a day, which is all that a ``DateId`` is in the standard."""


def guid_of(identifier: Groups, version: str | None, news_item: _Element) -> str | None:
    """Return the identity without the revision: ProviderId, DateId and NewsItemId.

    The ``PublicIdentifier`` combines the same parts and the revision, but some providers put one constant
    there. So it counts only if the parts are missing and it names an item, or if the ``DateId`` is a time
    that it does not repeat. The time of day is against the standard, and some providers write the time of
    the revision there. If the public identifier names no item then, provider and NewsItemId remain. A
    NewsItemId of zeros identifies nothing.
    """
    provider, date, name = (text_in(identifier, n) for n in ("ProviderId", "DateId", "NewsItemId"))
    public = text_in(identifier, "PublicIdentifier")
    if name and not name.strip("0"):
        name = None
    if provider and name:
        if date and len(date) > _DAY and date not in (public or ""):
            public = newscodes.without_version(public, version)
            if public and public.count(":") >= _PARTS - 1 and not _is_day(public.rpartition(":")[2]):
                return public
            date = None
        return ":".join(filter(None, ("urn:newsml", provider, date, _unversioned(name, version))))
    public = newscodes.without_version(public, version)
    if public and public.startswith("urn:newsml:") and public.count(":") < _PARTS:
        public = None
    return public or name or next(iter(texts(named(news_item, "guid"))), None)


def _is_day(name: str) -> bool:
    return len(name) == _DAY and name.isdecimal() and name[:2] in ("19", "20")


def _unversioned(name: str, version: str | None) -> str:
    """Return a NewsItemId without the revision that some providers repeat at its end (``…-v2``)."""
    if not version or not name.endswith(version):
        return name
    endings = (f"{sign}{letter}{version}" for sign in "-_.:" for letter in "vV")
    return next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)
