"""Answers in a feed's place: plain texts, error objects and pictures."""

from __future__ import annotations

import json
import re
from typing import Any

from newswire.model import Defaults, Document
from newswire.parse.readers.charset import decode
from newswire.parse.readers.xml.prolog import root_name

_FEED_TYPE = re.compile(r"application/(?:(?:[\w.-]+\+)?(?:xml|json))|text/xml", re.IGNORECASE)
_TEXTS = frozenset(("text", "rtf"))
_ERROR_ROOTS = frozenset(("error", "errors", "errorresponse", "exception", "fault", "problem", "svg"))
"""Roots of XML: errors of common services, RFC 9457 (Appendix B), and pictures."""
_ERROR_KEYS = ("error", "errors", "exception", "fault")
_STATUS_KEYS = ("status", "statuscode", "status_code", "code")
_LONGEST_ERROR = 64 * 1024


def stranger(format_name: str, document: Document, defaults: Defaults) -> str | None:
    """Return the sentence for a document that stands in a feed's place and is none; None if it may be one.

    A feed is expected from a source of feeds. A plain text is also rejected if it was declared as XML or
    JSON. The address alone is no evidence.
    """
    expected = defaults.expects_feed(document.path)
    if format_name in _TEXTS and (expected or _declares_feed(document)):
        beginning = " ".join(decode(document.content[:400])[0].split())[:80]
        return f"A feed is expected, and the text {beginning!r} is none: a message of the server. {_REMEDY}"
    if not expected:
        return None
    root = (root_name(document.content[:_LONGEST_ERROR]) or "").lower() if format_name == "xml" else ""
    if root in _ERROR_ROOTS or (format_name == "json" and _is_error(document.content)):
        return f"A feed is expected, and this {format_name.upper()} is an error or a picture. {_REMEDY}"
    return None


_REMEDY = "Look at the address of the source."


def _declares_feed(document: Document) -> bool:
    declared = (document.content_type or "").partition(";")[0].strip()
    return _FEED_TYPE.fullmatch(declared) is not None


def _is_error(content: bytes) -> bool:
    """Return whether a JSON object reports an error and has no list of records.

    An error has a name of its own, a status of HTTP (RFC 9457, section 3.1.2), or ``success`` or ``ok``
    that is false.
    """
    if len(content) > _LONGEST_ERROR:
        return False
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict):
        return False
    values: dict[str, Any] = {name.lower(): value for name, value in found.items()}
    if any(isinstance(value, list) and value and isinstance(value[0], dict) for name, value in values.items()
           if name not in _ERROR_KEYS):  # fmt: skip
        return False
    return (
        any(values.get(name) for name in _ERROR_KEYS)
        or any(re.fullmatch("[45][0-9][0-9]", str(values.get(name))) for name in _STATUS_KEYS)
        or any(values.get(name) is False for name in ("success", "ok"))
    )
