"""Conversion of XHTML, NITF and other markup in XML to plain text: paragraphs, readable tables, every word.

Paragraphs are separated by one blank line; a line break, a list item or the row of a table is one
newline; the cells of a row are separated by tabs. White space has its meaning in HTML.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.readers.charset import line_feeds
from newswire.parse.readers.elements import all_text, holds_only_elements, local
from newswire.parse.readers.html import begins_word, html_to_text, names_a_field
from newswire.parse.readers.layout.figure import is_picture
from newswire.parse.readers.layout.table import span_of
from newswire.parse.readers.paragraphs import paragraphs as wrapped_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH, _LINE, _BREAK, _TABLE, _ROW, _CELL, _KEPT, _FIGURE, _SKIPPED = range(9)
_NAMES = {
    # XHTML: https://html.spec.whatwg.org/multipage/rendering.html, NITF 3.6: "Block", "Media", "Table"
    _PARAGRAPH: "html body p div section article aside header footer main nav address blockquote "
    "figcaption h1 h2 h3 h4 h5 h6 ul ol dl menu hr center form fieldset details summary caption "
    "nitf body.head body.content body.end block hedline hl1 hl2 abstract bq note rights byline distributor "
    "dateline tagline bibliography media media-caption media-producer fn credit datasource nitf-table "
    "custom-table",
    _LINE: "li dt dd",
    _BREAK: "br",
    _TABLE: "table",
    _ROW: "tr",
    _CELL: "td th",
    _KEPT: "pre",
    _FIGURE: "figure",
    _SKIPPED: "head script style template media-object media-metadata nitf-table-metadata",
}
_OF_TEXT = frozenset(
    ("p", "br", "ul", "ol", "li", "table", "tr", "td", "th", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
)
"""Elements that keep their meaning in capitals, in markup that is not XHTML."""

_STRUCTURE = {name: structure for structure, names in _NAMES.items() for name in names.split()}


@lru_cache(maxsize=4096)
def _structure(tag: str) -> int | None:
    """Return an element's part in a text (``_LINE`` and the like); None if it is inline or not known."""
    name = local(tag)
    return _STRUCTURE.get(name.lower() if name.lower() in _OF_TEXT else name)


_DEEPEST = 80
"""Levels of markup that are read. No story has as many; text below them is kept without structure."""

MAX_TEXT = 2_000_000
"""Characters of one text; the longest novels have three million, and no story has as many."""

MAX_TAGS = 200_000
"""Tags of HTML in one text; each takes two to three microseconds."""

_HTML = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|a|h[1-6]|ul|ol|li|table|tr|td|img|html|body|section|blockquote|pre)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*<([A-Za-z][\w.-]*)(?=[\s/>])[^<>]*>.*</\1\s*>\s*", re.DOTALL)
_WRAPPED = re.compile(r"\s*<(?:p|div|pre)\b[^<>]*>([^<>]*)</\w+>\s*", re.IGNORECASE)
"""Plain text inside a single element."""

_TAG = re.compile(r"<[^<>]*>")
_ESCAPED_TWICE = re.compile(
    r"&(?:#\d{2,6}|#x[0-9A-Fa-f]{2,6}|quot|apos|amp|lt|gt|nbsp|[a-z]{1,3}uml|[a-z]acute);"
)
_BLANK_LINES = re.compile(r"\n\s*\n[^\S\n]*")


def _too_large() -> Unparsable:
    return Unparsable(Reason.TOO_LARGE, f"A text has more than {MAX_TEXT:,} characters.")


def refuse_too_many_tags(content: str) -> None:
    """Refuse HTML with more than ``MAX_TAGS`` tags; no story has as many.

    Raises:
        Unparsable: ``too-large``.
    """
    if len(content) > 3 * MAX_TAGS and content.count("<") > MAX_TAGS:
        raise Unparsable(Reason.TOO_LARGE, f"A text has more than {MAX_TAGS:,} tags of HTML.")


def markup_text(element: _Element) -> str:
    """Return the text of an element that holds a story, in any markup or in none.

    Markup that was escaped once more (``&lt;p&gt;``) is read too. Inside text, elements that are
    neither XHTML nor NITF are part of their line. Where their parent holds elements only, as a record
    does, each one is a line of its own.

    Raises:
        Unparsable: ``too-large``, if it has more than ``MAX_TEXT`` characters or ``MAX_TAGS`` tags of HTML.
    """
    if not len(element):
        return string_text(element.text or "")
    paragraphs = _Paragraphs()
    structure = _structure(element.tag)
    if structure in (_TABLE, _KEPT):
        paragraphs.block(element, structure)
    else:
        paragraphs.enter(element, in_text=structure is not None)
    paragraphs.end_paragraph()
    return _unescaped("\n\n".join(paragraphs.done or paragraphs.captions))


