"""The organisations and the people of a credit line: ``Name/Invision/AP``, ``dpa/picture alliance``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newswire.lexicon import places
from newswire.lexicon.agencies import agency, chain, listed, sequence
from newswire.lexicon.bylines import words
from newswire.lexicon.invisible import visible
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.byline import east_asian, reader
from newswire.parse.byline.names import cased, is_name, is_of_organisations


class Credit(NamedTuple):
    """The organisations of a credit line by their canonical names, and its people in their usual case.

    The outlet that carries the item comes first, the agency that wrote it last.
    """

    names: tuple[str, ...]
    people: tuple[str, ...]


LONGEST_AGENCY = 4
"""Words of an agency before a person's name."""

_OF_PHOTOGRAPHERS = frozenset({"agencies", "pictures"})

LONGEST = 300
"""Characters of a credit line. A longer text stays as it is printed."""

_LABEL = late_pattern(
    rf"^\W*(?:(?:{words.alternatives(words.LABELS)})\s*[:：]\s*|(?:\(c\)|©|copyright)(?:\s+by\b)?\s*"
    r"|(?:photo(?:graph)?s?|pictures?|images?|video|courtesy)\s+(?:by|courtesy of|of)\s+"
    r"|fot\.\s+|foto\s+(?:di|de|von|av)\s+|(?:19|20)\d\d\s*,?\s*)+",
    re.IGNORECASE,
)
_SEPARATOR = late_pattern(r"\s*[/|;\n•·–—／]\s*|\s+-+\s+|\s*--\s*")
_DASH_OR_SLASH = late_pattern(r"\s*[/–—-]\s*")
_VIA = late_pattern(r"(?:^|\s+)(?:via|par|über)\s+", re.IGNORECASE)
_COMMA = late_pattern(r"\s*[,،、]\s*")
_AND = late_pattern(r"\s*&\s*|\s+(?:and|und|et|y|e)\s+")
_HAN = r"[\u3400-\u9fff]{2,4}"
_OF_CHINESE = late_pattern(
    rf"(?:发|發|供图|供圖)?\s*(?:特约|特約)?(?:记者|記者|通讯员|通訊員)?\s*[（(]?\s*"
    rf"(?P<people>{_HAN}?(?:[、 ]{_HAN}?)*?)\s*(?:摄|攝|图|圖)\s*[)）]?"
)
"""The rest of a credit after the agency: ``记者 赵明 摄``, ``发（赵明 摄）``."""
_FOR = late_pattern(r"(?P<person>[^\d()]{4,60}?) for (?P<name>.{2,60})")
"""``Jane Doe for The Harbour Post``."""
_SURNAME = late_pattern(
    r"(?P<agency>[^()]{2,40}?)\s*\((?:Archiv/)?(?P<person>[^\W\d_a-z][^\W\d_A-Z]+(?:-\w+)?)\)"
)
"""A photographer's family name alone in brackets: ``APA (Archiv/Pfarr)``."""
_IN_BRACKETS = late_pattern(r"\s*\(([^()]*)\)\s*")


def read_credit(printed: str, makers: tuple[str, ...] = (), *, picture: bool = False) -> Credit:
    """Return the organisations and the people of a credit line.

    A part is a person if it is one of ``makers``, the people known otherwise, or if it looks like a name
    beside an organisation; alone it does so for a picture only. A known agency stays whole, as does a company
    with ``&`` or a legal form. A line that begins with a person leads from there on: dpa carries
    ``Jane Doe/AP/dpa`` and has it from AP. Words for a picture (``Photo``, ``Bildfunk``) drop out. If nothing
    is left of a line, it stays as printed.
    """
    if len(printed) > LONGEST:
        return Credit((printed,), ())
    return _read_credit(printed, makers, picture)


@lru_cache(maxsize=4096)
def _read_credit(printed: str, makers: tuple[str, ...], picture: bool) -> Credit:
    line = visible(printed).strip()
    if (known := agency(line)) and not (several := _of_several(line, known.name)):
        return Credit(chain([line]), ())
    if picture and (whole := _of_one_photographer(line)):
        return whole
    parts, carried = (several, False) if known else _parts(_LABEL.sub("", line))
    may_name = (len(parts) > 1 or picture) and not any(map(_is_of_releases, parts))
    folded = {maker.casefold() for maker in makers}
    people: list[str] = []
    names: list[str] = []
    first = None
    for place, part in enumerate(parts):
        if part.casefold() in folded:
            first = place if first is None else first
            people.append(cased(part))
        elif found := _organisations(part):
            names += found
        elif (may_name or _has_photo(part)) and (both := _agency_and_person(part)):
            names.append(both[0])
            people.append(both[1])
        elif (made := _FOR.match(part)) and is_name(made["person"]):
            people.append(cased(made["person"]))
            names.append(made["name"])
        elif may_name and (found_people := _people(part)):
            first = place if first is None else first
            people += found_people
        elif not _is_of_pictures(part):
            names.append(part)
    if not names and not (people and (picture or len(parts) > 1 or makers)):
        return Credit((printed,), ())
    if (first == 0 and len(parts) > 1) or carried:
        names.reverse()
    return Credit(chain(names), tuple(dict.fromkeys(people)))


def without_legal_form(name: str) -> str:
    """Return the name of a company without its legal form: ``Variety Media`` of ``Variety Media, LLC``."""
    bare, _, form = name.rpartition(" ")
    return bare.rstrip(" ,") if bare and words.key(form) in words.LEGAL else name


