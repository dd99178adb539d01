"""The organisation that sends a message. A person who writes for it is no provider, nor is an address."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import getaddresses

from newswire.lexicon import agencies
from newswire.parse.containers.mime import field

_ORGANISATION = re.compile(
    r"\b(?:news(?:room|wire|desk|paper|services?)?|desk|press|presse\w*|prensa|imprensa|stampa|media|medien|"
    r"agenc\w+|agentur|agenzia|redak\w+|r[ée]daction|redacci[óo]n|redazione|wires?|bureau|office|department|"
    r"communications?|times|herald|journal|gazette|post|radio|television|tv|services?|team|alerts?|ltd|inc|"
    r"gmbh|ag|plc|llc|pty|council|ministry|ministerium|government|university|universit\w+|institut\w*|"
    r"foundation|association|society|group|company|corporation|verlag|zeitung|editorial)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|aol|gmx|yandex|proton|protonmail|libero)"
    r"\.(?:co\.|com\.)?[a-z]{2,4}|(?:me|mac|mail|163|126|qq|sina|fastmail|zoho)\.com|mail\.ru|"
    r"(?:web|freenet|t-online)\.de|(?:orange|wanadoo|free|laposte|sfr)\.fr|(?:naver|daum)\.(?:com|net)"
)
"""Domains that give mailboxes to anybody."""

_MACHINE = re.compile(
    r"(?:e?mails?|smtp|mx\d*|lists?|bounces?|send|notifications?)\."
    r"(?=(?!(?:com?|net|org|gov|ac|edu|or|ne|go)\.[a-z]{2}$)[^.]+\.[^.]+)"
)
"""The label of a machine before an organisation's domain."""


def organisation(message: Message) -> str | None:
    """Return the organisation that sends a message; None if only a person or a free mailbox does.

    It is the field ``Organization`` (RFC 5536, 3.2.9), otherwise a display name that is an agency's or has a
    word of an organisation, otherwise the domain of the address.
    """
    if named := field(message, "Organization") or field(message, "Organisation"):
        return named
    written = field(message, "From") or field(message, "Sender") or ""
    try:
        found = next(iter(getaddresses([written])), ("", ""))
    except RecursionError:  # nobody writes brackets so deep in brackets
        return None
    name, address = found
    if name and (agencies.agency(name) or _ORGANISATION.search(name)):
        return name
    return _domain(address)


def _domain(address: str) -> str | None:
    _, at, domain = address.rpartition("@")
    domain = domain.lower().strip("> .")
    if not at or "." not in domain or _FREE.fullmatch(domain):
        return None
    return _MACHINE.sub("", domain, count=1) if _MACHINE.match(domain) else domain
