"""The values of an object of JSON under the names of our fields (``field_names.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newswire.lexicon.field_names import IN_JSON
from newswire.parse.generic.lines import line
from newswire.parse.readers.json import Object, string, strings

_MAINS = (
    *("name", "main", "basic", "rendered", "default", "text", "original", "by", "title", "label", "value"),
    *("webTitle", "term", "qcode", "$oid", "$date"),
)
_RANKS = {
    field: {name: rank for rank, name in enumerate(dict.fromkeys(names))} for field, names in IN_JSON.items()
}
_ORGANISATION = re.compile(r"organi[sz]ation|corporation|company|agency", re.IGNORECASE)


def value(news: Object, field: str) -> object:
    """Return the value under the first name of a field that has one; zero and false are values."""
    name = given_name(news, field)
    return None if name is None else news[name]


def given_name(news: Object, field: str) -> str | None:
    """Return the first name of a field that has a value; zero and false are values."""
    for name in names_in(news, field):
        found = news[name]
        if found or isinstance(found, (int, float)):
            return name
    return None


def names_in(news: Object, field: str) -> Sequence[str]:
    """Return the names of a field that an object has, the best first; most objects have none of most."""
    ranks = _RANKS[field]
    found = [name for name in news if name in ranks]
    if len(found) > 1:
        found.sort(key=ranks.__getitem__)
    return found


def first(news: Object, field: str) -> object:
    """Return the value of a field, or the first one of an array, as forms put every answer into an array."""
    found = value(news, field)
    return (
        next((entry for entry in found if entry not in (None, "")), None)
        if isinstance(found, list)
        else found
    )


def text(news: Object, field: str) -> str | None:
    """Return the first text under the names of a field; ``main`` gives the text of an object."""
    for name in names_in(news, field):
        found = news[name]
        if isinstance(found, str):  # most are so
            if plain := found.strip():
                return plain
        elif found is not None:
            for entry in found if isinstance(found, list) else [found]:
                if said := string(main(entry)):
                    return said
    return None


def texts(news: Object, field: str) -> Iterator[str]:
    """Yield the texts under the names of a field, the best name first."""
    for name in names_in(news, field):
        if (found := news[name]) is None:
            continue
        for entry in found if isinstance(found, list) else [found]:
            if said := string(main(entry)):
                yield said


def plain_text(news: Object, field: str) -> str | None:
    """Return the first text of a field that is meant for text, in one line and without markup."""
    found = text(news, field)
    return (line(found) or None) if found else None


def main(entry: object) -> object:
    """Return the value that stands for an object: its name, or the main one of several forms."""
    if not isinstance(entry, dict):
        return entry
    if entry.get("name") and isinstance(said := entry.get("value"), str):  # the name is a label of the value
        return said
    for name in _MAINS:
        found = entry.get(name)
        if isinstance(found, (str, int)) and found:
            return found
        if name == "basic" and isinstance(found, dict):  # {"label": {"basic": {"text": "Exclusive"}}}
            return main(found)
    return None


def names(news: Object, field: str, *, without: Sequence[str] = ()) -> tuple[str, ...]:
    """Return all texts under the first name of a field that has any, without markup.

    Numbers are omitted, as they are keys into tables that are not at hand, and so are objects of the types
    in ``without``.
    """
    for name in names_in(news, field):
        if (found := _listed(news[name])) is None:
            continue
        said = strings(
            [main(entry) for entry in found if not (isinstance(entry, dict) and entry.get("type") in without)]
        )
        if plain := tuple(one for t in said if not t.isdecimal() and (one := line(t))):
            return plain
    return ()


def _listed(found: object) -> list[object] | None:
    if isinstance(found, dict) and isinstance(found.get("by"), list):
        found = found["by"]
    if found is None:
        return None
    return found if isinstance(found, list) else [found]


def organisations(news: Object, field: str) -> frozenset[str]:
    """Return the names of a field whose objects state that they are organisations (schema.org)."""
    return frozenset(
        said
        for name in names_in(news, field)
        for entry in _listed(news[name]) or ()
        if isinstance(entry, dict)
        and _ORGANISATION.search(str(entry.get("@type") or entry.get("type") or ""))
        and (said := line(string(main(entry)) or ""))
    )
