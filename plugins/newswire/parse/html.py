"""From a fragment of HTML to plain text: all of its words, its paragraphs, its tables readable.

What counts as a block, as hidden and as no text at all follows the rendering section of the HTML
standard (https://html.spec.whatwg.org/multipage/rendering.html): the text is what a reader of the
story would see on a page, line breaks included.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

MOST_TAGS, MOST_CHARACTERS = 10_000, 1_000_000
"""Markup beyond either is not read into a tree (about 1 kB and 20 µs a tag): its tags are cut out."""

# Breaks, weakest first: of neighbouring ones the strongest counts.
_NONE, _SPACE, _LINE, _PARAGRAPH, _CELL, _ROW, _TABLE = range(7)
_PRINTED = ("", " ", "\n", "\n\n", "\t", "\n", "\n\n")


def _names(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


# Not text of a story: code, metadata, fallbacks for what cannot be shown, parts of forms.
_NO_TEXT = _names(
    "script style template noscript head title iframe object embed applet svg audio video canvas select "
    "datalist textarea button noframes noembed"
)
_PARAGRAPHS = _names(
    "address article aside blockquote body center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre search section "
    "summary ul caption"
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_LINES = frozenset(("li", "dt", "dd"))
_VOID_PARAGRAPH = re.compile(
    r"</?(?:p|div|h[1-6]|table|ul|ol|dl|blockquote|section|article|figure|pre|hr)\b[^<>]*>", re.IGNORECASE
)
_VOID_LINE = re.compile(r"</?(?:br|li|tr|dt|dd|td|th)\b[^<>]*>", re.IGNORECASE)
_NEVER_SHOWN = re.compile(r"(<script\b|<style\b|<!--|</script|</style|-->)", re.IGNORECASE)
_ENDS = {"<script": "</script", "<style": "</style", "<!--": "-->"}
_TAG = re.compile(r"</?[a-z][^<>]*>|<[!?][^<>]*>", re.IGNORECASE)

# "<name@agency.example>" and "<https://…>" are no tags, but a parser takes them for such and loses them.
_ADDRESS = re.compile(r"<(?=[\w.+-]{1,64}@[\w-]|https?://)")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_UNREADABLE = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WHITESPACE = re.compile(r"\s+")
_MOST_EMPTY = 40
"""Empty cells in a row that are kept, as tabs."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def html_to_text(fragment: str, *, blank_lines: bool = False) -> str:
    """The text of an HTML fragment (or page), paragraphs separated by one blank line.

    A line break (``br``, list items, rows of a table) is one newline, cells of a row are separated
    by a tab. Tables that only lay out (a table inside, or paragraphs in a cell) give paragraphs.
    Scripts, styles, comments, forms and what ``hidden`` or ``display: none`` hides are left out.

    Args:
        fragment: HTML, or text with or without entities.
        blank_lines: take a blank line in the source for the end of a paragraph, as WordPress and
            text inside ``description`` elements mean it; HTML itself does not.

    Never raises; takes time and memory in proportion to the fragment.
    """
    fragment = _CDATA.sub("", _UNREADABLE.sub("", fragment.replace("\r\n", "\n").replace("\r", "\n")))
    if "<" not in fragment:
        return _without_markup(html.unescape(fragment), blank_lines=blank_lines)
    if len(fragment) > MOST_CHARACTERS or fragment.count("<") > MOST_TAGS:
        return _cut_out(fragment, blank_lines=blank_lines)
    # Begun with a tag, so that a lone address or path is not warned of as one.
    soup = BeautifulSoup("<div>" + _ADDRESS.sub("&lt;", fragment), "lxml")
    text = _Text(blank_lines=blank_lines)
    for node, entering in _walk(soup):
        if isinstance(node, NavigableString):
            text.add(node)
        elif entering:
            text.enter(node)
        else:
            text.leave(node)
    return str(text)


def _walk(soup: BeautifulSoup) -> Iterator[tuple[Tag | NavigableString, bool]]:
    """Tags when they begin (true) and end (false) and the text between, without what is never shown."""
    path: list[tuple[Tag, Iterator[object]]] = [(soup, iter(soup.contents))]
    while path:
        tag, children = path[-1]
        child = next(children, None)
        if child is None:
            path.pop()
            yield tag, False
        elif isinstance(child, Tag):
            if child.name not in _NO_TEXT and not _hidden(child):
                yield child, True
                path.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield child, True