def block_text(element: _Element) -> str:
    """Return the text of a description, a note or terms: ``markup_text``, with wrapped lines joined.

    Raises:
        Unparsable: ``too-large``, as ``markup_text`` does.
    """
    if len(element):
        return markup_text(element)
    content = element.text or ""
    if "<" in content or len(content) > MAX_TEXT:
        return string_text(content)
    if "\n" not in content:
        return _unescaped(" ".join(content.split()))
    paragraphs = (" ".join(part.split()) for part in _BLANK_LINES.split(content))
    return _unescaped("\n\n".join(filter(None, paragraphs)))


def string_text(content: str, *, is_html: bool = False) -> str:
    """Return the text of a string that is plain, HTML or XML, with paragraphs as in ``markup_text``.

    Raises:
        Unparsable: ``too-large``, if it has more than ``MAX_TEXT`` characters or ``MAX_TAGS`` tags.
    """
    if len(content) > MAX_TEXT:
        raise _too_large()
    refuse_too_many_tags(content)
    if "<" in content:
        if not is_html and (wrapped := _WRAPPED.fullmatch(content)) and "\n  " in wrapped[1]:
            return _unescaped(wrapped_lines(wrapped[1].split("\n")))
        if is_html or _HTML.search(content):
            return _unescaped(html_to_text(content))
        if _XML.fullmatch(content):
            return " ".join(_unescaped(_TAG.sub(" ", content)).split())
    elif is_html:
        return html_to_text(content)
    return _unescaped(plain_text(content))


def plain_text(content: str) -> str:
    """Return plain text with its lines, trimmed, and one blank line between its paragraphs."""
    paragraphs = _BLANK_LINES.split(line_feeds(content).strip())
    return "\n\n".join("\n".join(" ".join(line.split()) for line in part.split("\n")) for part in paragraphs)


def _unescaped(content: str) -> str:
    """Resolve references that were escaped twice, which a reader would see as ``&#39;``."""
    if "&" in content and _ESCAPED_TWICE.search(content):
        return html.unescape(content)
    return content


