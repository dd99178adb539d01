"""The authors that a page names: people alone. Outlets, agencies and desks stay in the byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newswire.lexicon.agencies import agency
from newswire.parse.byline import east_asian, reader
from newswire.parse.completion.authors import people_of
from newswire.parse.pages.facts.likeness import letters
from newswire.parse.pages.facts.structured import json_ld

LONGEST = 300
"""Characters of a name, or of a list of names in one text."""
_MOST = 60
_NOBODY = frozenset(
    [
        "undefined",
        "null",
        "none",
        "name",
        "unknown",
        "anonymous",
        "author",
        "authors",
        "n/a",
        "na",
        "-",
        "object",
        "[object",
        "object]",
        "test",
        "user",
        "guest",
        "webmaster",
        "root",
    ]
) | {"[object object]", "guest author", "no author"}
"""Values that programs write where nobody is named."""
_ORGANISED = re.compile(
    r"新聞|通信|編集|オンライン|デジタル|ニュース|放送|日報|日报|新闻|社会部|記者会|电视|網|网|编辑|記者団|뉴스|신문|일보|방송|편집|통신|미디어"
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_DOTS = re.compile(r"\s*[⋅∙‧●▪◦►▶]\s*")
_NO_NAME = re.compile(r"[\d()\[\]{}<>©@#*:;?!=]")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_PARTS = re.compile(r"[\s,/|()&+]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is named as an author: the name as written, and whether an organisation is meant."""

    name: str
    organised: bool = False


def named(values: Iterable[object]) -> Iterator[Named]:
    """Yield those whom the values of an author property name: texts, objects with a name, lists of both."""
    waiting = list(values)[:_MOST][::-1]
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value[:_MOST][::-1])
            continue
        organised = False
        if isinstance(value, dict):
            types = json_ld.types_of(value)
            organised = (
                bool(types)
                and not any("Person" in name for name in types)
                and any(name.endswith(("Organization", "Corporation", "Brand", "WebSite")) for name in types)
            )
            names = json_ld.values(value, "name")
            if not names and (given := json_ld.text(value.get("givenName"))):
                names = [f"{given} {json_ld.text(value.get('familyName')) or ''}"]
            waiting.extend(name for name in names if isinstance(name, list))
            texts = [json_ld.text(name) for name in names]
        else:
            texts = [json_ld.text(value)]
        for text in texts:
            if text and len(text) <= LONGEST and not _is_nobody(text):
                yield Named(text, organised)


def _is_nobody(text: str) -> bool:
    return text.casefold() in _NOBODY or "://" in text or text.startswith(("/", "www.", "{{", "#"))


def people(one: Named, sites: frozenset[str], *, printed: bool = False) -> tuple[str, ...]:
    """Return the people in a name; none for an organisation, the site itself (``sites``), a desk or a host.

    A name of one word counts in metadata. A printed line holds other words too (``printed``).
    """
    text = _DOTS.sub(" • ", one.name).strip()
    if one.organised or letters(text) in sites or _HOST.fullmatch(text) or _ORGANISED.search(text):
        return ()
    if any(map(str.isdigit, text)) and (east_asian.has(text) or not printed):
        return ()
    found = reader.people(text)
    if not found and (printed or _NO_NAME.search(text) or len(text.split()) > 3):
        return ()
    if not found and any(agency(part) and not part.istitle() for part in _PARTS.split(text) if part):
        return ()
    return tuple(
        name for name in people_of(text) if letters(name) not in sites and not _is_desk_of(name, text, sites)
    )


def _is_desk_of(name: str, text: str, sites: frozenset[str]) -> bool:
    """Return whether a name begins with the site's initials as the page writes them: ``NBX Info``."""
    first, _, rest = name.partition(" ")
    return bool(rest) and _INITIALS.fullmatch(first) is not None and letters(first) in sites and first in text


def byline_of(names: Iterable[Named]) -> str | None:
    """Return the names as a byline; None without any."""
    return ", ".join(reader.once(one.name for one in names)) or None