def _hidden(tag: Tag) -> bool:
    return bool(tag.attrs) and (tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style") or ""))))


@dataclass(slots=True)
class _Table:
    """A table being read. ``pieces`` begin its cells, to be paragraphs if it turns out to lay out only."""

    pieces: list[int] = field(default_factory=list)
    lays_out: bool = False
    cell: int = 0
    filled: int = 0

    def indent(self, text: str, strength: int, number: int) -> str:
        """``text``, after a break, with a tab for each empty cell before it; ``number`` counts pieces."""
        empty = 0
        if strength >= _CELL:
            self.pieces.append(number)
            empty = self.cell - (self.filled + 1 if strength == _CELL else 1)
        elif strength == _PARAGRAPH:
            self.lays_out = True
        self.filled = self.cell
        return "\t" * min(empty, _MOST_EMPTY) + text


class _Text:
    """Pieces of text with the breaks between them; every piece follows its break."""

    def __init__(self, *, blank_lines: bool) -> None:
        self._pieces: list[str] = []
        self._breaks: list[int] = []
        self._break = _TABLE
        self._lines_broken = 0
        self._lists = 0
        self._tables: list[_Table] = []
        self._preformatted = 0
        self._blank_lines = blank_lines

    def add(self, text: str) -> None:
        """Text as it stands in the source."""
        text = _INVISIBLE.sub("", text)
        if self._preformatted:
            self._keep_lines(text.replace("\xa0", " "))
            return
        if self._blank_lines and "\n" in text:
            first, *others = _BLANK_LINE.split(text)
            self._flow(first)
            for part in others:
                self._weigh(_PARAGRAPH)
                self._flow(part)
        else:
            self._flow(text)

    def enter(self, tag: Tag) -> None:
        """A tag begins."""
        name = tag.name
        if name == "br":
            self._lines_broken += 1
            self._weigh(_LINE if self._lines_broken == 1 else _PARAGRAPH)
        elif name == "q":
            self._put('"')
        elif name == "table":
            if self._tables:
                self._tables[-1].lays_out = True
            self._tables.append(_Table())
        elif name == "pre":
            self._preformatted += 1
        self._edge(name)
        if name in _LISTS:
            self._lists += 1
        elif self._tables and name in ("td", "th"):
            self._tables[-1].cell += 1
        elif self._tables and name == "tr":
            self._tables[-1].cell = 0

    def leave(self, tag: Tag) -> None:
        """A tag ends."""
        name = tag.name
        if name == "br":
            return
        if name == "q":
            self._put('"')
        elif name in _LISTS:
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

    def __str__(self) -> str:
        pairs = zip(self._breaks, self._pieces, strict=True)
        return "".join(_PRINTED[strength] + piece for strength, piece in pairs).strip()

    def _edge(self, name: str) -> None:
        if name in _PARAGRAPHS:
            # A list inside an item goes on in the next line, not in the next paragraph.
            self._weigh(_LINE if name in _LISTS and self._lists else _PARAGRAPH)
        elif name in _LINES:
            self._weigh(_LINE)
        elif name in ("td", "th"):
            self._weigh(_CELL)
        elif name in ("tr", "thead", "tbody", "tfoot"):
            self._weigh(_ROW)
        elif name == "table":
            self._weigh(_TABLE)

    def _weigh(self, strength: int) -> None:
        self._break = max(self._break, strength)

    def _flow(self, text: str) -> None:
        words = _WHITESPACE.sub(" ", text)
        if words[:1] == " ":
            self._weigh(_SPACE)
        if stripped := words.strip():
            self._put(stripped)
            if words[-1] == " ":
                self._weigh(_SPACE)

    def _keep_lines(self, text: str) -> None:
        """Text inside ``pre``: its lines and columns are kept."""
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
        if self._tables:
            text = self._tables[-1].indent(text, self._break, len(self._pieces))
        self._breaks.append(self._break)
        self._pieces.append(text)
        self._break = _NONE
        self._lines_broken = 0


def _without_markup(text: str, *, blank_lines: bool) -> str:
    text = _INVISIBLE.sub("", text)
    paragraphs = _BLANK_LINE.split(text) if blank_lines else [text]
    return "\n\n".join(words for part in paragraphs if (words := _WHITESPACE.sub(" ", part).strip()))


def _shown(markup: str) -> Iterator[str]:
    """The parts of markup that stand outside scripts, styles and comments."""
    end: str | None = None
    for part in _NEVER_SHOWN.split(markup):
        if end:
            if part.lower() == end:
                end = None
                yield "" if part == "-->" else part
        elif part.lower() in _ENDS:
            end = _ENDS[part.lower()]
        else:
            yield part


def _cut_out(fragment: str, *, blank_lines: bool) -> str:
    """The text of markup that is too much for a tree: tags cut out, blocks and lines kept apart."""
    text = fragment if blank_lines else _WHITESPACE.sub(" ", fragment)
    text = _ADDRESS.sub("&lt;", "".join(_shown(text)))
    text = _TAG.sub("", _VOID_LINE.sub("\n", _VOID_PARAGRAPH.sub("\n\n", text)))
    paragraphs = _BLANK_LINE.split(_INVISIBLE.sub("", html.unescape(text)))
    lines = (
        "\n".join(words for line in part.split("\n") if (words := _WHITESPACE.sub(" ", line).strip()))
        for part in paragraphs
    )
    return "\n\n".join(part for part in lines if part)