class _Paragraphs:
    """A collector of text: pieces become lines, lines become paragraphs, cells become lines of tables."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.captions: list[str] = []
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._in_cell = self._broken = False
        self._held: dict[int, int] = {}
        self._rows = 0
        self._depth = 0
        self._length = 0

    def end_line(self) -> None:
        """End a line: the text since the last end is one. In a cell, add a space instead.

        Raises:
            Unparsable: ``too-large``, if all lines together are longer than ``MAX_TEXT``.
        """
        if not self._pieces:
            return
        if self._in_cell:
            self._pieces.append(" ")
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise _too_large()
        if line := " ".join(text.split()):
            self._lines.append(line)

    def end_paragraph(self) -> None:
        """End a paragraph: the lines since the last end are one. In a cell, add a space instead."""
        if self._pieces:
            self.end_line()
        if self._lines and not self._in_cell:
            self.done.append("\n".join(self._lines))
            self._lines.clear()

    def _count(self, text: str) -> None:
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise _too_large()

    def enter(self, element: _Element, *, in_text: bool) -> None:
        """Add the content of an element; ``in_text`` makes unknown elements part of their line."""
        if self._depth > _DEEPEST:
            self._pieces.append(all_text(element))
            return
        text, pieces, children = element.text, self._pieces, element[:]  # type: ignore[index] # as in elements.children
        if not children:
            if text and "<" in text and not self._in_cell and _HTML.search(text):
                self._escaped(text)
            elif text:
                pieces.append(text)
            return
        if text and (pieces or not text.isspace()):
            pieces.append(text)
        self._depth += 1
        as_records = not in_text and holds_only_elements(element)
        for child in children:
            structure = _structure(child.tag)
            if structure == _PARAGRAPH:
                self._paragraph(child)
            elif structure is None:
                self._unknown(child, as_records=as_records)
            elif structure == _BREAK:
                self._line_break()
            elif structure != _SKIPPED:
                self.block(child, structure)
            tail = child.tail
            if tail and (pieces or not tail.isspace()):  # white space at the beginning of a line is dropped
                pieces.append(tail)
        self._depth -= 1

    def _line_break(self) -> None:
        """End a line; a second break behind it ends the paragraph, as in ``html_to_text``."""
        if self._broken and self._lines and not "".join(self._pieces).strip():
            self.end_paragraph()
        else:
            self.end_line()
        self._broken = True

    def _paragraph(self, element: _Element) -> None:
        if self._pieces or self._lines:
            self.end_paragraph()
        text = element.text
        if text and not len(element) and not self._in_cell and "<" not in text:  # most are so
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise _too_large()
            if "\n  " in text and _is_set_in_lines(text):
                self.done.append(wrapped_lines(text.strip("\n").split("\n")))
            elif line := " ".join(text.split()):
                self.done.append(line)
            return
        self.enter(element, in_text=True)
        if self._pieces or self._lines:
            self.end_paragraph()

    def _escaped(self, text: str) -> None:
        """Add the paragraphs of HTML that is the text of an element (CDATA)."""
        self.end_paragraph()
        self._count(text)
        refuse_too_many_tags(text)
        if found := html_to_text(text):
            self.done.append(found)

    def _unknown(self, element: _Element, *, as_records: bool) -> None:
        if not as_records:
            if _is_apart(element):
                self._pieces.append(" ")
            text = element.text
            if text and not len(element) and "<" not in text:  # most are so
                self._pieces.append(text)
            else:
                self.enter(element, in_text=True)
            return
        end = self.end_paragraph if len(element) else self.end_line
        end()
        self.enter(element, in_text=False)
        end()

    def block(self, element: _Element, structure: int) -> None:
        """Add a line, a table, preformatted text, or a part of a table that only lays out."""
        if structure == _LINE:
            self.end_line()
            self.enter(element, in_text=True)
            self.end_line()
        elif structure == _TABLE and not self._in_cell and not _lays_out(element):
            self.end_paragraph()
            self._held, self._rows = {}, 0
            self._table(element)
            empty = min((len(line) - len(line.lstrip("\t")) for line in self._lines), default=0)
            self._lines = [line[empty:] for line in self._lines]  # columns of pictures
            self.end_paragraph()
        elif structure == _FIGURE and not self._in_cell and is_picture(element):
            self.captions += filter(None, (" ".join(all_text(e).split()) for e in element))
        elif structure == _KEPT and not self._in_cell:
            self.end_paragraph()
            kept = line_feeds(all_text(element)).strip("\n").rstrip()
            self._count(kept)
            if kept.strip():
                self.done.append(_BLANK_LINES.sub("\n\n", kept))
        else:  # the cells of a table that lays out, or lies in another table, are paragraphs
            self.end_paragraph()
            self.enter(element, in_text=True)
            self.end_paragraph()

    def _table(self, element: _Element) -> None:
        if element.text:
            self._pieces.append(element.text)
        for child in element:
            structure = _structure(child.tag)
            if structure == _ROW:
                self.end_line()
                self._row(child)
            elif structure is None and len(child):  # thead, tbody, tfoot
                self._table(child)
            elif structure != _SKIPPED:
                self.end_line()
                self.enter(child, in_text=True)
                self.end_line()
            if child.tail:
                self._pieces.append(child.tail)

    def _row(self, element: _Element) -> None:
        cells = [" ".join(element.text.split())] if element.text and not element.text.isspace() else []
        self._pieces.clear()
        self._rows += 1
        for child in element:
            while self._held and self._held.get(len(cells), 0) >= self._rows:  # a cell of a row above
                cells.append("")
            if (printed := child.get("rowspan")) and (rows := span_of(printed)) > 1:
                columns = range(len(cells), len(cells) + span_of(child.get("colspan")))
                self._held |= dict.fromkeys(columns, self._rows + rows - 1)
            if text := self._cell(child) if len(child) else child.text:
                self._count(text)
                text = " ".join(text.split())
            cells.append(text or "")
            if printed := child.get("colspan"):
                cells += [""] * (span_of(printed) - 1)
            if (tail := child.tail) and not tail.isspace():
                cells.append(" ".join(tail.split()))
        if any(cells):
            self._lines.append("\t".join(cells).rstrip("\t"))

    def _cell(self, element: _Element) -> str:
        self._in_cell = True
        self.enter(element, in_text=True)
        self._in_cell = False
        text = "".join(self._pieces)
        self._pieces.clear()
        return text


def _is_set_in_lines(text: str) -> bool:
    """Return whether a paragraph holds a whole text as a teletype sets it: indented paragraphs, columns.

    Only there some lines are indented and others begin at the margin; a machine that indents XML
    indents all lines.
    """
    lines = [line for line in text.rstrip().split("\n")[1:] if line]
    indented = sum(line[:2].isspace() for line in lines)
    return len(lines) > 2 and 0 < indented < len(lines) and any(not line[:1].isspace() for line in lines)


def _is_apart(element: _Element) -> bool:
    """Return whether an element is a span right behind another one, and one of them holds a field."""
    if local(element.tag) != "span" or not element.text or not begins_word(element.text):
        return False
    before = element.getprevious()
    if before is None or before.tail or local(before.tag) != "span":
        return False
    return any(names_a_field(e.get("class") or "") for e in (before, element))


def _lays_out(table: _Element) -> bool:
    """Return whether a table arranges a page: it has a table, or several paragraphs in one cell."""
    for element in table.iterdescendants():
        structure = _structure(element.tag)
        if structure == _TABLE:
            return True
        if structure == _CELL and len(element) > 1:
            blocks = sum(_structure(child.tag) == _PARAGRAPH for child in element)
            if blocks > 1:
                return True
    return False
