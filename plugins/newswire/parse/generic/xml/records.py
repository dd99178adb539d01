"""The choice of the elements that are stories in an agency's own XML, by the names of their children.

An element with a headline and a text is a story, whatever its name. Weaker signs follow in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS
from newswire.parse.generic.xml.elements import (
    BODIES,
    HEADLINES,
    IDENTITIES,
    KNOWN,
    ONLY_ALONE,
    PARAGRAPHS,
    TITLES,
    head_title,
    is_running,
    plain_name,
    values_of,
)
from newswire.parse.generic.xml.unfold import unfold
from newswire.parse.readers.elements import text
from newswire.parse.readers.xml.items import MAX_ITEMS

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADED = PARAGRAPHS | frozenset(KNOWN_AS["body"])
_ANY_PROSE = frozenset(("any prose",))
"""The mark of a child with a long running text, whatever its name."""
_TEXTS = frozenset(KNOWN_AS["body"] + KNOWN_AS["standfirst"] + KNOWN_AS["caption"])
_EVIDENCE = frozenset(
    name
    for field in ("guid", "caption", "published", "version_created", "first_created")
    for name in KNOWN_AS[field]
)
_BODIES = BODIES - {"text", "content", "article", "story"}
"""Names of nothing but the text of a story."""
_TIMES = frozenset(KNOWN_AS["published"] + KNOWN_AS["version_created"])
_LENGTHY = 100
"""Characters; a longer text is surely one, even without a headline."""


def records_in(root: _Element) -> list[_Element]:
    """Return the elements that are stories, in document order; an empty list if there is none.

    If a first search finds none, ``unfold`` changes the tree in place, and weaker signs count.
    """
    if records := _with_flashes(root, _found(root)):
        return records
    unfold(root)
    return (
        _with_flashes(root, _found(root)) or _records(root, HEADLINES, _ANY_PROSE) or _without_headline(root)
    )


def _found(root: _Element) -> list[_Element]:
    return (
        [_with_body_beside(element) for element in _records(root, HEADLINES, _TEXTS)]
        or _records(root, HEADLINES, PARAGRAPHS)
        or _headed(root)
        or _records(root, TITLES, _EVIDENCE, innermost=True)
    )


def _with_body_beside(element: _Element) -> _Element:
    """Return the element around a block of metadata whose story has its text beside it, else the element."""
    around = element.getparent()
    if around is None or plain_name(element.tag) in BODIES or _says(element, _BODIES):
        return element
    if not _says(around, _BODIES):
        return element
    others = (child for child in around if child.tag == element.tag)
    return around if sum(1 for _ in others) == 1 else element


def _headed(root: _Element) -> list[_Element]:
    """Return the outermost elements that have a text or paragraphs, and a head with a headline."""
    found: list[_Element] = []
    inside: set[_Element] = set()
    for element in root.iter():
        if element.getparent() in inside:
            inside.add(element)
        elif _says(element, _HEADED) and head_title(element):
            found.append(element)
            inside.add(element)
    return found[: MAX_ITEMS + 1]


def _records(
    root: _Element, titles: frozenset[str], needed: frozenset[str], *, innermost: bool = False
) -> list[_Element]:
    """Return elements that have a child named in ``titles`` and one named in ``needed``.

    They are the outermost ones, as elements inside a story are about the story. ``innermost`` suits
    names that are no texts, as a list has a title too.
    """
    found: list[_Element] = []
    inside: set[_Element] = set()
    for element in root.iter():
        if not innermost and element.getparent() in inside:
            inside.add(element)
            continue
        if len(element) < 2:
            continue
        # A child with a title of its own is another story, whatever its name.
        names = {
            name
            for child in element
            if ((name := plain_name(child.tag)) in titles or name in needed)
            and text(child)
            and not (len(child) and (name in ONLY_ALONE or any(plain_name(e.tag) in titles for e in child)))
        }
        if needed is _ANY_PROSE and names & titles:
            names |= {name for child in element if _is_long(child) for name in _ANY_PROSE}
        if names & titles and names & needed:
            found.append(element)
            inside.add(element)
            if len(found) > MAX_ITEMS:
                break
    if innermost:
        outer = {ancestor for element in found for ancestor in element.iterancestors()}
        return [element for element in found if element not in outer]
    return found


def _is_long(element: _Element) -> bool:
    said = text(element) or ""
    return len(said) > _LENGTHY and plain_name(element.tag) not in KNOWN and is_running(said)


def _with_flashes(root: _Element, records: list[_Element]) -> list[_Element]:
    """Return the records and the flashes of the same name (of any name without records), in document order.

    A flash has a text, an identity and a time, but no headline. Any of the three alone may be other data.
    """
    names = {record.tag for record in records}
    flashes = {
        record
        for record in _records(root, BODIES, _TIMES)
        if _says(record, IDENTITIES) and (not names or record.tag in names)
    }
    if not flashes - set(records):
        return records
    wanted = flashes | set(records)
    return [element for element in root.iter() if element in wanted][: MAX_ITEMS + 1]


def _without_headline(root: _Element) -> list[_Element]:
    """Return the root element alone if it has a long text and an identity, else an empty list."""
    said = values_of(root)
    lengthy = any(plain_name(child.tag) in BODIES and len(text(child) or "") > _LENGTHY for child in root)
    return [root] if lengthy and not IDENTITIES.isdisjoint(said) else []


def _says(record: _Element, names: frozenset[str]) -> bool:
    return any(plain_name(child.tag) in names and text(child) for child in record)
