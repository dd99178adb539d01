"""Lines below a text that are for editors or for machines: addresses of its writers, numbers and times.

Dow Jones and Bloomberg name the addresses of writer and editor, IRNA the numbers of its desk, SPA the local
time and a number, Adnkronos its ISSN.
"""

from __future__ import annotations

import re

_CONTACT = re.compile(
    r"Write to [^\n@]{4,80}@\S{4,40}"
    r"|To contact the (?:reporters?|editors?|authors?)\b[^\n@]{0,60}(?::|@\S{4,40}|[^\n@]{0,60}@\S{4,40})"
)
_AT_ADDRESS = re.compile(r"[^\n@]{4,60} at \S{1,40}@\S{4,40}")
_ISSN = re.compile(r"ISSN:? ?\d{4} ?- ?\d{3}[\dX]")
_DESK = re.compile(r"\d{3,5}(?:\*\*\d{3,5})+")
_LOCAL = re.compile(r"\d\d?:\d\d (?:Local Time|LOCAL TIME|ت ?م)(?: \d\d?:\d\d (?:GMT|جمت))?(?: ?\d{4})?")
_NUMBER = 4


def is_contact(line: str, before: str) -> bool:
    """Return whether a line names the address of a writer or an editor, as its words or the line above state.

    Args:
        line: the last line of a text, without spaces around it.
        before: the end of the text above it.
    """
    if line.startswith(("Write to ", "To contact ")):
        return _CONTACT.fullmatch(line) is not None
    return (
        "\nTo contact the " in before and before.rstrip().endswith(":") and bool(_AT_ADDRESS.fullmatch(line))
    )


def is_for_machines(line: str, before: str) -> bool:
    """Return whether a line is a desk's number, the ISSN, the local time, or the number below that time."""
    if line.isdecimal():
        above = before.rstrip()
        return len(line) == _NUMBER and _LOCAL.fullmatch(above[above.rfind("\n") + 1 :].strip()) is not None
    return bool(_ISSN.fullmatch(line) or _DESK.fullmatch(line) or _LOCAL.fullmatch(line))
