"""The wire's own words for what a version is: take, lead, write-through, correction, kill, urgent.

They stand at the end of a keyword line ("BC-Harbour Fire, 2nd Ld-Writethru"), on a line of their
own above the headline ("2ND LEAD"), or as one word ("KILL"). AP and Reuters desks define them in
their style guides; the German, French and Spanish ones are dpa's, AFP's and EFE's usual ones.
"""

from __future__ import annotations

import re

_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)?|\d{1,2}\.|first|second|third)"
_NUMBERED = (
    r"(?:ld|lead|take|add|sub|insert|write-?thru|writethru|write-?through|update|net|version|page|"
    r"opt|bulletin|urgent|series|avance|papier|zusammenfassung|korrektur|neufassung)"
)
_ALONE = (
    r"(?:kill(?:ed)?|mandatory kill|elimination|withdrawn?|withhold|"
    r"correct(?:ion|ive|ed|s)|clarif(?:ication|ied)|"
    r"refile|rpt|repeat(?:ed|ing)?|re-?sending|writethru|write-?thru|write-?through|recast(?:s|ed)?|bulletin|urgent|"
    r"flash|alert|newsalert|apnewsalert|extra|eilt?|eilmeldung|blitz|update|updated?|abridged|advisory|embargoed|hold|"
    r"achtung|berichtigung|korrektur|korr|wiederholung|whg|neufassung|zusammenfassung|zf|"
    r"précision|rectificatif|annule et remplace|annulation|lead|actualisation|corrección|corrige|urgente|"
    r"errata corrige|anula|ampliación|avance)"
)
_LABEL = re.compile(
    rf"(?:{_ORDINAL}[\s-]*{_NUMBERED}|{_NUMBERED}[\s-]*#?\d{{1,3}}|{_ALONE})"
    rf"(?:[\s/-]*(?:{_ORDINAL}[\s-]*{_NUMBERED}|{_NUMBERED}(?:[\s-]*\d{{1,3}})?|{_ALONE}))*",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"(?P<slug>.*?\S)(?:\s*,\s*|\s+)(?P<label>{_LABEL.pattern})\s*", re.IGNORECASE)
_ORDINAL_AT_END = re.compile(
    rf"(?P<slug>.*?\S)(?:\s*,\s*|\s+)(?P<label>{_ORDINAL}[\s-]*{_NUMBERED}.{{0,24}})", re.IGNORECASE
)
_LONGEST = 200


def is_label(line: str) -> bool:
    """Whether a whole line is a label: "2ND LEAD", "REFILE", "(Achtung)"."""
    line = line.strip(" ()[]:=-*\t")
    return len(line) <= _LONGEST and _LABEL.fullmatch(line) is not None


def split_label(keyword: str) -> tuple[str, str | None]:
    """A keyword line without the label at its end, and the label.

    >>> split_label("BC-US--Harbour Fire, 2nd Ld-Writethru")
    ('BC-US--Harbour Fire', '2nd Ld-Writethru')
    """
    if len(keyword) > _LONGEST:
        return keyword, None
    found = _AT_END.fullmatch(keyword) or _ORDINAL_AT_END.fullmatch(keyword)
    if not found or (not re.search(r"\d", found["label"]) and "," not in keyword):
        return keyword, None  # a word alone may be the end of a name ("Media Alert"): a comma must set it off
    return found["slug"], found["label"]
