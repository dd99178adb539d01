"""Elements that agencies add to feeds; their names decide their meaning.

AP, WENN, Yandex and many others put the story's real headline, body, slugline or status into
namespaces of their own. Their names are terms of the trade, so no agency needs code of its own: an
element ``…:SlugLine`` is the slugline, wherever it stands inside the entry.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import IN_FEEDS
from newswire.model import Pubstatus, Subject
from newswire.parse.formats.feeds.names import name
from newswire.parse.formats.feeds.text import text_of, title_of
from newswire.parse.readers.elements import attribute, local, number, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.parse.formats.feeds.feed import Entry

_KEPT_AS = {
    "body": "content",
    "standfirst": "summary",
    "pubstatus": "status",
    "version_created": "updated",
    "embargo_until": "embargo",
    "subjects": "subject",
}
"""Names of fields in this module, where they differ from those of the lexicon."""
_BY_NAME = {element: _KEPT_AS.get(field, field) for field, names in IN_FEEDS.items() for element in names}
_WITH_ELEMENTS = frozenset(("headline", "content", "summary"))
"""Fields whose elements may hold markup. Any other element with children only groups them."""
_OWN_OF_RSS = frozenset(("category", "pubdate", "published", "updated", "modified", "summary", "subject"))

_PUBSTATUS: dict[str, Pubstatus] = {
    "usable": "usable",
    "published": "usable",
    "live": "usable",
    "withheld": "withheld",
    "embargoed": "withheld",
    "hold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "deleted": "canceled",
    "withdrawn": "canceled",
}
_NAMES = ("Value", "value", "Name", "name", "label")
_CODES = ("Id", "id", "ID", "code", "Code")


def read_extensions(element: _Element, entry: Entry) -> None:
    """Add the fields in the foreign elements of an ``item`` or ``entry`` to ``entry``."""
    for found, meaning in _meant(element):
        if meaning == "subject":
            _add_subject(found, entry)
        elif meaning == "keywords":
            said = attribute(found, *_NAMES) or text(found)
            entry.keywords += [word for part in (said or "").split(",") if (word := part.strip())]
        elif meaning == "status":
            _set_pubstatus(found, entry)
        elif meaning in ("published", "updated", "embargo", "expires"):
            times = getattr(entry, meaning)
            if said := text(found):
                times.append((local(found.tag), said))
        elif meaning == "content":
            said = text_of(found)
            if said and len(said) > len(entry.content or ""):
                if entry.content and entry.content not in said:
                    entry.warnings.append(
                        f"The text in {local(found.tag)} was taken instead of the shorter content."
                    )
                entry.content = said
        elif meaning == "credit":
            entry.credit += [said] if (said := text(found)) else []
        else:
            _set_text(found, meaning, entry)


def _meant(element: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield the foreign elements of known names inside an entry, and their fields, outermost first."""
    waiting = [(child, 0) for child in reversed(element)]
    while waiting:
        found, depth = waiting.pop()
        foreign, meaning = _meaning(found.tag)
        if meaning and meaning not in _WITH_ELEMENTS and len(found):
            meaning = None
        if meaning:
            yield found, meaning
        elif foreign and depth < 4:
            waiting += [(child, depth + 1) for child in reversed(found)]


@lru_cache(maxsize=4096)
def _meaning(tag: str) -> tuple[bool, str | None]:
    """Return whether an element is foreign, and the field that its name means in an entry, if any."""
    own = name(tag)
    foreign = own.startswith("ext:")
    if not foreign and (":" in own or own in _OWN_OF_RSS):
        return foreign, None
    return foreign, _BY_NAME.get(own.removeprefix("ext:").replace("_", "").replace("-", ""))


def _set_text(found: _Element, meaning: str, entry: Entry) -> None:
    if meaning == "headline":
        said = title_of(found)
        if said and entry.title and said != entry.title and entry.slugline is None:
            entry.slugline = entry.title
        entry.title = said or entry.title
    elif meaning == "summary":
        entry.summary = text_of(found) or entry.summary
    elif meaning in ("priority", "urgency"):
        value = number(attribute(found, *_CODES) or text(found))
        if value is not None and getattr(entry, meaning) is None:
            setattr(entry, meaning, value)
    elif getattr(entry, meaning) is None:
        said = attribute(found, "City", "city") if meaning == "place" else None
        setattr(entry, meaning, said or text(found))


def _add_subject(found: _Element, entry: Entry) -> None:
    said = attribute(found, *_NAMES) or text(found)
    code = attribute(found, *_CODES)
    if said or code:
        entry.subjects.append(
            Subject(code, said, attribute(found, "Authority", "authority", "scheme", "domain"))
        )


def _set_pubstatus(found: _Element, entry: Entry) -> None:
    said = text(found) or ""
    status = _PUBSTATUS.get(said.lower().rsplit(":", 1)[-1])
    if status is None:
        entry.warnings.append(f"The publishing status {said!r} is not known and was passed over.")
        return
    entry.pubstatus = status
    if until := attribute(found, "statusChangeOn"):
        entry.embargo.append(("statusChangeOn", until if until[-1:].upper() == "Z" else until + "Z"))
