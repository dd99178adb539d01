"""NewsML-G2, NewsML 1 and NITF as JSON, which financial data services and search indexes send.

The elements keep the names of the standard. ``json_tree`` makes the tree of elements from the JSON, and the
standard's own parser reads it. The elements may stand inside envelopes (``data``, ``hits``).
"""

from __future__ import annotations

from collections.abc import Iterator

from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.format import Format
from newswire.parse.formats.newsml_1 import parser as newsml_1
from newswire.parse.formats.newsml_g2 import parser as newsml_g2
from newswire.parse.formats.nitf import parser as nitf
from newswire.parse.readers.json import Object, objects, opening, peek, read_json, refuse_too_many, string
from newswire.parse.readers.json_tree import tree
from newswire.parse.readers.times import Clock
from newswire.parse.readers.xml.items import each_item

_DEEPEST = 6
_MOST = 10_000
_SMALL = 4_096
"""Bytes of a document in which a look at the names takes no longer than one at the bytes."""
_IDENTITIES = frozenset(KNOWN_AS["guid"])
_HOLDS = {
    "newsMessage": frozenset(("itemSet",)),
    **dict.fromkeys(
        ("newsItem", "packageItem", "planningItem", "conceptItem"),
        frozenset(("itemMeta", "contentMeta", "contentSet")),
    ),
    "NewsML": frozenset(("NewsItem", "NewsEnvelope")),
    "NewsItem": frozenset(("NewsComponent", "NewsManagement")),
    "nitf": frozenset(("body", "head")),
}
"""Root elements of the standards, and their children, of which one must be present."""

_NAMES = tuple(name.encode() for name in (*_HOLDS, "itemMeta"))
"""The names without one of which no document has an element of a standard."""


def recognises(document: Document) -> bool:
    """Return whether the JSON contains a root element of a standard with one of its children."""
    content = document.content
    if not (content.startswith((b"{", b"[")) or opening(content)):
        return False
    may_hold = len(content) <= _SMALL or _may_hold(content)
    return may_hold and bool(_found(peek(document)))


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield every item of every standard's element, in order.

    Raises:
        Unparsable: ``too-large``, ``too-deep``, ``malformed-json``.
    """
    value, repaired = read_json(document)
    refuse_too_many(found := _found(value))
    for name, content, beside in found:
        root = tree(name, content)
        if beside and not root.get("guid"):
            root.set("guid", beside)
        if name == "nitf":
            yield from each_item(
                (root,),
                lambda element: nitf.item(element, document, Clock(defaults, list(repaired))),
                document,
            )
        else:
            standard = newsml_1 if name in ("NewsML", "NewsItem") else newsml_g2
            yield from standard.items(root, document, defaults, list(repaired))


def _may_hold(content: bytes) -> bool:
    """Return whether the bytes of a document may have such a name: a cheap test.

    Letters of a name may be escaped, and have two bytes or more in some encodings.
    """
    return any(map(content.__contains__, _NAMES)) or b"\\u" in content or b"\0" in content


def _found(value: object, depth: int = 0) -> list[tuple[str, object, str | None]]:
    """Return the outermost elements of standards in a value: name, content, identifier beside it."""
    found: list[tuple[str, object, str | None]] = []
    for entry in objects(value)[:_MOST]:
        if depth == 0 and (name := _bare(entry)):
            found.append((name, entry, None))
            continue
        for key, inner in entry.items():
            if not isinstance(inner, (dict, list)):
                continue
            name = key.rpartition(":")[2] if ":" in key else key
            if name in _HOLDS:
                beside = _identifier(entry) if isinstance(inner, dict) else None
                found += [(name, one, beside) for one in objects(inner) if _holds(name, one)]
            elif depth < _DEEPEST:
                found += _found(inner, depth + 1)
    return found


def _bare(entry: Object) -> str | None:
    """Return the name of the element whose content a document is, or None."""
    names = {key.rpartition(":")[2] if ":" in key else key for key in entry}
    return "newsItem" if "itemMeta" in names and names & {"contentMeta", "contentSet"} else None


def _identifier(entry: Object) -> str | None:
    """Return the story's identifier from the object around it, where search results keep it."""
    return next(
        (said for key, value in entry.items() if plain(key) in _IDENTITIES and (said := string(value))), None
    )


def _holds(name: str, entry: Object) -> bool:
    return any(key.rpartition(":")[2] in _HOLDS[name] for key in entry)


FORMAT = Format("standard-json", recognises, parse)
