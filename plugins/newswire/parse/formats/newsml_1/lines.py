"""The lines, properties and rights of a NewsML 1 item, outermost first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newswire.lexicon.embargoes.notices import read_notice
from newswire.lexicon.field_names import plain
from newswire.model import Subject
from newswire.parse.readers.elements import Groups, attribute, children, first, named, once, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newswire.parse.formats.newsml_1.content import Components

_PARTS = re.compile(r"(?:^|[(\[\-–—:;,.|]\s*)(?=\w)")
"""The beginnings of the parts of a line, where the words of an embargo may stand."""

_SECURITIES = {
    "isin": "ISIN",
    "ric": "RIC",
    "cusip": "CUSIP",
    "sedol": "SEDOL",
    "wkn": "WKN",
    "valor": "Valor",
    "ticker": "ticker",
    "tickersymbol": "ticker",
    "stocksymbol": "ticker",
}
"""The schemes of codes of securities by the plain names of the properties that hold them."""

Properties = dict[str, list[str]]
"""The values of properties by their names in small letters without punctuation."""

_NOTES = ("advisory", "note", "editor", "instruction", "correction")
_ABSTRACTS = ("lead", "intro", "summary", "abstract", "teaser")
_KEYWORDS = (
    "keyword",
    "keywords",
    "stichwort",
    "schlagwort",
    "trefwoord",
    "motcle",
    "motsclés",
    "palabraclave",
)


def line(said: Groups, name: str) -> str | None:
    """Return the first NewsLine of a name that has text."""
    return next(filter(None, map(text, said.get(name, ()))), None)


def typed(said: Groups, *kinds: str) -> str | None:
    """Return the text of the NewsLines of some types. A type may differ in case and have a longer name."""
    if "newsline" not in said:
        return None
    lines = map(children, said["newsline"])
    found = (
        texts(one.get("NewsLineText"))
        for one in lines
        if any(kind in (attribute(first(one, "NewsLineType"), "FormalName") or "").lower() for kind in kinds)
    )
    return "\n".join(once(said for lines in found for said in lines)) or None


def abstract(said: Groups) -> str | None:
    """Return the NewsLines whose type is a summary or a lead."""
    return typed(said, *_ABSTRACTS)


def properties_in(said: Groups) -> Properties:
    """Return the values of properties, including nested ones."""
    found: Properties = {}
    for outer in said.get("property", ()):
        for element in named(outer, "Property") if len(outer) else (outer,):
            name, value = attribute(element, "FormalName"), attribute(element, "Value")
            if name and value:
                found.setdefault(plain(name), []).append(value)
    return found


def keywords_in(components: Components, properties: Properties) -> tuple[str, ...]:
    """Return the keywords of lines, series, properties (``BWIndustryKeywords``) and components.

    The keywords of pictures count too.
    """
    groups = (components.said, components.aside)
    lines = [
        said for name in ("keywordline", "seriesline") for group in groups for said in texts(group.get(name))
    ]
    for name, values in properties.items():
        if name.endswith(_KEYWORDS):
            lines += values
    lines += (word for said in components.facts("keywords") for word in said.replace(",", ";").split("\n"))
    return once(word.strip() for said in lines for word in said.split(";"))


def companies_in(properties: Properties) -> Iterator[Subject]:
    """Yield the companies that properties name by a code of their security or by a name."""
    for name, values in properties.items():
        if scheme := _SECURITIES.get(name):
            codes = (code for value in values for code in re.split(r"[,;\s]+", value))
            yield from (Subject(code, None, scheme) for code in codes if code)
        elif name in ("company", "companyname"):
            named_so = (one.strip() for value in values for one in value.split(";"))
            yield from (Subject(None, one, "company") for one in named_so if one)


def note_in(components: Components, properties: Properties, management: Groups) -> str | None:
    """Return the notes to editors: NewsLines, properties, comments on instructions, and components.

    The contacts of a press release are for editors, so they stand here and not in the story. "Not for
    publication" behind a telephone number is left out, because it would hold the release back.
    """
    notes: list[str | None] = [typed(components.lines(), *_NOTES)]
    for name, values in properties.items():
        if name.startswith("editorial") or name == "ednote":
            notes += values
    for instruction in map(children, management.get("Instruction", ())):
        notes += texts(instruction.get("Comment"))
    notes += components.facts("note")
    contacts = (map(_without_notice, said.split("\n")) for said in components.facts("contact"))
    notes += ("\n".join(contact).strip() for contact in contacts)
    return "\n".join(once(notes)) or None


def _without_notice(contact: str) -> str:
    """Return a line without the words of an embargo and what follows them."""
    starts = (part.end() for part in _PARTS.finditer(contact))
    end = next((start for start in starts if read_notice(contact[start:])), None)
    return contact if end is None else contact[:end].rstrip(" -–—:,;([")


def usage_in(said: Groups) -> str | None:
    """Return the usage rights, and the line on rights."""
    rights = [text(part) for rights in said.get("usagerights", ()) for part in rights]
    return "\n".join(once((*rights, line(said, "rightsline")))) or None


def copyright_in(said: Groups) -> str | None:
    """Return the copyright line, or else the first notice of a copyright."""
    holders = (text(notice) for notice in said.get("copyright", ()))
    return line(said, "copyrightline") or next((holder for holder in holders if holder), None)
