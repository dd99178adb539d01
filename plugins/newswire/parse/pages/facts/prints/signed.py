"""The one author whom a page names away from its headline, in an element that is marked as the author's."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newswire.parse.pages.facts.authors import Named, people
from newswire.parse.pages.facts.likeness import letters
from newswire.parse.pages.facts.metadata import text_of
from newswire.parse.pages.facts.prints.head import kept
from newswire.parse.pages.facts.prints.printed import marks_authors

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 20_000
"""Elements that are looked at."""
_LINE = 80
"""Characters of a line that names an author."""

_NO_NAME = re.compile(r"contact|wrapper|list|links|more|posts|profile|meta", re.IGNORECASE)
"""Words of marks of an element that holds other things of an author than the name."""


def read_signed(root: _Element, sites: frozenset[str]) -> tuple[tuple[str, ...], str] | None:
    """Return the people of the marked lines and the mark; None if the lines name different people.

    Lines of different people belong to different stories.
    """
    found: dict[frozenset[str], tuple[tuple[str, ...], str]] = {}
    for part in root.iterchildren("body"):
        for child in part:
            for element in islice(kept(child), _MOST):
                mark = "author" if "author" in (element.get("rel"), element.get("itemprop")) else None
                if not mark:
                    mark = (element.get("class") or "")[:300]
                    if not mark or not marks_authors(mark) or _NO_NAME.search(mark):
                        continue
                text = text_of(element, _LINE)
                named = people(Named(text), sites, printed=True) if text else ()
                if named:
                    found.setdefault(frozenset(map(letters, named)), (named, f"{element.tag} {mark[:60]}"))
    return next(iter(found.values())) if len(found) == 1 else None
