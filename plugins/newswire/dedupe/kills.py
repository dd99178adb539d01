"""The names by which a kill, as an item of its own, identifies the killed story: headline or slug.

AP ("BULLETIN KILL", then "Kill the story slugged EU--Summit"), Reuters ("WITHDRAWN-Leaders meet") and others
send kills to people, who find the story by its name; so do these functions.
"""

from __future__ import annotations

import re
import unicodedata

from newswire.lexicon import marks
from newswire.lexicon.invisible import visible

_QUOTED = re.compile(r"[\"“”„«「『]([^\"“”„«»「」『』\n]{8,200})[\"“”»」』]")
_SLUGGED = re.compile(r"\b(?:slug(?:ged|line)?|slug-line)[:\s]+[\"“]?([^\s\"”]+)", re.IGNORECASE)
_CYCLE = re.compile(r"(?:bc|am|pm) (?=\S)")
"""AP's cycles: a slug begins with one on the wire, but people leave it out."""

_NO_NAME = re.compile(r"[\W_]+")
_SHORTEST = 6
"""Characters of a name. A shorter one would match too many stories."""

_READ = 1500
"""Characters of a kill that are searched for the name of the killed story."""


def names(headline: str | None, slugline: str | None) -> frozenset[str]:
    """Return the names of a story, as ``folded``: its headline and slugline without marks."""
    found = marks.read_headline(headline or "").rest, marks.read_slugline(slugline or "").rest
    return frozenset(filter(None, map(folded, found)))


def killed(headline: str | None, slugline: str | None, text: str | None) -> frozenset[str]:
    """Return the names of the killed story, as ``folded``: headline behind the mark, quoted names, slugs.

    The kill's slugline counts only if there is no other name, since many stories may share a slug. Names of
    fewer than six characters do not count.
    """
    head, body = headline or "", (text or "")[:_READ]
    called = [] if marks.read_line(head) else [marks.read_headline(head).rest]
    called += [name for part in (head, body) for name in (*_QUOTED.findall(part), *_SLUGGED.findall(part))]
    found = {name for name in map(folded, called) if len(name) >= _SHORTEST}
    return frozenset(found) or frozenset(
        name for name in [folded(marks.read_slugline(slugline or "").rest)] if len(name) >= _SHORTEST
    )


def folded(name: str) -> str:
    """Return a name in small letters without AP's cycle; a space replaces any run of other characters."""
    plain = _NO_NAME.sub(" ", unicodedata.normalize("NFKC", visible(name))).strip().lower()
    return plain[cycle.end() :] if (cycle := _CYCLE.match(plain)) else plain
