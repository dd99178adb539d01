"""The story of an NITF document: ``body.content`` without its pictures, its headings and its end.

``media`` illustrates a story; its captions, producers and alternate texts are the story only if there is no
other one. ``body.end`` holds the ``tagline`` and the ``bibliography``, which are no part of a story.
"""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING

from newswire.lexicon.desk.folding import folded
from newswire.parse.formats.captions import bare, remove
from newswire.parse.formats.nitf.parts import OF_HEADING, direct, first_lines, holds
from newswire.parse.readers.elements import attribute, children, first, local, named, once, text
from newswire.parse.readers.markup import block_text, markup_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newswire.parse.formats.nitf.parts import Parts

_MEDIA = {"image": "picture", "photo": "picture", "video": "video", "audio": "audio", "graphic": "graphic"}
_HEADS = frozenset(
    (
        *("head", "body.head", "hedline", "byline", "dateline", "distributor", "abstract", "note", "rights"),
        *("series", "tagline", "bibliography"),
    )
)
"""Elements of a body that are no story, where the body itself holds the story."""
_ENDS = frozenset(("tagline", "bibliography"))
_OF_BLOCK = frozenset(("block", "body.content"))
_WIDEST = range(45, 100)
"""Characters of the longest line in a text that was set for a teletype."""
_FEWEST = 3
"""Breaks that show the width of lines."""


def body_text(parts: Parts) -> str:
    """Return the story. A document with nothing but media gives their captions."""
    body = parts.nitf if parts.body is None else parts.body
    told = [part for part in body if local(part.tag) in ("body.content", "body.end")]
    if not told:  # the body itself holds the story
        shown = bare(body)
        if any(local(child.tag) in _HEADS for child in shown):
            shown = copy.deepcopy(body) if shown is body else shown
            remove([child for child in shown if local(child.tag) in _HEADS])
        return _unwrapped(markup_text(shown)) or captions(body)
    story = "\n\n".join(found for part in told if (found := _part_text(_story(part, parts))))
    return _unwrapped(story) or captions(body)


def kind(parts: Parts) -> str:
    """Return the kind of the first medium if the content has no other text; otherwise ``text``."""
    for part in parts.contents:
        media = next(named(part, "media"), None)
        if media is not None and not (text(bare(part)) or "").strip():
            reference = next(named(media, "media-reference"), None)
            said = attribute(media, "media-type") or attribute(reference, "mime-type") or ""
            return _MEDIA.get(said.partition("/")[0].lower(), "text")
    return "text"


def captions(element: _Element) -> str:
    """Return the captions of the media in an element, each once."""
    found = (block_text(caption) for caption in named(element, "media-caption"))
    return "\n\n".join(once(found))


def producers(parts: Parts) -> str | None:
    """Return the producers of the media: photographers and their agencies, each once."""
    found = (text(e) for part in parts.contents for e in named(part, "media-producer"))
    return ", ".join(once(found)) or None


def same_words(one: str | None, other: str | None) -> bool:
    """Return whether two texts have the same words, whatever their case and punctuation."""
    return bool(one and other) and folded(one or "") == folded(other or "")


def _story(part: _Element, parts: Parts) -> _Element:
    """Return a part of the body, or a copy of it without what is no story."""
    if local(part.tag) == "body.end":
        if not any(local(child.tag) in _ENDS for child in part):
            return part
        copied = copy.deepcopy(part)
        remove([child for child in copied if local(child.tag) in _ENDS])
        return copied
    shown = bare(part)
    headings = _headings(shown, parts)
    if not headings:
        return shown
    places = [i for i, e in enumerate(direct(shown)) if e in headings]
    copied = shown if shown is not part else copy.deepcopy(part)
    remove([e for i, e in enumerate(direct(copied)) if i in places])
    return copied


def _headings(part: _Element, parts: Parts) -> list[_Element]:
    """Return the elements of a content that repeat the heading, or are the heading."""
    lines = [*first_lines(part)]
    of_heading = [*direct(part)] if parts.headed and holds(part, *OF_HEADING) else []
    if not lines and not of_heading:
        return []
    above, inner = parts.above, parts.inner
    hedline = first(above, "hedline")
    heads = children(hedline)
    headlines = (hedline, *heads.get("hl1", ()), *heads.get("hl2", ()), *inner.get("hedline", ()))
    repeated = [text(headline) for headline in headlines]
    found = [e for e in lines if any(same_words(text(e), said) for said in repeated)]
    for element in of_heading:
        name = local(element.tag)
        known = above.get(name, inner.get(name, ())) if name in OF_HEADING else ()
        if any(same_words(text(element), text(one)) for one in known):
            found.append(element)
    return found


def _part_text(part: _Element) -> str:
    """Return the text of a part. Omit a block that only repeats the beginning of the next one."""
    blocks = [child for child in part if local(child.tag) == "block"]
    if len(blocks) < 2 or len(blocks) < len(part):
        return markup_text(part)
    told = [markup_text(block) for block in blocks]
    kept = [text for text, next_one in zip(told, [*told[1:], ""], strict=True) if not _begins(next_one, text)]
    return "\n\n".join(filter(None, kept))


def _begins(text: str, with_text: str) -> bool:
    return text.startswith(with_text) and text[len(with_text) : len(with_text) + 1] in ("", "\n")


def _unwrapped(told: str) -> str:
    """Join lines that a machine has broken at the width of a teletype, each with a ``br``.

    The breaks are the machine's if no line had room for the first word of the next one. Columns stay.
    """
    if told.count("\n") - 2 * told.count("\n\n") < _FEWEST:
        return told
    paragraphs = told.split("\n\n")
    wrapped = [p.split("\n") for p in paragraphs if "\n" in p and "\t" not in p and "  " not in p]
    width = max((len(line) for lines in wrapped for line in lines), default=0)
    if width not in _WIDEST or sum(len(lines) - 1 for lines in wrapped) < _FEWEST:
        return told
    return "\n\n".join(
        " ".join(p.split("\n")) if (lines := p.split("\n")) in wrapped and _is_full(lines, width) else p
        for p in paragraphs
    )


def _is_full(lines: list[str], width: int) -> bool:
    pairs = itertools.pairwise(lines)
    return all(len(one) + len(other.split(" ", 1)[0]) >= width - 1 for one, other in pairs)
