"""Who is named in a dateline: agencies and outlets by their canonical names (``agencies.toml``)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Agency:
    """One entry of ``agencies.toml``.

    ``kind`` is the table it stands in: ``agencies`` write, ``outlets`` carry, ``releases`` are
    wires for press releases. ``country`` is where it is at home, None for none.
    """

    name: str
    kind: str
    country: str | None


LONGEST = 6
"""Of how many words a name consists at most."""


@lru_cache(maxsize=4096)
def agency(printed: str) -> Agency | None:
    """The agency that is printed like this, in whatever script, with or without its full stops."""
    return _agencies().get(_key(printed)) if len(printed) <= 80 else None


def bare(text: str, position: int) -> tuple[Agency, int] | None:
    """The agency whose name begins at ``position`` without brackets around it, and where the name ends.

    The longest name wins. Names in small letters only count as printed so (``dpa``).
    """
    words = _WORDS.match(text, position)
    if not words:
        return None
    ends = [word.end() for word in _WORD.finditer(text, position, words.end())][:LONGEST]
    for end in reversed(ends):
        printed = text[position:end].rstrip(".,:;")
        if (found := agency(printed)) and (not printed.islower() or printed == found.name):
            return found, position + len(printed)
    return None


def sequence(printed: str) -> list[Agency]:
    """The agencies in a text that holds nothing but their names (``ats afp``, ``TT-Reuters``); else empty."""
    for separator in (" ", "-"):
        words = printed.split(separator)
        found: list[Agency] = []
        while words and len(words) <= 2 * LONGEST:
            for length in range(min(LONGEST, len(words)), 0, -1):
                if known := agency(separator.join(words[:length])):
                    found.append(known)
                    del words[:length]
                    break
            else:
                break
        if not words and found:
            return found
    return []


def chain(names: list[str]) -> tuple[str, ...]:
    """Canonical names in the order of a credit: who carries first, who wrote last.

    Outlets carry what agencies write, however they are printed (``APP - UrduPoint``); of two of a
    kind the one printed first carries (``ats afp``). Names that are not known stay as printed,
    and count as outlets beside a known agency.
    """
    known = [(agency(name), name) for name in names]
    ranked = sorted(known, key=lambda pair: pair[0] is not None and pair[0].kind == "agencies")
    return tuple(dict.fromkeys(found.name if found else name for found, name in ranked))


_WORD = re.compile(r"\S+")
_WORDS = re.compile(r"\S{1,40}(?:[ \u00a0]\S{1,40}){0,5}")


def _key(name: str) -> str:
    name = name.casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    return "".join(filter(str.isalnum, name))


@cache
def _agencies() -> dict[str, Agency]:
    table = tomllib.loads((Path(__file__).parents[1] / "agencies.toml").read_text("utf-8"))
    index: dict[str, Agency] = {}
    for kind, entries in table.items():
        for name, (country, aliases) in entries.items():
            entry = Agency(name, kind, country or None)
            for printed in (name, *aliases.split("|")):
                index.setdefault(_key(printed), entry)
    index.pop("", None)
    return index
