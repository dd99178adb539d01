"""Addresses of an interface: the window in them, a parameter, and the address of the next page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from requests.utils import parse_header_links

PLACEHOLDERS = ("start", "end", "last")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(url: str) -> set[str]:
    """Return the names in braces."""
    return set(_PLACEHOLDER.findall(url))


def filled(url: str, values: Mapping[str, str]) -> str:
    """Return an address with its placeholders replaced."""
    return _PLACEHOLDER.sub(lambda found: quote(values[found[1]], safe=""), url)


def written(moment: dt.datetime, form: str) -> str:
    """Return a time in UTC: by the directives of ``strftime``, or as seconds or milliseconds since 1970."""
    if form == "seconds":
        return str(int(moment.timestamp()))
    if form == "milliseconds":
        return str(int(moment.timestamp()) * 1000)
    return moment.astimezone(dt.UTC).strftime(form)


def with_parameter(url: str, name: str, value: str) -> str:
    """Return an address whose query has a parameter with this value, in the place of an earlier one."""
    parts = urlsplit(url)
    kept = [one for one in parts.query.split("&") if one and unquote(one.partition("=")[0]) != name]
    query = "&".join([*kept, f"{quote(name, safe='')}={quote(value, safe='')}"])
    return urlunsplit(parts._replace(query=query))


def joined(base: str, address: str) -> str | None:
    """Return an address from an answer as an absolute http or https one; None for any other."""
    try:
        found = urlsplit(urljoin(base, address.strip()))
        _ = found.port
    except ValueError:
        return None
    if found.scheme not in ("http", "https") or not found.hostname:
        return None
    return urlunsplit(found._replace(netloc=found.netloc.rpartition("@")[2], fragment=""))


def next_link(header: str | None) -> str | None:
    """Return the address with the relation ``next`` in a header Link (RFC 8288)."""
    for link in parse_header_links(header or ""):
        if "next" in link.get("rel", "").lower().split():
            return link["url"]
    return None


def is_of_one_origin(one: str, other: str) -> bool:
    """Return whether two addresses have one scheme, host and port (RFC 6454)."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
