"""The addresses of pages: absolute, and in the one form by which a page is known however it was reached.

Servers give one page under several addresses: with another scheme or port, with the parts of a visit
(``newswire.lexicon.addresses``), with a place inside the page, as AMP or to be printed. Only forms that are
documented, or that stand behind a story's own name, are taken back: a section may be called ``print`` too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from newswire.lexicon.addresses import host_of, is_address, without_visit

LONGEST = 4_000
"""Characters of an address that is read. A longer one stays as it is."""
_LONGEST_LINK = 2_000
"""Characters of a link; servers and browsers refuse longer ones."""

_OF_CACHE = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp|[\w-]+\.(?:cdn\.ampproject\.org|bing-amp\.com)/(?:c|v|wp))"
    r"/(?P<secure>s/)?(?P<rest>[^/?#]+\.[^/?#]+.*)",
    re.IGNORECASE,
)
"""A page in an AMP cache (amp.dev, "AMP Cache URL format"): ``…/c/s/`` is followed by its address."""
_FORM = re.compile(
    r"amp(?:=(?:1|true|yes|amp)?)?|(?:output|outputtype|service|view|mode|format)=amp"
    r"|(?:print|printable|printmode|print_view|printversion)(?:=(?:1|y|yes|true|print)?)?"
    r"|(?:view|mode|output|outputtype|format|tmpl|template|layout|action)=print(?:able|er)?",
    re.IGNORECASE,
)
"""A parameter that asks for the AMP or the printed form of a page."""
_FORMS = frozenset({"amp", "print", "printable"})
"""The name of a form, as the last segment of a path or between the last name and its type."""
_TYPES = frozenset({"html", "htm", "shtml", "php", "asp", "aspx", "jsp"})
_ROUTE = re.compile(r"!?/")
"""The beginning of a fragment that is the address of a page inside an application, and no place in a page."""
_ESCAPE = re.compile("%([0-9a-f]{2})", re.IGNORECASE)
_UNRESERVED = frozenset("-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_KEPT = "%/:@!$&'()*+,;=~?[]|"
"""Signs that stay as they are written. Others, and letters beyond ASCII, become escapes (RFC 3987, 3.1)."""


def absolute(written: str | None, base: str | None) -> str | None:
    """Return a link as an absolute http or https address; None for any other, and for one without a host.

    Args:
        written: the link, with or without scheme and host. White space in it is an error of its writer.
        base: the address from which it starts.
    """
    if not written or len(written) > _LONGEST_LINK:
        return None
    written = "".join(written.split())
    try:
        whole = urljoin(base, written) if base else written
    except ValueError:
        return None
    if whole.startswith("//"):
        whole = f"https:{whole}"
    host = host_of(whole)
    return whole if is_address(whole) and host and ("." in host or host == "localhost") else None


@lru_cache(maxsize=8192)
def canonical(address: str) -> str:
    """Return the form of a page's address that all its addresses have in common.

    The scheme is https, the host in small letters and without its standard port, escapes are as RFC 3986
    (section 6.2.2) writes them. The parts of a visit, the fragment and the AMP and printed forms are left
    out. A text that is no web address, cannot be read or is longer than ``LONGEST`` is returned as it is.
    """
    written = address.strip()
    if not is_address(written) or len(written) > LONGEST:
        return address
    while found := _OF_CACHE.fullmatch(written):
        written = f"http{'s' if found['secure'] else ''}://{found['rest']}"
    try:
        parts = urlsplit(without_visit(written))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return address
    if not host or "@" in parts.netloc:
        return address
    if ":" in host:
        host = f"[{host}]"
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    query = "&".join(one for one in _escaped(parts.query).split("&") if one and not _FORM.fullmatch(one))
    route = f"#{_escaped(parts.fragment)}" if _ROUTE.match(parts.fragment) else ""
    return f"https://{place}{_without_form(_escaped(parts.path)) or '/'}{'?' if query else ''}{query}{route}"


def is_front(address: str) -> bool:
    """Return whether an address is that of a site's front page: it has neither path nor query.

    The route of a page inside an application (``#!/news/7``) is a path.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return not parts.path.strip("/") and not parts.query and not _ROUTE.match(parts.fragment)


def _without_form(path: str) -> str:
    """Return a path without the name of a form behind that of a story: ``/mill-burns/amp/``, ``/7.amp.html``.

    A story's name has a number or several words; ``/news/print`` is a section.
    """
    while True:
        before, _, last = path.rstrip("/").rpartition("/")
        if last.lower() in _FORMS and _names_story(before.rpartition("/")[2]):
            path = before
            continue
        name, _, kind = last.rpartition(".")
        if kind.lower() in _TYPES:
            name, _, form = name.rpartition(".")
            kind = f".{kind}"
        else:
            form, kind = kind, ""
        if form.lower() not in _FORMS or not _names_story(name):
            return path
        path = f"{before}/{name}{kind}"


def _names_story(name: str) -> bool:
    return "-" in name or any(map(str.isdigit, name))


def _escaped(part: str) -> str:
    """Return a part of an address with the escapes that it needs, in capitals, and no others."""
    return quote(_ESCAPE.sub(_needed, part), safe=_KEPT)


def _needed(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _UNRESERVED else found[0].upper()
