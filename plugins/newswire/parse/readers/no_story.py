"""Texts that are no story: a few letters, and error messages of servers."""

from __future__ import annotations

import re
from http import HTTPStatus

from newswire.lexicon.patterns.late import late_pattern

SHORTEST = 6
"""Letters in the shortest text that is a story, a flash; an ideograph or syllable counts for three."""

_LONGEST_MESSAGE = 600
_MESSAGES = (
    *(status.phrase for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST),
    *("Page not found", "File not found", "Access denied", "Permission denied", "Error", "Internal error"),
    *("Gateway time-out", "Service temporarily unavailable", "No healthy upstream", "Rate exceeded"),
    *("Rate limit exceeded", "Database error", "Connection refused", "Connection timed out", "Site offline"),
    *("Error establishing a database connection", "Temporarily unavailable", "Invalid API key"),
)
_MESSAGE = late_pattern(
    r"(?:HTTP(?:/[\d.]+)?\s+)?(?:(?:error|status)(?:\s+code)?\s*[:#]?\s*)?(?P<code>\b[45]\d\d\b)?\W{0,4}"
    rf"(?P<phrase>{'|'.join(re.escape(message) for message in _MESSAGES)})?\W{{0,2}}(?:[45]\d\d)?\W{{0,2}}",
    re.IGNORECASE,
)
_EXPLAINED = late_pattern(
    rf"(?:{'|'.join(re.escape(message) for message in _MESSAGES)})\s*[.,:;!–-].*"
    r"\b(?:please|retry|try again|slow down|under maintenance|(?:this|the) server|(?:your|this) request|"
    r"contact (?:the|your|our) (?:server|system|site|support|administrator|webmaster|provider))\b",
    re.IGNORECASE,
)
"""A message with a sentence that speaks to the client."""
_PROXY = late_pattern(r"upstream connect error|error code: \d{3,4}\b", re.IGNORECASE)
_PROGRAM = late_pattern(
    r"(?:PHP )?(?:<b>)?(?:Warning|Notice|Deprecated|(?:Recoverable )?(?:fatal|parse) error)(?:</b>)?: .+"
    r" in (?:<b>)?(?:[A-Z]:)?[\\/]\S*(?:</b>)? on line (?:<b>)?\d+"
    r"|Traceback \(most recent call last\):|Exception in thread \""
    r"|(?-i:(?:Uncaught |Unhandled )?(?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception): .*\n\s+(?:at |File \"))"
    r"|SQLSTATE\[\w+\]|ORA-\d{5}:|ERROR \d{4} \(\w{5}\)",
    re.IGNORECASE,
)
"""The messages of PHP, Python, Java, JavaScript and of databases, as programs print them when they fail."""


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

    The phrases are those of status codes (RFC 9110, section 15), of proxies, common servers and programs.

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
    surely = surely or bool(_PROXY.match(line) or _PROGRAM.match(text.strip()))
    surely = surely or (not more.strip() and _EXPLAINED.match(line) is not None)
    return line[:80] if line and surely else None
