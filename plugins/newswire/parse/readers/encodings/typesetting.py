"""Codes of typesetting systems in a text: quads (``<QL>``, ``{qc}``), spaces (``[EM]``), founts (``#bb``)."""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"[<\[{](?=[qQeEtTnNmM])(?:q[lcrj]|e[mn]|thin|nut|mutton)", re.IGNORECASE)
_QUAD_AT_END = re.compile(r"[ \t]*[<\[{]q[lcrj][>\]}][ \t]*$", re.IGNORECASE | re.MULTILINE)
_QUAD = re.compile(r"[<\[{](?:q[lcrj]|e[mn](?:space|quad)?|thin|nut|mutton)[>\]}][ \t]*", re.IGNORECASE)
_HASH = re.compile(
    r"#(?:q[clrj]|bb|nf|bf|lf|it|rm)(?![^\W\d_a-z]*[a-z])|#sfr(?=\d)|(?<=\^)#(?:q[clrj]|bb|nf|bf|lf|rm)(?=[A-Z])"
)
_FEWEST = 3
"""Codes with ``#`` that show that a text has them; ``#it`` alone is a word."""

_MEASURE = re.compile(r"#(?:me|fu|ps|ls|ms)\d+[:?.]*")
_PRICES = re.compile(r"\^(?=[\d\w])")


def without_setting(text: str) -> str:
    """Return the text without the codes of a typesetting system; the words that they divide stay divided."""
    if ("<" in text or "[" in text or "{" in text) and _BRACKETED.search(text):
        text = _QUAD.sub(" ", _QUAD_AT_END.sub("", text))
    if text.count("#") >= _FEWEST and len(_HASH.findall(text)) >= _FEWEST:
        lines = (_unset(line) if "#" in line else line for line in text.split("\n"))
        text = "\n".join(lines)
    return text


def _unset(line: str) -> str:
    line = _PRICES.sub(" ", _HASH.sub(" ", _MEASURE.sub(" ", line)))
    return re.sub(r" {2,}", " ", line).strip()
