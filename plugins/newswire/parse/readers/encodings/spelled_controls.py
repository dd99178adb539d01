"""Control characters that a system has written in printable signs: ``<SOH>``, ``[STX]``, ``^D``, ``&#1;``.

Names are those of ISO 646, pictures those of Unicode (2400 to 241F), ``^A`` the caret notation.
"""

from __future__ import annotations

import re

HEAD = 512
"""Characters at the beginning of a text of which one spells the begin of a message."""

_NAMES = [
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"),
    *(
        "DLE",
        "DC1",
        "DC2",
        "DC3",
        "DC4",
        "NAK",
        "SYN",
        "ETB",
        "CAN",
        "EM",
        "SUB",
        "ESC",
        "FS",
        "GS",
        "RS",
        "US",
    ),
]
_CODES = {name: chr(code) for code, name in enumerate(_NAMES)} | {"TAB": "\t", "DEL": "\x7f"}
_ANY_NAME = "|".join(_CODES)
_SPELLINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"<(?P<name>{_ANY_NAME})>",
        rf"\[(?P<name>{_ANY_NAME})\]",
        rf"\{{(?P<name>{_ANY_NAME})\}}",
        r"(?P<picture>[\u2400-\u241f])",
        r"(?:\\x|\\u00)(?P<hex>[01][0-9A-Fa-f]|7[Ff])",
        r"&#(?:x0{0,2}(?P<hex>[01]?[0-9A-Fa-f])|0{0,2}(?P<code>[12]?\d|3[01]));",
    )
)
_BEGIN = re.compile(r"[<\[{](?:SOH|STX)[>\]}]|[\u2401\u2402]|\\x0[12]|\\u000[12]|&#x?0{0,2}[12];")
_FRAME = re.compile(r"[<\[{](?:STX|ETX|EOT)[>\]}]|[\u2402-\u2404]|\\x0[234]|&#x?0{0,2}[234];")
_FRAME_SIGNS = ("STX", "ETX", "EOT", "\u2402", "\u2403", "\u2404", "\\x0", "&#")
_CARET = re.compile(r"\s*(?:\^[@FOV])*\^A(?=[^\W\d_]\w{0,9} ?\d{2,8})")
_CARET_SIGN = re.compile(
    r"^(?:\^[@FOV])*\^(?P<soh>A)(?=[^\W\d_]\w{0,9} ?\d{2,8})"
    r"|^\^(?P<stx>B)(?=\^|[^a-zC]|C(?!-))"
    r"|\^(?P<etx>C)(?=\s*$|\d{6}\b|[A-Z]{2,6}-(?:[A-Z]{1,4}-)?\d\d?-\d\d?-\d\d)"
    r"|^\^(?P<eot>D)(?=\s*$)|(?<= )\^(?P<form>[N-T])(?=\^[N-T]| |$)|(?<=\^[N-T])\^(?P<also>[N-T])(?= |$)",
    re.MULTILINE,
)


def unspelled(text: str, *, is_teletype: bool = False) -> str:
    """Return the text with control characters for their spelling, if its beginning spells SOH or STX.

    One text has one spelling. ANPA begins lines with ``^`` too, so a caret with a letter is a control
    character only where the standard has one: ``^BC-`` and ``^By`` are none.

    Args:
        text: the text, or its beginning.
        is_teletype: whether it surely is a message. It may then spell no more than the end of the text.
    """
    head = text[:HEAD]
    if "SOH" in head or "STX" in head or "\\" in head or "&#" in head or "\u2401" in head or "\u2402" in head:
        found = _BEGIN.search(head)
        if found:
            spelling = next(one for one in _SPELLINGS if one.match(found[0]))
            return spelling.sub(_control, text)
    if "^A" in head and _CARET.match(head):
        return _CARET_SIGN.sub(_of_caret, text)
    if is_teletype and any(sign in text for sign in _FRAME_SIGNS) and (found := _FRAME.search(text)):
        return next(one for one in _SPELLINGS if one.match(found[0])).sub(_control, text)
    return text


def _control(found: re.Match[str]) -> str:
    said = found.groupdict()
    if name := said.get("name"):
        return _CODES[name]
    if picture := said.get("picture"):
        return chr(ord(picture) - 0x2400)
    return chr(int(said["hex"], 16) if said.get("hex") else int(said["code"] or 0))


def _of_caret(found: re.Match[str]) -> str:
    return chr(ord(found[found.lastgroup or 0]) - 0x40)
