"""The rules for reachable hosts: the public internet, and hosts that the user has configured."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from newswire import settings

WEB_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PRIVATE_NAME = re.compile(
    # RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN's internal; names without a dot.
    r"[^.]+|(?:.+\.)?(?:localhost|local|internal|intranet|lan|home\.arpa)"
)
_SECRET = re.compile(
    r"token|key|secret|sig(?:nature)?$|auth(?!or)|pass|pwd|session|credential", re.IGNORECASE
)


class PrivateAddress(Exception):
    """A host has no permitted address."""


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet.

    Private, loopback, link-local, shared, reserved and multicast addresses do not (IANA's
    special-purpose registries, RFC 6890), nor do IPv6 addresses that embed such an IPv4 address.
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
    """Return whether a host, as written, is a non-public address or a name reserved for private networks."""
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return _PRIVATE_NAME.fullmatch(host.rstrip(".").lower()) is not None


def may_reach(host: str, address: str, configured: str) -> bool:
    """Return whether a connection to ``address``, to which ``host`` resolves, is permitted.

    ``configured`` is the host in the source's URL. If it names a private host, its own private
    addresses are permitted.
    """
    if is_public(address) or settings.allows_private_addresses():
        return True
    return host.rstrip(".").lower() == configured.rstrip(".").lower() and names_private_host(configured)


def public_url(url: str) -> str:
    """Return a URL that may be shown and stored: without user, password, fragment and secret parameters."""
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


def host_of(url: str) -> str | None:
    """Return a web address's host, with its port if that is not the scheme's; None if it has no host."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname
    return host_and_port(host, port, WEB_PORTS.get(parts.scheme)) if host else None


def host_and_port(host: str, port: int | None, usual: int | None) -> str:
    """Return the name of a host that its clock and the book of fetches have, whatever the protocol.

    It is in small letters, with the port if that is not the protocol's ``usual`` one (RFC 3986, section 3.2).
    """
    name = host.lower()
    if not port or port == usual:
        return name
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
