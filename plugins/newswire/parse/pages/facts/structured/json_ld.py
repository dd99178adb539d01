"""JSON-LD of a page, read leniently: every object of every script, whatever is wrong with the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from newswire.parse.pages.facts.structured.repair import repaired

Node = dict[str, object]
"""One object of JSON-LD."""

MOST_CHARACTERS = 4_000_000
"""Characters of all scripts of a page that are read; the largest pages of shops have a tenth of it."""
MOST_REPAIRED = 400_000
"""Characters of scripts that are repaired, which costs 20 times the reading."""
MOST_NODES = 20_000
MOST_LEVELS = 60
"""Levels of nesting that are looked at; a page's main thing stands in the first five."""

ASIDE = frozenset(
    [
        "itemlistelement",
        "relatedlink",
        "ispartof",
        "mentions",
        "about",
        "citation",
        "comment",
        "review",
        "isbasedon",
        "sameas",
        "knowsabout",
        "breadcrumb",
        "potentialaction",
        "worksfor",
        "memberof",
        "author",
        "creator",
        "publisher",
        "editor",
        "contributor",
        "video",
        "image",
        "associatedmedia",
        "liveblogupdate",
        "blogpost",
        "haspart",
        "itemreviewed",
        "significantlink",
        "isrelatedto",
    ]
)
"""Properties whose objects are another thing than the page's own."""
_PREFIX = re.compile(r"(?:https?://(?:www\.)?schema\.org/(?:#)?|schema:|sdo:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An object, the types that it states (without prefix), its level, its form, and whether it stands aside.

    It stands aside below a property of something else: a list of other stories, an author, a picture.
    """

    node: Node
    types: tuple[str, ...]
    level: int
    aside: bool
    form: str = "JSON-LD"


@dataclass(slots=True)
class Graph:
    """All objects of a page's JSON-LD in their order, and those with an ``@id`` by it."""

    found: list[Found] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)

    def whole(self, value: object) -> object:
        """Return the object to which a reference (``{"@id": …}``) points; any other value as it is."""
        if isinstance(value, dict) and isinstance(name := value.get("@id"), str):
            target = self.by_id.get(name)
            if target is not None and target is not value and len(target) > len(value):
                return {**target, **value}
        return value


def read_scripts(scripts: Iterable[str], warnings: list[str]) -> Graph:
    """Return the objects in a page's JSON-LD scripts. Add one warning for all scripts that cannot be read."""
    graph = Graph()
    left, to_repair = MOST_CHARACTERS, MOST_REPAIRED
    refused = 0
    why = ""
    for text in scripts:
        if not text or text.isspace():
            continue
        left -= len(text)
        if left < 0:
            refused, why = refused + 1, why or "there is too much of it"
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError) as error:
            to_repair -= len(text)
            try:
                if isinstance(error, RecursionError) or to_repair < 0:
                    raise
                value = json.loads(repaired(_plain(text)), strict=False)
            except RecursionError:
                refused, why = refused + 1, why or "it is nested too deep"
                continue
            except ValueError as last:
                refused, why = refused + 1, why or str(last)[:120]
                continue
        _collect(value, graph)
    if refused:
        warnings.append(f"{refused} of the page's JSON-LD scripts cannot be read: {why}.")
    return graph


def _plain(text: str) -> str:
    """Return a script without the entities of HTML that stand for its quotes."""
    return unescape(text) if '"' not in text and "&quot;" in text else text


def _collect(value: object, graph: Graph) -> None:
    """Add the objects in a value to the graph, outer ones first."""
    waiting: list[tuple[object, int, bool]] = [(value, 0, False)]
    place = 0
    while place < len(waiting) and len(graph.found) < MOST_NODES:
        one, level, aside = waiting[place]
        place += 1
        if isinstance(one, dict):
            if len(one) > 1 or "@id" not in one:
                graph.found.append(Found(one, types_of(one), level, aside))
            if isinstance(name := one.get("@id"), str) and len(one) > len(graph.by_id.get(name, ())):
                graph.by_id[name] = one
            if level < MOST_LEVELS:
                waiting.extend(_inner(one, level, aside))
        elif isinstance(one, list) and level < MOST_LEVELS:
            waiting.extend((entry, level, aside) for entry in one if isinstance(entry, (dict, list)))


def _inner(node: Node, level: int, aside: bool) -> Iterator[tuple[object, int, bool]]:
    for key, value in node.items():
        if isinstance(value, (dict, list)):
            name = property_name(key)
            yield value, level + (name != "@graph"), aside or name.lower() in ASIDE


def property_name(key: str) -> str:
    """Return the name of a property or type without the prefix of its vocabulary."""
    return _PREFIX.sub("", key, count=1) if ":" in key else key


def types_of(node: Node) -> tuple[str, ...]:
    """Return the types of an object without their prefix."""
    stated = node.get("@type", node.get("type"))
    named = stated if isinstance(stated, list) else [stated]
    return tuple(property_name(name.strip()) for name in named if isinstance(name, str) and len(name) < 200)


def values(node: Node, name: str) -> list[object]:
    """Return the values of a property, whatever its prefix; a value alone is a list of one."""
    value = node.get(name)
    if value is None:
        value = next((node[key] for key in node if ":" in key and property_name(key) == name), None)
    if isinstance(value, dict) and len(value) < 4 and isinstance(value.get("@list"), list):
        value = value["@list"]
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def without_entities(written: str) -> str:
    """Return a text with the characters for which its entities stand, also where they were written twice.

    An entity has a semicolon: an address may hold ``&copy=``.
    """
    for _ in range(2):
        if "&" not in written or not _ENTITY.search(written):
            return written
        written = _ENTITY.sub(lambda found: unescape(found[0]), written)
    return written


def text(value: object) -> str | None:
    """Return a text or number in one line, without tags and entities; None for any other value."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    value = without_entities(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    return " ".join(value.split()) or None


def passage(value: object) -> str | None:
    """Return a text with its paragraphs, a line each, without tags and entities; None for any other value."""
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    value = without_entities(value)
    if "<" in value:
        value = _TAG.sub(" ", _ENDS.sub("\n", value))
    return "\n".join(filter(None, (" ".join(line.split()) for line in value.split("\n")))) or None


def name_of(value: object) -> str | None:
    """Return the name in a value: a text, or the first name of an object; None if there is none."""
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            value = next(iter(value), None)
    return text(value)


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_ENDS = re.compile(r"<br\b[^<>]{0,100}>|</(?:p|div|li|h[1-6]|blockquote|tr)\s*>", re.IGNORECASE)
