"""The organisation that sends a message. A person who writes for it is no provider, nor is an address."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import getaddresses

from newswire.lexicon import agencies, providers
from newswire.parse.containers.mime import field

_ORGANISATION = re.compile(
    r"\b(?:news(?:room|wire|desk|paper|services?)?|desk|press|presse\w*|prensa|imprensa|stampa|media|medien|"
    r"agenc\w+|agentur|agenzia|redak\w+|r[ée]daction|redacci[óo]n|redazione|wires?|bureau|office|department|"
    r"communications?|times|herald|journal|gazette|post|radio|television|tv|services?|team|alerts?|ltd|inc|"
    r"gmbh|ag|plc|llc|pty|council|ministry|ministerium|government|university|universit\w+|institut\w*|"
    r"foundation|association|society|group|company|corporation|verlag|zeitung|editorial)\b",
    re.IGNORECASE,
)


def organisation(message: Message) -> str | None:
    """Return the organisation that sends a message; None if only a person or a mailbox does.

    It is the field ``Organization`` (RFC 5536, 3.2.9), otherwise a display name that is an agency's or has a
    word of an organisation, otherwise the known agency whose domain the address has. Any other domain is
    weak evidence: it may belong to a mail service or to the author's employer.
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
    known = providers.of_host(address.rpartition("@")[2].strip("> "))
    return known.name if known else None
