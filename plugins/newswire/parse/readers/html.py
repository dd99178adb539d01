"""Conversion of HTML to plain text with all of its words, its paragraphs and readable tables.

The rendering section of the HTML standard (https://html.spec.whatwg.org/multipage/rendering.html)
defines blocks, hidden elements and elements without text. The result is the text that a reader
would see on a page, line breaks included.
"""

from __future__ import annotations

import html
import inspect
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.lexicon.invisible import INVISIBLE, has_invisible
from newswire.parse.readers.charset import has_controls, line_feeds
from newswire.parse.readers.layout.figure import FIGURED, MEDIA
from newswire.parse.readers.layout.table import BREAKS, Table
from newswire.parse.readers.signs import OF_A_LINE, sign_of

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

# The strongest of neighbouring breaks counts.
_NONE, _SPACE, _LINE, _PARAGRAPH, _CELL, _ROW, _TABLE = BREAKS
_PRINTED = ("", " ", "\n", "\n\n", "\t", "\n", "\n\n")


def _names(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


# These hold no text of a story: code, metadata, fallbacks for media, parts of forms.
_NO_TEXT = _names(
    "script style template noscript head title iframe object embed applet svg audio video canvas select "
    "datalist textarea button noframes noembed"
)
_PARAGRAPHS = _names(
    "address article aside blockquote body center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre search section "
    "summary ul caption"
)
_ENDING_THEMSELVES = _names(
    "p li dt dd tr td th thead tbody tfoot option br hr img input meta link wbr area base col embed source "
    "track"
)
_VOID = _names(
    "area base basefont bgsound br col command embed frame hr image img input keygen link meta param source "
    "track wbr"
)
"""Elements without content and without an end tag (HTML, "Elements", void elements; "Obsolete features")."""
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BREAKS = dict.fromkeys(_PARAGRAPHS, _PARAGRAPH) | {
    "li": _LINE,
    "dt": _LINE,
    "dd": _LINE,
    "td": _CELL,
    "th": _CELL,
    "tr": _ROW,
    "thead": _ROW,
    "tbody": _ROW,
    "tfoot": _ROW,
    "table": _TABLE,
}
"""The break between an element and its neighbours; an element that is not listed is part of a line."""
_STRUCTURES = _LISTS | {"table", "tr", "td", "th", "pre", "figure"}
"""The elements among them that have a meaning beside their break."""
_FIELDS = frozenset(
    name
    for ours in ("byline", "credit", "dateline", "place", "country", "published", "provider", "slugline")
    for name in KNOWN_AS[ours]
)
"""Classes of spans that hold a field of their own. The style sheet makes the space before the next one."""
# "<name@agency.example>" and "<https://…>" are no tags, but a parser reads them as tags and loses them.
_ADDRESS = re.compile(r"<(?=[\w.+-]{1,64}@[\w-]|https?://)")
_NOTHING_SHOWN = re.compile(rf"(?m)^[^\S\n]*[{INVISIBLE}](?:[^\S\n]|[{INVISIBLE}])*$")
_MANY_LINES = re.compile(r"\n{3,}")
_UNREADABLE = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHUNK = 1024 * 1024
_MANY_TAGS, _DEEPEST, _NEAR = 2_000, 500, 20
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BLANK_LINES = re.compile(r"\n\s*\n")


def html_to_text(fragment: str, *, blank_lines: bool = False) -> str:
    """Return the text of an HTML fragment (or page), paragraphs separated by one blank line.

    A line break (``br``, list items, rows of a table) is one newline, cells of a row are separated
    by a tab. Tables that only lay out (a table inside, or paragraphs in a cell) give paragraphs.
    Scripts, styles, comments, parts of forms and hidden elements (``hidden``, ``display: none``) are
    left out.

    Args:
        fragment: HTML, or text with or without entities.
        blank_lines: treat a blank line in the source as the end of a paragraph, as WordPress and
            text inside ``description`` elements mean it; HTML itself does not.

    Never raises; takes time and memory in proportion to the fragment.
    """
    fragment = line_feeds(fragment)
    if not fragment.isascii() or has_controls(fragment):
        fragment = _UNREADABLE.sub("", fragment)
    fragment = fragment.replace("<![CDATA[", "").replace("]]>", "")
    if "<" not in fragment:
        return _without_markup(html.unescape(fragment), blank_lines=blank_lines)
    # The tag at the beginning prevents a warning about a fragment that is only an address or a path.
    fragment = "<div>" + _ADDRESS.sub("&lt;", fragment)
    fragment = _shallow(fragment) if fragment.count("<") > _MANY_TAGS else fragment
    parser, text = _KEPT.__dict__.pop("reader", None) or _reader()
    text.begin(blank_lines=blank_lines)
    for start in range(0, len(fragment), _CHUNK):
        parser.feed(fragment[start : start + _CHUNK])
    parser.close()
    shown = str(text)
    text.begin()
    _KEPT.reader = parser, text
    return shown


def _reader() -> tuple[Any, _Text]:
    """Return a parser, and the text that it sends tags and characters to. It builds no tree."""
    text = _Text()
    return etree.HTMLParser(target=cast("ParserTarget", text)), text


_KEPT = threading.local()
"""The reader of each thread: one takes as long to make as a headline to read. One that failed is not kept."""


def _shallow(fragment: str) -> str:
    """Remove start tags that nest deeper than ``_DEEPEST``; no page nests as deep.

    The parser searches all open elements for each end tag, so its time would grow with the depth.
    Elements that end by themselves are not counted, as they do not nest in each other.
    """
    opened: list[str] = []

    def kept(found: re.Match[str]) -> str:
        name = found[2].lower()
        if name in _ENDING_THEMSELVES:
            return found[0]
        if not found[1]:
            opened.append(name)
            return found[0] if len(opened) <= _DEEPEST else ""
        if name in opened[-_NEAR:]:
            while opened.pop() != name:
                pass
        return found[0]

    return _TAG.sub(kept, fragment)


def _hidden(attributes: Mapping[str, object]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(str(attributes.get("style") or "")))


@lru_cache(maxsize=1024)
def names_a_field(classes: str) -> bool:
    """Return whether a ``class`` marks an inline element as a field of its own, such as place or credit."""
    return any(plain(name) in _FIELDS for name in classes.split())


def begins_word(text: str) -> bool:
    """Return whether a text begins with a word or an opening bracket, which need a space before them."""
    return text[0].isalnum() or text[0] in "(["


class _Text:
    """Pieces of text with the breaks between them; every piece follows its break."""

    def __init__(self) -> None:
        self.begin()

    def begin(self, *, blank_lines: bool = False) -> None:
        """Forget the text, and begin another one."""
        self._pieces: list[str] = []
        self._breaks: list[int] = []
        self._break = _TABLE
        self._lines_broken = 0
        self._lists = 0
        self._tables: list[Table] = []
        self._preformatted = 0
        self._unseen = 0
        self._figures: list[
            int
        ] = []  # where the pieces of open figures begin; negative if one holds a medium
        self._captions: list[str] = []
        self._waiting: list[str] = []
        self._blank_lines = blank_lines
        self._spans: list[bool] = []
        self._span_ended = self._field_ended = self._apart = self._gap = False
        self._foreign = ""

    def start(self, name: str, attributes: Mapping[str, object]) -> None:
        """Handle a start tag."""
        if self._waiting:
            self._settle()
        if self._figures:
            self._in_figure(name)
        if self._unseen or name in _NO_TEXT or (attributes and _hidden(attributes)):
            self._unseen += name not in _VOID
            return
        if (strength := _BREAKS.get(name)) is not None:
            if name in _STRUCTURES:
                self._begin(name, attributes)
            elif strength > self._break:
                self._break = strength
        elif name == "span":
            classes = attributes.get("class") if attributes else None
            holds_field = bool(classes) and names_a_field(str(classes))
            self._apart = self._span_ended and (holds_field or self._field_ended)
            self._spans.append(holds_field)
        elif name == "br":
            self._lines_broken += 1
            self._weigh(_LINE if self._lines_broken == 1 else _PARAGRAPH)
        elif name == "q":
            self._put('"')
        elif name not in OF_A_LINE and name not in _VOID:
            self._foreign = name
            if sign := sign_of(name):
                self._waiting.append(sign)
                self._settle()

    def _begin(self, name: str, attributes: Mapping[str, object]) -> None:
        if name == "table":
            if self._tables:
                self._tables[-1].lays_out = True
            self._tables.append(Table())
        elif name == "pre":
            self._preformatted += 1
        self._edge(name)
        if name in _LISTS:
            self._lists += 1
        elif self._tables and name in ("td", "th"):
            self._tables[-1].begin_cell(attributes)
        elif self._tables and name == "tr":
            self._tables[-1].begin_row()
        elif name == "figure" and not self._tables:
            self._figures.append(len(self._pieces) + 1)

    def _in_figure(self, name: str) -> None:
        if name in MEDIA:
            self._figures[-1] = -abs(self._figures[-1])
        elif name in FIGURED:
            self._figures[-1] = 0  # no longer one that a caption can leave

    def end(self, name: str) -> None:
        """Handle an end tag."""
        if self._waiting:
            self._settle()
        if self._unseen:
            self._unseen -= name not in _VOID
            return
        if (strength := _BREAKS.get(name)) is not None:
            if name in _STRUCTURES:
                self._end(name)
            elif strength > self._break:
                self._break = strength
        elif name == "span":
            self._span_ended = True
            self._field_ended = bool(self._spans) and self._spans.pop()
        elif name == "q":
            self._put('"')
        self._gap = name == self._foreign and not sign_of(name)  # an empty element that HTML does not know
        self._foreign = ""

    def _end(self, name: str) -> None:
        if name == "figure" and self._figures and (begins := self._figures.pop()) < 0:
            self._captions += self._pieces[-begins - 1 :]
            del self._pieces[-begins - 1 :], self._breaks[-begins - 1 :]
        if name in _LISTS:
            self._lists -= 1
        elif name == "pre":
            self._preformatted -= 1
        self._edge(name)
        if name == "table":
            table = self._tables.pop()
            if table.lays_out:
                for number in table.pieces:
                    self._breaks[number] = _PARAGRAPH
                    self._pieces[number] = self._pieces[number].lstrip("\t")

    def data(self, text: str) -> None:
        """Keep characters of the source, unless they are hidden."""
        if not self._unseen:
            self._waiting.append(text)

    def comment(self, text: str) -> None:
        """Ignore a comment: no page shows it."""

    def close(self) -> None:
        """End the text after the last tag."""
        if self._waiting:
            self._settle()

    def _settle(self) -> None:
        """Add the characters since the last tag to the pieces."""
        text = "".join(self._waiting)
        self._waiting.clear()
        if self._preformatted:
            self._keep_lines(text.replace("\xa0", " "))
        elif self._blank_lines and "\n" in text:
            first, *others = _BLANK_LINE.split(text)
            self._flow(first)
            for part in others:
                self._weigh(_PARAGRAPH)
                self._flow(part)
        else:
            self._flow(text)

    def __str__(self) -> str:
        if not self._pieces:  # nothing but pictures
            return _without_empty_lines("\n\n".join(self._captions))
        pairs = zip(self._breaks, self._pieces, strict=True)
        return _without_empty_lines("".join(_PRINTED[strength] + piece for strength, piece in pairs).strip())

    def _edge(self, name: str) -> None:
        # Lines, not paragraphs, separate a list from the item of a list that it lies in.
        self._weigh(_LINE if name in _LISTS and self._lists else _BREAKS[name])

    def _weigh(self, strength: int) -> None:
        if strength > self._break:  # noqa: PLR1730 - every tag runs it, and a call takes five times as long
            self._break = strength

    def _flow(self, text: str) -> None:
        words = text.split()
        if not words:
            if text:
                self._weigh(_SPACE)
            return
        if text[0].isspace():
            self._weigh(_SPACE)
        self._put(" ".join(words))
        if text[-1].isspace():
            self._weigh(_SPACE)

    def _keep_lines(self, text: str) -> None:
        """Add text inside ``pre`` with its lines and columns."""
        lines = text.strip("\n")
        if text[:1] == "\n":
            self._weigh(_PARAGRAPH if text[:2] == "\n\n" else _LINE)
        if lines.strip():
            self._put(_BLANK_LINES.sub("\n\n", lines).rstrip())
            if text[-1] == "\n":
                self._weigh(_PARAGRAPH if text[-2:] == "\n\n" else _LINE)
            elif text[-1].isspace():
                self._weigh(_SPACE)
        elif text:
            self._weigh(_SPACE)

    def _put(self, text: str) -> None:
        if not text:
            return
        if self._break == _NONE and (
            (self._apart and begins_word(text)) or (self._gap and text[0].isalnum() and self._ends_word())
        ):
            self._break = _SPACE
        self._span_ended = self._apart = self._gap = False
        self._foreign = ""
        if self._tables:
            text = self._tables[-1].indent(text, self._break, len(self._pieces))
        self._breaks.append(self._break)
        self._pieces.append(text)
        self._break = _NONE
        self._lines_broken = 0

    def _ends_word(self) -> bool:
        return bool(self._pieces) and self._pieces[-1][-1:].isalnum()


# lxml asks each parser's target for it, and Python would work it out anew for a third of the time of a parse.
_Text.start.__signature__ = inspect.signature(_Text.start)  # type: ignore[attr-defined]


def _without_markup(text: str, *, blank_lines: bool) -> str:
    paragraphs = _BLANK_LINE.split(text) if blank_lines else [text]
    return _without_empty_lines(
        "\n\n".join(words for part in paragraphs if (words := " ".join(part.split())))
    )


def _without_empty_lines(text: str) -> str:
    """Remove lines of invisible characters only: editors use them to keep empty paragraphs open."""
    if not has_invisible(text):
        return text
    return _MANY_LINES.sub("\n\n", _NOTHING_SHOWN.sub("", text)).strip()
