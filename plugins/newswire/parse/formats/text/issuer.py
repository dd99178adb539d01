"""The agency that issues a teletype message: in its header, in its first lines or in its sign-off.

A dateline names who wrote a text (``Paris (ats afp)``), which is another matter.
"""

from __future__ import annotations

import re

from newswire.lexicon import agencies

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBERED = re.compile(r"(?:^|\s)(?P<name>[^\W\d_]{2,12}(?:-[^\W\d_]{2,5})?) +\d{2,5}\s*$")
_SOURCE = re.compile(r"\s*SOURCE:\s*(?P<name>[A-Z]{2,8})\b")
_SIGN_OFF = re.compile(
    r"[\s=(]*(?P<name>[A-Z]{2,8})(?P<desk>(?: [A-Z]{2,12}){0,2})"
    r"(?:[ /][a-z]{2,4}){0,4}(?P<end>\)?)\.?\s*"
)
_CREDIT = re.compile(r"\s*[^()\n]{2,60}\((?P<names>[^()\n]{5,40})\)")
_SHORTEST = 3
"""Letters of a name that stands anywhere in the header; a name of two stands before the number."""

_FIRST_LINES = 3


def in_header(information: str | None, service: str) -> str | None:
    """Return the agency in the header of IPTC 7901 as printed; None without a known one.

    Args:
        information: the optional information after the word count: ``dpa 099``, ``ccccb   dpa 0045``. In
            ``dpa-tns 0908`` the second name is the desk's.
        service: the source before the number, which a few agencies write as their name: ``APA0215``. Codes of
            services look like names too, so it must have the agency's own capitals.
    """
    if information:
        numbered = _NUMBERED.search(information)
        if numbered and (name := _known(numbered["name"], 2)):
            return name
        for word in _WORD.findall(information):
            if name := _known(word, _SHORTEST):
                return name
    known = agencies.agency(service)
    return service if known and len(service) >= _SHORTEST and known.name == service else None


def in_keyword(keyword: str) -> str | None:
    """Return the agency that begins a keyword line before a desk of its name: ``AP-APTN-1330: …``."""
    agency, hyphen, desk = keyword.partition("-")
    return agency if hyphen and desk.startswith(agency) and _known(agency, 2) else None


def in_text(lines: list[str]) -> str | None:
    """Return the agency that the text itself names as its source, as printed.

    The sign-off counts (``(SDA/sj)``, ``AAP RESULTS``), then a line ``SOURCE: AP …`` of a script, then the
    first of several agencies in a dateline: ``Paris (ats afp)``, ``Grenholm (APA/dpa)``.
    """
    signed = sign_off(lines)
    if signed:
        return signed[0]
    for line in lines[:40]:
        if (found := _SOURCE.match(line)) and _known(found["name"], 2):
            return found["name"]
    filled = [line for line in lines[:10] if line.strip()][:_FIRST_LINES]
    for line in filled:
        if found := _CREDIT.match(line):
            names = re.split(r"[\s/,-]+", found["names"].strip())
            if len(names) > 1 and all(_known(name, 2) for name in names):
                return names[0]
    return None


def sign_off(lines: list[str]) -> tuple[str, int, str] | None:
    """Return the agency of the sign-off, the number of its line, and the desk; None if the end names none."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), None)
    if last is None or len(lines[last]) > 60:
        return None
    found = _SIGN_OFF.fullmatch(lines[last])
    if found is None or not _known(found["name"], 2):
        return None
    return found["name"], last, found["desk"].strip()


def _known(printed: str, shortest: int) -> str | None:
    """Return a printed name that is an agency's, without the desk after a hyphen; None for any other word."""
    for name in dict.fromkeys((printed.partition("-")[0], printed)):
        known = agencies.agency(name) if len(name) >= shortest else None
        if known and (len(name) > 2 or name == known.name):
            return name
    return None
