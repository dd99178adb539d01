"""Codes of an index that stand alone, without the name of their scheme."""

from __future__ import annotations

from newswire.model import Subject
from newswire.parse.readers.newscodes import SUBJECT_CODES

_DIGITS = 8
_MEDIA_TOPICS = "medtop"


def coded(said: str) -> Subject:
    """Return the subject of a code of the IPTC, or of a name.

    Media Topics begin with 2 ("IPTC Media Topic NewsCodes"); Subject NewsCodes begin with 0 or 1.
    """
    if len(said) == _DIGITS and said.isdecimal() and said[0] in "012":
        return Subject(said, None, _MEDIA_TOPICS if said[0] == "2" else SUBJECT_CODES)
    return Subject(None, said, None)
