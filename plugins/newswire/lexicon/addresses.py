"""Addresses of pages without the parts that describe a visit: sessions, tokens, campaigns.

Publishers and their servers add such parts to the links of a feed, with another value at each request or in
each feed of a site. The page stays the same, so they are no part of its identity.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from newswire.lexicon.patterns.late import late_pattern

_CAMPAIGN = (
    r"utm[_.].*|(?:mtm|pk|piwik|hsa|_hs|oly|vero)_[a-z_]+|at_(?:medium|campaign|custom\d|link_[a-z_]+|format|ptr_name)"
    r"|mc_[ce]id|ns_(?:source|mchannel|campaign)|wt_mc.*|mkt_tok|_ga|_gl|ncid|cmpid|xtor|ito"
    r"|(?:fb|g|d|wb|gb|ms|y|tt|tw|li_fat_|irclick|s_?)clid|clickid|msclkid|igshid|igsh|li_fat_id|gclsrc|srsltid"
    r"|wt\.[a-z_]+|__twitter_impression|ref_src|ref_url|soc_src|soc_trk|guccounter|guce_[a-z_]+"
)
"""Parameters of campaigns and of links that were followed, by the names that their makers document."""

_SESSION = (
    r".*sess(?:ion)?[_-]?(?:id|key)|aspsessionid.*|cfid|cftoken"
    r"|zenid|oscsid|.*token|tok|doas[a-z]*|visit(?:or)?(?:[_-]?id)?|nonce|csrf[a-z_]*|xsrf[a-z_]*|nocache|cache"
    r"[_-]?bust(?:er)?|cb|rnd|rand|random|_"
)
"""Parameters of a session, a token or a way around caches."""

_VISIT = late_pattern(f"(?:{_CAMPAIGN}|{_SESSION})", re.IGNORECASE)
_OF_FEED = late_pattern(r"rss(?:2|[_-]?feeds?)?|feedburner", re.IGNORECASE)
_FROM_FEED = late_pattern(r"(?:rss|atom|feed|feeds|feedburner)(?:[_-]?[a-z0-9]+)?", re.IGNORECASE)
_REFERRER = late_pattern(r"ref(?:errer|erer)?|src|source|from|via|origin|cmp|campaign|partner", re.IGNORECASE)
_SHORT_SESSION = late_pattern(r"p?sid|s|session", re.IGNORECASE)
_CLOCK = late_pattern(r"t|ts|time|timestamp|v|r", re.IGNORECASE)
_EPOCH = late_pattern(r"1\d{9}(?:\d{3})?")
OPAQUE = late_pattern(r"(?=[^a-z]*[a-z])(?=\D*\d)[a-z0-9_-]{16,}|[0-9a-f]{24,}", re.IGNORECASE)
"""A value that a machine drew: the key of a session, and no number or name of a story."""
_IN_PATH = late_pattern(
    r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;?#]*|/\([A-Z]\([^/()]+\)\)(?=/|$)", re.IGNORECASE
)
"""Sessions inside a path: a path parameter (Java servlets), or ASP.NET's ``/(S(…))/``."""
_OF_FRAGMENT = late_pattern(r"(?:utm_|xtor=|ref=|rss|ftag=|:~:).*", re.IGNORECASE)


def host_of(address: str | None) -> str | None:
    """Return the host of an address in small letters and without ``www.``; None if it has none."""
    try:
        host = urlsplit((address or "").strip()).hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def is_address(written: str) -> bool:
    """Return whether a text is an absolute http or https address."""
    return written[:8].lower().startswith(("http://", "https://"))


@lru_cache(maxsize=8192)
def without_visit(address: str) -> str:
    """Return the address of the page: ``address`` without the parts that describe a visit to it.

    An address without such parts, or one that cannot be read, is returned as it is written.
    """
    if not any(sign in address for sign in "?#;("):
        return address
    try:
        scheme, host, path, query, fragment = urlsplit(address)
    except ValueError:
        return address
    kept = [one for one in query.split("&") if not _describes_visit(*one.partition("=")[::2])]
    left = (
        _IN_PATH.sub("", path),
        "&".join(kept),
        "" if _OF_FRAGMENT.fullmatch(fragment) else fragment,
    )
    if left == (path, query, fragment):
        return address
    return urlunsplit((scheme, host, *left))


def without_query(address: str) -> str:
    """Return the address up to its query and without a session in its path."""
    return _IN_PATH.sub("", re.split(r"[?#]", address, maxsplit=1)[0])


def _describes_visit(name: str, value: str) -> bool:
    if _VISIT.fullmatch(name) or _OF_FEED.fullmatch(value):
        return True
    if _REFERRER.fullmatch(name):
        return bool(_FROM_FEED.fullmatch(value))
    if _SHORT_SESSION.fullmatch(name):
        return bool(OPAQUE.fullmatch(value))
    return bool(_CLOCK.fullmatch(name) and _EPOCH.fullmatch(value))


_SERVICES = late_pattern(r"(?:(?:www\d?|m|mobile|amp|rss|feeds?)\.)+(?=[^.]+\.)", re.IGNORECASE)


def site(address: str | None) -> str | None:
    """Return the site of an address: its host in readable form, without the names of services (``www``).

    A ``tag:`` address names its site, too (RFC 4151, section 2.1). Return None for any other address.
    """
    if not address:
        return None
    try:
        scheme, host = (parts := urlsplit(address.strip())).scheme.lower(), parts.hostname or ""
    except ValueError:
        return None
    if scheme == "tag":
        host = re.split(r"[,:/]", parts.path, maxsplit=1)[0].rpartition("@")[2].lower()
    elif scheme not in ("http", "https"):
        return None
    if "xn--" in host:
        with suppress(UnicodeError):
            host = host.encode("ascii").decode("idna")
    return _SERVICES.sub("", host.rstrip("."), count=1) or None