def _parts(line: str) -> tuple[list[str], bool]:
    """Return the parts of a credit line, and whether ``via`` leads from the writer to the carrier."""
    line = line.strip()
    if agency(line):
        return [line], False
    line = _IN_BRACKETS.sub(lambda found: f" / {found[1]} / ", line)
    parts: list[str] = []
    carried = False
    for piece in _whole_names(_SEPARATOR.split(line)):
        via = _VIA.split(piece)
        carried |= len(via) > 1
        for side in via:
            parts += _at_commas(side)
    return [bare for part in parts if (bare := part.strip(" \t,;:-–—_*\"'"))], carried


def _of_several(line: str, name: str) -> list[str]:
    """Return the agencies in a name that has another one beside the agency whose alias it is: ``STT–AFP``."""
    parts = [part for part in _DASH_OR_SLASH.split(line) if part]
    found = [agency(part) for part in parts]
    names = {one.name for one in found if one}
    if line.casefold() in listed("whole"):
        return []
    return parts if len(names) > 1 and all(found) and name in names else []


def _is_of_releases(part: str) -> bool:
    found = agency(part)
    return found is not None and found.kind == "releases"


def _whole_names(pieces: list[str]) -> list[str]:
    """Return pieces with those joined again that a slash in a name has parted: ``RFE/RL``."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece and agency(f"{joined[-1]}/{piece}") and not agency(piece):
            joined[-1] = f"{joined[-1]}/{piece}"
        else:
            joined.append(piece)
    return joined


def _at_commas(piece: str) -> list[str]:
    """Return the parts between commas, if one of them is an agency or a word for a picture."""
    parts = _COMMA.split(piece)
    if len(parts) > 1 and any(agency(part) or sequence(part) or _is_of_pictures(part) for part in parts):
        return parts
    return [piece]


def _organisations(part: str) -> list[str]:
    """Return the names of the organisations in a part, None of them if it is none."""
    if agency(part):
        return [part]
    if several := sequence(part):
        return several
    bare = _without_photo(part)
    if bare and bare != part and (agency(bare) or sequence(bare)):
        return [bare] if agency(bare) else sequence(bare)
    both = _AND.split(part)
    if len(both) > 1 and all(map(agency, both)):
        return both
    return []


def _without_photo(part: str) -> str:
    """Return a part without words for a picture around the name: ``AP Photo``, ``dpa-Zentralbild``."""
    head, _, tail = part.rpartition("-")
    if words.key(tail) in words.PHOTO and agency(head):
        return head.strip()
    printed = part.split()
    while len(printed) > 1 and words.key(printed[-1]) in words.PHOTO:
        printed.pop()
    while len(printed) > 1 and words.key(printed[0]) in words.PHOTO:
        del printed[0]
    return " ".join(printed)


def _of_one_photographer(line: str) -> Credit | None:
    """Return the credit of an agency before Chinese names, or before a family name in brackets."""
    if east_asian.has(line):
        for end in range(min(6, len(line) - 1), 1, -1):
            found = agency(line[:end])
            if found and (rest := _OF_CHINESE.fullmatch(line, end)):
                return Credit((found.name,), tuple(re.split("[、 ]", rest["people"])))
        return None
    shown = _SURNAME.fullmatch(line)
    known = agency(shown["agency"]) if shown else None
    if shown is None or known is None:
        return None
    person = shown["person"]
    is_other = agency(person) or _is_of_pictures(person) or is_of_organisations(person)
    return None if is_other or _is_place(person) else Credit((known.name,), (person,))


def _begins_agency(printed: list[str]) -> bool:
    """Return whether the first word is an agency's acronym and no given name: ``CBS Los Angeles``."""
    first = printed[0]
    is_given = words.key(first) in listed("given_names")
    return len(first) > 1 and first.isupper() and not is_given and agency(first) is not None


def _is_place(name: str) -> bool:
    return places.is_city(name) or places.is_country(name)


def _has_photo(part: str) -> bool:
    return any(words.key(word) in words.PHOTO for word in part.split())


def _agency_and_person(part: str) -> tuple[str, str] | None:
    """Return the agency and the person of a part that names one after the other: ``PTI Photo Jane Doe``."""
    printed = part.split()
    for end in range(min(LONGEST_AGENCY, len(printed) - 2), 0, -1):
        name = " ".join(printed[:end])
        found = agency(name)
        if name.istitle() or found is None or found.kind not in _OF_PHOTOGRAPHERS:
            continue
        rest = printed[end:]
        while len(rest) > 1 and (words.key(rest[0]) in words.PHOTO or words.key(rest[0]) == "by"):
            del rest[0]
        person = " ".join(rest)
        if is_name(person) and not _is_place(person) and words.BEATS.isdisjoint(map(words.key, rest)):
            return name, cased(person)
    return None


def _is_of_pictures(part: str) -> bool:
    """Return whether a part is nothing but words for a picture: ``File Photo``, ``Pool``."""
    return bool(part) and all(words.key(word) in words.PHOTO for word in part.split())


def _people(part: str) -> list[str]:
    """Return the people of a part that is nothing but names, none of which looks like an organisation's."""
    if east_asian.has(part):
        return list(reader.people(part))
    part = part.strip(". ")
    head, _, tail = part.partition(" ")
    if words.key(head) in words.PHOTO and is_name(tail):
        part = tail
    if not part:
        return []
    if any(map(is_of_organisations, part.split())) or words.key(part.split()[-1]) in words.WEAK:
        return []
    if _begins_agency(part.split()) or _has_photo(part):
        return []
    names = _AND.split(part)
    if not all(map(is_name, names)) or (len(names) > 1 and "&" in part and len(part.split()) < 5):
        return []
    return [cased(name) for name in names]
