"""Which hosts may be reached: the public internet, and what the person who runs this has named."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from newswire import settings

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PRIVATE_NAME = re.compile(
    # RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN's internal; names without a dot.
    r"[^.]+|(?:.+\.)?(?:localhost|local|internal|intranet|lan|home\.arpa)"
)
_SECRET = re.compile(
    r"token|key|secret|sig(?:nature)?$|auth(?!or)|pass|pwd|session|credential", re.IGNORECASE
)


class PrivateAddress(Exception):
    """A host has no address that may be reached."""


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet.

    False for private, loopback, link-local, shared, reserved and multicast addresses (IANA's
    special-purpose registries, RFC 6890), also inside IPv6 addresses that carry an IPv4 one.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(str(carried))
    return ip.is_global and not ip.is_multicast and not ip.is_unspecified


def names_private_host(host: str) -> bool:
    """Return whether a host, as written, says itself that it is not of the public internet."""
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return _PRIVATE_NAME.fullmatch(host.rstrip(".").lower()) is not None


def may_reach(host: str, address: str, configured: str) -> bool:
    """Return whether ``address``, to which ``host`` resolves, may be connected to.

    ``configured`` is the host in the source's own URL: if that names a private host, it is meant.
    """
    if is_public(address) or settings.allows_private_addresses():
        return True
    return host.rstrip(".").lower() == configured.rstrip(".").lower() and names_private_host(configured)


def public_url(url: str) -> str:
    """Return a URL as it may be shown and kept: without user, password, fragment and secrets in the query."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    query = parts.query
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    if any(map(_SECRET.search, names)):
        query = "&".join(
            quote(name, safe="") + "=" + ("…" if _SECRET.search(name) else quote(value, safe=""))
            for name, value in parse_qsl(query, keep_blank_values=True)
        )
    return urlunsplit((parts.scheme, host, parts.path, query, ""))
