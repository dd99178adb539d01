"""Texts that are no story: a few letters, and error messages of servers."""

from __future__ import annotations

import re
from http import HTTPStatus

SHORTEST = 6
"""Letters in the shortest text that is a story, a flash; an ideograph or syllable counts for three."""

_LONGEST_MESSAGE = 600
_MESSAGES = (
    *(status.phrase for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST),
    *("Page not found", "File not found", "Access denied", "Permission denied", "Error", "Internal error"),
    *("Gateway time-out", "Service temporarily unavailable", "No healthy upstream", "Rate exceeded"),
)
_MESSAGE = re.compile(
    r"(?:HTTP(?:/[\d.]+)?\s+)?(?:(?:error|status)(?:\s+code)?\s*[:#]?\s*)?(?P<code>\b[45]\d\d\b)?\W{0,4}"
    rf"(?P<phrase>{'|'.join(re.escape(message) for message in _MESSAGES)})?\W{{0,2}}(?:[45]\d\d)?\W{{0,2}}",
    re.IGNORECASE,
)
_PROXY = re.compile(r"upstream connect error|error code: \d{3,4}\b", re.IGNORECASE)


def letters(text: str) -> int:
    """Return the number of letters in a text; the count stops at ``SHORTEST`` or just above."""
    count = 0
    for mark in text:
        count += (3 if mark > "\u2e80" else 1) if mark.isalpha() else 0
        if count >= SHORTEST:
            break
    return count


def http_error(text: str) -> str | None:
    """Return the error message of a web server in a text; None if the text is anything else.

    The phrases are those of status codes (RFC 9110, section 15), of proxies and of common servers.

    >>> http_error("404 page not found")
    '404 page not found'
    """
    if len(text) > _LONGEST_MESSAGE:
        return None
    line, _, more = text.strip().partition("\n")
    line = line.strip()
    found = _MESSAGE.fullmatch(line)
    said = found and (found["code"], found["phrase"])
    surely = said is not None and (all(said) or (not more and any(said)))
    return line[:80] if line and (surely or _PROXY.match(line)) else None
