"""A text that the data of a script hold in parts: an array of objects, each with its kind and its words.

Systems name the same things differently: ``type`` and ``content`` (Arc XP, ProseMirror), ``type`` and
``data.text`` (Editor.js), ``_type`` and ``children`` (Sanity), ``nodeType`` and ``content`` (Contentful),
``blockName`` and ``innerHTML`` (WordPress), ``text`` and ``type`` (Draft.js).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape

from newswire.lexicon.desk.folding import folded

_BEGIN = re.compile(r"[=(]\s*(?=[\[{])")
_PARSED = re.compile(r'JSON\.parse\(\s*("(?:[^"\\]++|\\.)*+")', re.DOTALL)
_MOST_VALUES = 60
"""Values that are read of one script."""
_LONGEST = 4_000_000
"""Characters of scripts that are looked at."""
_MOST_OBJECTS = 50_000
_LEVELS = 40
_FEWEST, _SHORTEST = 2, 100
"""Paragraphs of an array that is a text, and its characters."""
_KINDS = ("type", "_type", "nodeType", "blockName", "blockType", "__typename", "kind", "style")
_WORDS = ("text", "content", "html", "innerHTML", "value", "children", "data", "attributes", "body", "model")
_PARAGRAPH = re.compile(
    r"(?:core/|content|article|story|block|body)?[-_ ]?"
    r"(?:p|para(?:graph)?|text|block|unstyled|html|rich-?text|body|markup)"
    r"(?:[-_ ]?(?:block|element|node|component|paragraph))?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:core/|content|article)?[-_ ]?"
    r"(?:header|heading|h[2-4]|sub-?(?:head(?:er|line|ing)?|title)|header-?(?:two|three))"
    r"(?:[-_ ]?(?:[2-4]|block|element|node))?",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"(?:core/)?(?:block-?)?quote", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_NAMED = frozenset({"paragraphs", "body", "content", "text", "articleBody", "bodyText"})
"""Names of an array whose strings are paragraphs."""


def longest_array(scripts: Iterable[str], headline: str | None) -> str:
    """Return the text of the longest array of parts in scripts as HTML; an empty one if there is none.

    The array of an object that has the headline too comes before longer ones: those of other stories.
    """
    wanted = folded(headline or "")
    best: tuple[bool, int, str] = (False, 0, "")
    left = _LONGEST
    for script in scripts:
        left -= len(script)
        if left < 0:
            break
        for value in _values(script):
            best = max([best, *_arrays(value, wanted)], key=lambda found: found[:2])
    return best[2]


def _values(script: str) -> Iterator[object]:
    """Yield the JSON values in a script: all of it, those that are assigned or passed, those in a string."""
    decoder = json.JSONDecoder(strict=False)
    place = 0
    text = script.strip()
    starts = [0] if text[:1] in {"{", "["} else []
    for literal in _PARSED.finditer(script):
        try:
            yield json.loads(json.loads(literal[1], strict=False), strict=False)
        except (ValueError, RecursionError):  # no JSON in the string
            continue
    tried, left = 0, _LONGEST
    while tried < _MOST_VALUES and left > 0:
        if starts:
            begins = starts.pop()
        elif mark := _BEGIN.search(text, place):
            begins = mark.end()
        else:
            return
        tried += 1
        try:
            value, place = decoder.raw_decode(text, begins)
        except json.JSONDecodeError as error:
            place = begins + 1
            left -= error.pos - begins
        except RecursionError:
            place = begins + 1
        else:
            yield value


def _arrays(value: object, headline: str) -> Iterator[tuple[bool, int, str]]:
    """Yield each array of parts in a value: whether its object has the headline, its length, its HTML."""
    waiting: list[tuple[object, str, bool, int]] = [(value, "", False, 0)]
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        one, name, near, level = waiting.pop()
        seen += 1
        if level > _LEVELS:
            continue
        if isinstance(one, dict):
            near = _has_headline(one, headline) or (near and level > 0 and not _is_item(one))
            waiting.extend(
                (inner, key, near, level + 1) for key, inner in one.items() if isinstance(inner, (dict, list))
            )
        elif isinstance(one, list):
            parts = [part for entry in one if (part := _part(entry, name))]
            text = sum(len(part) for part in parts if part.startswith("<p"))
            if sum(part.startswith("<p") for part in parts) >= _FEWEST and text >= _SHORTEST:
                yield near, text, "".join(parts)
            else:
                waiting.extend(
                    (entry, name, near, level + 1) for entry in one if isinstance(entry, (dict, list))
                )


def _has_headline(one: dict[str, object], headline: str) -> bool:
    if not headline:
        return False
    inner = [entry for entry in one.values() if isinstance(entry, dict) and len(entry) < 8]
    strings = (
        text
        for found in (one, *inner)
        for text in found.values()
        if isinstance(text, str) and len(text) < 600
    )
    return any(folded(text) == headline for text in strings)


def _is_item(one: dict[str, object]) -> bool:
    """Return whether an object is a thing of its own: another story below the page's one has a title too."""
    return any(isinstance(one.get(name), (str, dict)) for name in ("headline", "title", "headlines"))


def _part(entry: object, name: str) -> str:
    """Return an entry of an array as an element of HTML; an empty text if it is no part of a text."""
    if isinstance(entry, str):
        return f"<p>{_html(entry)}</p>" if name in _NAMED and entry.strip() else ""
    if not isinstance(entry, dict):
        return ""
    kinds = [kind for key in _KINDS if isinstance(kind := entry.get(key), str)]
    if any(map(_HEADING.fullmatch, kinds)):
        tag = "h2"
    elif any(map(_QUOTE.fullmatch, kinds)):
        tag = "blockquote"
    elif kinds and _PARAGRAPH.fullmatch(kinds[0]):
        tag = "p"
    else:
        return ""
    words = _words(entry, 0).strip()
    if not words:
        return ""
    return words if tag == "p" and words.startswith("<p") else f"<{tag}>{words}</{tag}>"


def _words(value: object, level: int) -> str:
    """Return the words in a part: its own text, or those of the parts inside it one after another."""
    if isinstance(value, str):
        return _html(value)
    if level > _LEVELS:
        return ""
    if isinstance(value, list):
        return "".join(_words(one, level + 1) for one in value)
    if isinstance(value, dict):
        for name in _WORDS:
            if (
                (inner := value.get(name))
                and isinstance(inner, (str, list, dict))
                and (found := _words(inner, level + 1))
            ):
                return found
    return ""


def _html(text: str) -> str:
    return text if _TAG.search(text) else escape(text, quote=False)
