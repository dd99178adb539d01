"""Whether an agency sends an item again under a changed identifier.

Addresses change from http to https, and systems write times and sessions into identifiers at each delivery.
Such parts are left out of the keys by which an earlier delivery is found. The words of both then decide.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import urlsplit

from newswire.dedupe.evidence import Tolerance
from newswire.dedupe.exact import normalised
from newswire.dedupe.rules import CHANGED, CORRECTED, MUCH_RUN, RENEWAL, RENEWED_RUN
from newswire.dedupe.texts.overlap import Overlap
from newswire.dedupe.verify import Pair, Story, evidence
from newswire.lexicon.addresses import OPAQUE, without_visit

_NAMED_SO = frozenset(("key", "hash", ""))
"""Parameters of a session, if their value is opaque: some systems number their stories under these names."""

_TIME = re.compile(
    r"(?<!\d)(?:1\d{9}(?:\d{3})?|(?:19|20)\d{6}T?\d{6}(?:\.\d+)?Z?|"
    r"(?:19|20)\d\d-\d\d-\d\dT\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)(?!\d)",
    re.IGNORECASE,
)
"""Seconds or milliseconds since 1970, or a day with a time in one of the forms of ISO 8601."""


def plain(identifier: str | None) -> str | None:
    """Return an address without its scheme, ``www``, standard port and last slash; None for no web address.

    Addresses that differ in these parts alone lead to one page.
    """
    try:
        parts = urlsplit((identifier or "").strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    host = parts.hostname.removeprefix("www.") + (f":{port}" if port not in {None, 80, 443} else "")
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return f"{host}{parts.path.rstrip('/')}{tail}"


def page(identifier: str) -> str:
    """Return an address or a part of one without the parameters that describe a visit or a moment."""
    lasting = without_visit(identifier)
    rest, hash_mark, fragment = (plain(lasting) or lasting).partition("#")
    path, _, query = rest.partition("?")
    kept = "&".join(one for one in query.split("&") if one and not _is_volatile(one))
    return path + ("?" + kept if kept else "") + hash_mark + fragment


def _is_volatile(parameter: str) -> bool:
    name, is_named, value = parameter.partition("=")
    if not is_named:
        name, value = "", name
    if _TIME.fullmatch(value):
        return True
    return name.lower() in _NAMED_SO and OPAQUE.fullmatch(value) is not None


def keys(provider: str, guid: str | None, addresses: Iterable[str | None]) -> set[bytes]:
    """Return the keys that deliveries of one item have in common, 16 bytes each.

    An address has three: its page, its page without times, and its path alone. Another identifier has itself
    without times and sessions, if that differs. The address of a whole site is no key.
    """
    found: set[str] = set()
    for address in dict.fromkeys((guid, *addresses)):
        if address and plain(address):
            form = page(address)
            forms = form, _TIME.sub("", form), re.split("[?#]", form, maxsplit=1)[0]
            found |= {form for form in forms if not _SITE.fullmatch(form)}
    if guid and not plain(guid) and (form := _TIME.sub("", page(guid))) not in {guid, ""}:
        found.add(form)
    return {sha256(f"{provider}\n{form}".encode("utf-8", "surrogatepass")).digest()[:16] for form in found}


_SITE = re.compile(r"[^/?#]*")


@dataclass(frozen=True)
class Delivery:
    """The compared parts of a delivered item.

    ``published`` is None if the document gives no time of publication, or its day only. ``at`` is the time
    of publication or else of the fetch.
    """

    guid: str
    headline: str
    text: str
    published: dt.datetime | None
    at: dt.datetime
    link: str | None

    @cached_property
    def page(self) -> str | None:
        """The page that the link leads to."""
        return page(self.link) if self.link and plain(self.link) else None

    @cached_property
    def words(self) -> tuple[str, str]:
        """The letters of headline and text."""
        return normalised(self.headline), normalised(self.text)


def goes_on(old: Delivery, new: Delivery) -> bool:
    """Return whether two deliveries of one agency, which have a key in common, are of one item.

    The same words are one item, unless another time and another page contradict. Other words are one item if
    the headlines agree and either the time of publication is the same, or the text follows within a day and
    differs no more than a correction does. Without the same page, a text may differ by typing errors alone.
    """
    guid = plain(old.guid)
    if guid is not None and guid == plain(new.guid):
        return True
    is_same_page = old.page is not None and old.page == new.page
    is_same_time = old.published is not None and old.published == new.published
    if any(old.words) and old.words == new.words:
        return is_same_page or is_same_time or None in {old.published, new.published}
    (found,) = evidence([Pair(_story(old), _story(new))])
    texts = found.texts
    common = max(texts.run, texts.common)
    if is_same_time:
        return common >= (RENEWED_RUN if found.headlines.agree else MUCH_RUN) or (
            is_same_page and found.headlines.agree
        )
    if not found.headlines.agree or found.days > RENEWAL:
        return False
    if is_same_page and found.headlines.same and not (old.text and new.text):
        return True
    if is_same_page:
        return common >= RENEWED_RUN and _is_within(CORRECTED, 1, found.texts)
    return common >= MUCH_RUN and found.headlines.same and _is_within(CHANGED, 0, found.texts)


def _is_within(tolerance: Tolerance, more: int, texts: Overlap) -> bool:
    """Return whether the texts contradict each other by no more than a tolerance and ``more`` numbers."""
    numbers = tolerance.numbers * texts.numbers + more
    return texts.conflicting_numbers <= numbers and texts.conflict <= tolerance.facts


def _story(one: Delivery) -> Story:
    return Story(one.text, one.headline, one.at)
