"""Messages and attachments that programs add to mail and that are no story: reports, signatures, cards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import Message

from newswire.parse.containers.mime import Part, field, leaves, payload

_REPORTS = {
    "delivery-status": "a delivery report",
    "disposition-notification": "a receipt",
    "feedback-report": "a complaint about another message",
}
"""Kinds of multipart/report (RFC 6522) by ``report-type``: RFC 3464, RFC 8098, RFC 5965."""
_REPORTED = {f"message/{form}{kind}": said for kind, said in _REPORTS.items() for form in ("", "global-")}
_REPLIES = frozenset(("reply", "counter", "declinecounter", "refresh"))
"""Methods with which a guest answers an invitation (RFC 5546, 1.4)."""
_METHOD = re.compile(rb"^METHOD:\s*([A-Za-z]+)", re.MULTILINE | re.IGNORECASE)
_DAEMON = re.compile(r"\bmailer-daemon\b", re.IGNORECASE)
_ADDED = frozenset(
    (
        *_REPORTED,
        *("message/external-body", "message/global-headers", "text/rfc822-headers"),
        *("text/vcard", "text/x-vcard", "text/directory", "application/vcard"),
        *("application/pgp-signature", "application/pgp-keys", "application/pgp-encrypted"),
        *("application/pkcs7-signature", "application/x-pkcs7-signature"),
    )
)
_NAMES = (".vcf", ".p7s", ".sig")
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:BEGIN:VCARD|-----BEGIN (?:PGP SIGNATURE|PGP PUBLIC KEY|PKCS7|CERTIFICATE)"
    rb"|Reporting-MTA:|BEGIN:VCALENDAR\b(?s:.{0,400}?)\nMETHOD:\s*(?:REPLY|COUNTER|DECLINECOUNTER|REFRESH)\b)",
    re.IGNORECASE,
)
_ENCRYPTED = re.compile(rb"\s*-----BEGIN PGP MESSAGE-----")


def automatic(message: Message) -> str | None:
    """Return the kind of a message that a program wrote about another one; None for all other messages."""
    kind = str(message.get_param("report-type", "")).lower()
    if message.get_content_type() == "multipart/report" and kind in _REPORTS:
        return _REPORTS[kind]
    if message.get_content_type() in _REPORTED:
        return _REPORTED[message.get_content_type()]
    if _DAEMON.search(field(message, "From") or ""):
        return "a delivery report"
    if (field(message, "Auto-Submitted") or "").lower().startswith("auto-replied"):  # RFC 3834, 5
        return "an automatic reply"
    if any(map(_is_reply, leaves(message))):
        return "an answer to an invitation"
    return None


def is_encrypted(message: Message) -> bool:
    """Return whether the text of a message is encrypted (RFC 1847, RFC 9580)."""
    if message.get_content_type() == "multipart/encrypted":
        return True
    return any(_ENCRYPTED.match(payload(part)) for part in leaves(message))


def without_added(attachments: Iterable[Part]) -> list[Part]:
    """Return the attachments that people added: no signatures, keys, cards, reports or answers."""
    return [
        part
        for part in attachments
        if part.content_type not in _ADDED
        and not part.name.lower().endswith(_NAMES)
        and not _BEGINS.match(part.content)
    ]


def _is_reply(part: Message) -> bool:
    if part.get_content_type() != "text/calendar":
        return False
    found = _METHOD.search(payload(part))
    method = str(part.get_param("method", "")).lower() or (found[1].decode("ascii").lower() if found else "")
    return method in _REPLIES
