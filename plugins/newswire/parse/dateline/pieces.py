"""The pieces of which a dateline is made.

Each piece has a letter, so that ``forms`` can describe a dateline by a pattern over letters:

====== ==========================================================================
``P``  a place, as one to seven words that could name one
``Q``  a country or state in brackets after a place: ``(Ukraine)``, ``[Pakistan]``
``D``  a date
``C``  brackets or slashes with a known agency: ``(AP)``, ``/PRNewswire/``
``U``  brackets with something else that could be a name: ``(Cinemanow.com)``
``A``  a known agency without brackets: ``AAP``
``W``  another outlet's address without brackets: ``village-voice.example``
``B``  a reporter or a desk by its work: ``(Staff Reporter)``, ``Redacción Ciencia``
``X``  a dash, or another sign that ends a dateline (``=``, ``_``, ``.-``)
``:``  ``,``  ``.``  ``/``  the signs themselves
====== ==========================================================================
"""

from __future__ import annotations

from typing import NamedTuple

from newswire.lexicon.dates import PrintedDate


class Token(NamedTuple):
    """One piece: its letter, its place in the text, and the facts read in it.

    ``names`` are the credits as printed, ``regions`` the places printed in brackets.
    """

    kind: str
    start: int
    end: int
    text: str
    names: tuple[str, ...] = ()
    date: PrintedDate | None = None
    byline: str | None = None
    regions: tuple[str, ...] = ()


def is_small(mark: str) -> bool:
    """Return whether a letter is small, in a script with case. Georgian counts as one without case."""
    return mark.islower() and not "\u10d0" <= mark <= "\u10ff"
