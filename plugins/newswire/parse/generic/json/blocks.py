"""Texts that JSON holds as blocks, which web editors and publishing systems store instead of HTML.

There is no standard. A block is a string, or an object with a text or further blocks under one of a few
names. Pieces of one line (spans with a text of their own) are joined without a space. Blocks that show a
file, or repeat another field, are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.formats.captions import without_captions
from newswire.parse.generic.lines import unescaped
from newswire.parse.readers.json_items import body

if TYPE_CHECKING:
    from newswire.parse.readers.json import Object

_TYPES = ("type", "_type", "nodetype", "role", "blocktype", "object")
_CONTENTS = (
    *("rendered", "main", "basic", "default", "text", "content", "html", "value", "body", "plain_text"),
    *("paragraph", "children", "blocks", "items", "components", "contentelements", "data", "paragraphs"),
    *("nodes", "insert", "ops", "root", "document", "richtext", "title"),
)
_NO_TEXT = frozenset(
    (
        *("image", "picture", "photo", "video", "audio", "gallery", "media", "embed", "oembed", "ad"),
        *("advert", "html_embed", "title", "headline", "byline", "author", "caption", "logo", "divider"),
        *("related", "interstitiallink", "figure", "customembed", "rawhtml", "script", "iframe", "map"),
        *("socialembed", "tweet", "hero"),
    )
)
_INLINE = frozenset(
    ("text", "span", "link", "hyperlink", "mark", "linebreak", "hardbreak", "a", "strong", "em", "b", "i")
)
_DEEPEST = 30
_MOST_BLOCKS = 10_000


def block_text(value: object) -> str | None:
    """Return the text of a body that is a string, blocks, or an object around them.

    Raises:
        Unparsable: ``too-large``, if an array has more blocks than any story.
    """
    return "\n\n".join(_paragraphs(value, 0)) or None


def _paragraphs(value: object, depth: int) -> list[str]:
    if depth > _DEEPEST:
        return []
    if isinstance(value, str):
        value = unescaped(value)
        return [found] if (found := body(without_captions(value)) or body(value)) else []
    if isinstance(value, list):
        if len(value) > _MOST_BLOCKS:
            raise Unparsable(
                Reason.TOO_LARGE, f"A text of {len(value):,} blocks; up to {_MOST_BLOCKS:,} are read."
            )
        if any(map(_is_inline, value)):
            return [line] if (line := _line(value, depth)) else []
        return [paragraph for part in value for paragraph in _paragraphs(part, depth + 1)]
    return _of_block(value, depth) if isinstance(value, dict) else []


def _of_block(block: Object, depth: int) -> list[str]:
    if _type(block) in _NO_TEXT:
        return []
    plain = {
        name.lower().replace("_", "") if name != "plain_text" else name: value
        for name, value in block.items()
    }
    for name in _CONTENTS:
        if found := _paragraphs(plain.get(name), depth + 1):
            return found
    return []


def _line(pieces: list[object], depth: int) -> str:
    """Return the text of a line from its pieces: texts beside each other, and links around texts."""
    said = []
    for piece in pieces:
        if isinstance(piece, str):
            said.append(piece)
        elif isinstance(piece, dict):
            own = [
                piece[name] for name in ("text", "value", "plain_text") if isinstance(piece.get(name), str)
            ]
            inner = [piece[name] for name in ("children", "content") if isinstance(piece.get(name), list)]
            said.append(own[0] if own else _line(inner[0], depth + 1) if inner else "\n")
    return "".join(said).strip() if depth < _DEEPEST else ""


def _is_inline(piece: object) -> bool:
    """Return whether an entry of an array is a part of a line: by its type, or as a bare text with marks."""
    if not isinstance(piece, dict):
        return False
    kind = _type(piece)
    has_text = any(isinstance(piece.get(name), str) for name in ("text", "value"))
    if kind:
        return kind in _INLINE and (has_text or kind not in ("text",)) and "content" not in _strings(piece)
    return set(piece) - {"text"} <= _MARKS and has_text


_MARKS = frozenset(
    ("bold", "italic", "underline", "strikethrough", "code", "marks", "format", "style", "key", "_key")
)


def _strings(piece: Object) -> set[str]:
    return {name for name, value in piece.items() if isinstance(value, str)}


def _type(block: Object) -> str:
    """Return the type of a block in plain form: ``text`` for ``core/text``, ``rawhtml`` for ``raw_html``."""
    said = next((block[name] for name in _TYPES if isinstance(block.get(name), str)), "")
    nodetype = block.get("nodeType") if not said else None
    found = str(said or (nodetype if isinstance(nodetype, str) else ""))
    return found.rpartition("/")[2].replace("_", "").replace("-", "").lower()
