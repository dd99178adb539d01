"""Agencies and outlets in datelines and credits, by their canonical names (``agencies.toml``)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Agency:
    """One entry of ``agencies.toml``.

    ``kind`` is the table of the entry: ``agencies`` write, ``outlets`` carry, ``releases`` are wires for
    press releases, ``pictures`` sell pictures, ``bodies`` issue news of their own, ``desks`` are services
    that an agency names beside itself (``name`` is then the agency's), ``unnamed`` are words for any agency.
    ``country`` is the home country (ISO 3166-1 alpha-2), None if there is none. ``code`` is short and
    stable. ``issuer`` is the code of the agency that issues the texts, if that is another entry.
    """

    name: str
    kind: str
    country: str | None
    code: str
    issuer: str | None = None
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


DATA = Path(__file__).parent / "agencies.toml"
"""The agencies. The file explains its form."""

LONGEST = 6
"""Words that a name may have."""


@lru_cache(maxsize=4096)
def agency(printed: str, country: str | None = None) -> Agency | None:
    """Return the agency with this printed name, in any script, with or without full stops; None for none.

    Several agencies may share a name (CNA is one in Cyprus and one in Taiwan): return the one at home in
    ``country``, otherwise the one that is printed in this case (``ots``, ``OTS``), otherwise the first one
    in the data.
    """
    found = _agencies().get(_key(printed), ()) if len(printed) <= LONGEST_NAME else ()
    if len(found) < 2:
        return found[0] if found else None

    def distance(entry: Agency) -> tuple[bool, bool, bool]:
        is_abroad = country is not None and entry.country != country
        return is_abroad, entry.name != printed, printed not in entry.aliases

    return min(found, key=distance)


def is_alone(printed: str, entry: Agency) -> bool:
    """Return whether no other agency is printed exactly so: ``ots`` is one, ``OTS`` another."""
    return not any(
        printed == other.name or printed in other.aliases
        for other in _agencies().get(_key(printed), ())
        if other is not entry
    )


def bare(text: str, position: int) -> tuple[str, int] | None:
    """Return the name of an agency at ``position``, without brackets around it, and its end; None for none.

    The longest name wins. Names of two letters count only if they are sure (``AP``, ``AA``). Sellers of
    pictures write no texts: ``IMAGO/`` begins the credit of a photograph.
    """
    first = _WORD.match(text, position)
    words = _WORDS.match(text, position) if first and _begins_name(first[0][:40]) else None
    if words is None:
        return None
    ends = [word.end() for word in _WORD.finditer(text, position, words.end())][:LONGEST]
    hyphen = text.find("-", position, ends[-1])
    for end in [*reversed(ends), hyphen]:
        printed = text[position : max(end, position)].rstrip(" .,:;-–—_=/։।۔。")
        found = agency(printed)
        if found and found.kind not in {"desks", "pictures"}:
            return (printed, position + len(printed)) if _stands_alone(printed, found) else None
    return None


def _stands_alone(printed: str, found: Agency) -> bool:
    """Return whether a name is in the case of the data or all in capitals: ``UNI``, not ``Uni``.

    A web address may have any case. A name of two letters must be the canonical one, or a sure code.
    """
    if printed == found.name or is_sure(printed) or _ADDRESS.search(printed):
        return True
    return len(printed) > 2 and (printed.upper() == printed or printed in _printed())


def sequence(printed: str) -> list[str]:
    """Return the names in a text of nothing but agencies (``ats afp``, ``TT-Reuters``), otherwise no name."""
    for separator in (" ", "-"):
        words = printed.split(separator)
        found: list[str] = []
        while words and len(words) <= 2 * LONGEST:
            for length in range(min(LONGEST, len(words)), 0, -1):
                name = separator.join(words[:length])
                if agency(name):
                    found.append(name)
                    del words[:length]
                    break
            else:
                break
        if not words and found:
            return found
    return []


def is_sure(printed: str) -> bool:
    """Return whether a text is a code of two letters that is sure in capitals: ``AA``, ``A.A.``."""
    letters = printed.replace(".", "")
    return len(letters) == 2 and letters.isupper() and letters.casefold() in listed("short")


def chain(names: list[str], country: str | None = None) -> tuple[str, ...]:
    """Return canonical names in the order of a credit: the carrier first, the writer last.

    Outlets carry the texts of agencies, in either printed order (``APP - UrduPoint``). Of two names of a kind
    the one printed first carries (``ats afp``). An unknown name stays as printed and counts as an outlet.
    ``country`` is the dateline's, for ``agency``. Without it, an alias of two letters (``EP``) stays as
    printed, because too many agencies have it.
    """
    known = [(agency(name, country) if country or not _is_short(name) else None, name) for name in names]
    ranked = sorted(known, key=lambda pair: pair[0] is not None and pair[0].kind in _WRITERS)
    return tuple(dict.fromkeys(found.name if found else name for found, name in ranked))


LONGEST_NAME = 80
"""Characters that a name may have."""

_ADDRESS = re.compile(r"[a-z]{3}\.[a-z]{2,4}$", re.IGNORECASE)
_WRITERS = frozenset({"agencies", "desks"})
_WORD = re.compile(r"\S+")
_WORDS = re.compile(r"\S{1,40}(?:[ \u00a0]\S{1,40}){0,5}")


def _is_short(name: str) -> bool:
    """Return whether a name has two Latin letters, is no canonical one and no sure code."""
    if len(name) > 3 or not name.isascii() or len(letters := _key(name)) > 2 or is_sure(name):
        return False
    found = agency(name)
    return found is not None and _key(found.name) != letters


def _key(name: str) -> str:
    name = name.casefold()
    if name.isascii():
        return name if name.isalnum() else "".join(filter(str.isalnum, name))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name)))


@lru_cache(maxsize=4096)
def _begins_name(word: str) -> bool:
    """Return whether the name of an agency begins with a word, or with its part before a hyphen."""
    return _key(word) in _firsts() or _key(word.partition("-")[0]) in _firsts()


@cache
def _firsts() -> frozenset[str]:
    """Return the keys of the first words of all names."""
    return frozenset(_key(name.partition(" ")[0]) for name in _printed()) - {""}


@cache
def _printed() -> frozenset[str]:
    """Return all names and aliases in ``agencies.toml``, as they are written there."""
    return frozenset(printed for entry in entries() for printed in (entry.name, *entry.aliases))


@cache
def _agencies() -> dict[str, tuple[Agency, ...]]:
    """Return the entries of ``agencies.toml`` by the keys of all their names."""
    index: dict[str, tuple[Agency, ...]] = {}
    for entry in entries():
        for printed in (entry.name, *entry.aliases) if entry.kind != "desks" else entry.aliases:
            known = index.get(key := _key(printed), ())
            if key and entry not in known:
                index[key] = (*known, entry)
    return index


@cache
def entries() -> tuple[Agency, ...]:
    """Return all entries of ``agencies.toml`` in their order."""
    return tuple(
        Agency(
            entry["name"],
            kind,
            entry.get("country"),
            code,
            entry.get("issuer"),
            tuple(entry.get("domains", "").split()),
            tuple(entry["aliases"].split("|")) if "aliases" in entry else (),
        )
        for kind, table in _data().items()
        if isinstance(table, dict)
        for code, entry in table.items()
    )


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of words of ``agencies.toml`` without case, ``shared`` or one of those beside it."""
    return frozenset(_data()[name].casefold().split())


def is_unsigned(name: str, place: str) -> bool:
    """Return whether an agency, by its printed name, may end a dateline without a sign: ``Fernvik (TT)``.

    It prints a subject or another word so, too (``Fotboll (TT)``), which is no place.
    """
    return name in _unsigned() and place.casefold() not in listed("not_places")


@cache
def _unsigned() -> frozenset[str]:
    return frozenset(_data()["unsigned"].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))
