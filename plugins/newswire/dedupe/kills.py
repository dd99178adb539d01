"""What a kill calls the story it kills, where it comes as an item of its own: by headline or by slug.

AP ("BULLETIN KILL", then "Kill the story slugged EU--Summit"), Reuters ("WITHDRAWN-Leaders meet") and others
send kills to people, who find the story by its name; so do these functions.
"""

from __future__ import annotations

import re
import unicodedata

from newswire import marks
from newswire.invisible import visible

_QUOTED = re.compile(r"[\"“”„«「『]([^\"“”„«»「」『』\n]{8,200})[\"“”»」』]")
_SLUGGED = re.compile(r"\b(?:slug(?:ged|line)?|slug-line)[:\s]+[\"“]?([^\s\"”]+)", re.IGNORECASE)
_CYCLE = re.compile(r"(?:bc|am|pm) (?=\S)")
"""AP's cycles, which a slug begins with on the wire and which people leave out."""
_NO_NAME = re.compile(r"[\W_]+")
_SHORTEST = 6
_READ = 1500
"""Characters of a kill in which it says what it kills."""


def names(headline: str | None, slugline: str | None) -> frozenset[str]:
    """The names a story goes by: headline and slugline without marks, as ``folded``."""
    said = marks.read_headline(headline or "").rest, marks.read_slugline(slugline or "").rest
    return frozenset(filter(None, map(folded, said)))


def killed(headline: str | None, slugline: str | None, text: str | None) -> frozenset[str]:
    """The names of what a kill kills: its headline behind the mark, what it quotes, what it calls a slug.

    Its own slugline only where it says nothing else: many stories may share a slug.
    """
    head, body = headline or "", (text or "")[:_READ]
    said = [] if marks.read_line(head) else [marks.read_headline(head).rest]
    said += [name for part in (head, body) for name in (*_QUOTED.findall(part), *_SLUGGED.findall(part))]
    found = {name for name in map(folded, said) if len(name) >= _SHORTEST}
    return frozenset(found) or frozenset(
        name for name in [folded(marks.read_slugline(slugline or "").rest)] if len(name) >= _SHORTEST
    )


def folded(name: str) -> str:
    """A name in small letters, with single spaces for all that is no letter or digit, without AP's cycle."""
    plain = _NO_NAME.sub(" ", unicodedata.normalize("NFKC", visible(name))).strip().lower()
    return plain[cycle.end() :] if (cycle := _CYCLE.match(plain)) else plain
