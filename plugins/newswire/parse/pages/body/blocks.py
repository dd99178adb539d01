"""The blocks of a page: its paragraphs, headings, list items and rows, in the order of the page.

The rendering section of the HTML standard (https://html.spec.whatwg.org/multipage/rendering.html) defines
which elements begin a block. One walk over the tree makes all blocks; all later steps look at them alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newswire.parse.pages.body.tables import lays_out

if TYPE_CHECKING:
    from lxml.etree import _Element

    _Ending = Callable[[_Element], None]


def _names(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_NO_TEXT = _names(
    "script style template noscript head title iframe object embed applet svg audio video canvas select math "
    "datalist textarea button noframes noembed input rt rp"
)
"""Elements without text of a story: code, fallbacks for media, parts of forms, the reading aids of ruby."""
_FALLBACKS = _names("noscript template")
_NEVER_CLOSED = _names("iframe object applet svg audio video canvas select math button")
"""Those that hold half of the page if their end tag is missing, or is one that the parser does not know."""
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre search section summary table tbody td tfoot th thead tr ul"
)
_KINDS = _names(
    "a address article aside blockquote details dl figcaption figure footer form h1 h2 h3 h4 h5 h6 header li "
    "main nav ol p pre section summary table td ul"
)
"""Elements that a block may ask for by ``inside``."""
_OF_PAGES = ("p", "h1", "br", "blockquote", "article", "main", "section", "table", "footer")
_LINES = _names("li dt dd tr")
_INLINE = _names("a br q b strong em i")
"""Elements in a line that count: links, ends of lines, quotations, and text that is strong."""
_OF_LINES = _names("p h1 h2 h3 h4 h5 h6 figcaption dt summary")
_LISTS = _names("ul ol dl menu dir")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-?only|sr-text|show-for-sr|screen-?reader(?:-text|-only)?|a11y-hidden|assistive-text|"
    r"(?:[a-z]{1,6}-)?visually-?hidden|hidden-visually)(?:\s|$)"
)
_NEAR = 6
_LONGEST_NAMES = 500
_NAMING = ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type")


@dataclass(slots=True, eq=False)
class Place:
    """A block element, and the way to it.

    ``inside`` has the tags of the elements that it lies in, its own included. ``hidden`` holds if it, or one
    around it, is not shown. ``linked`` holds if a link is around it, and not around the element above.
    """

    element: _Element
    tag: str
    parent: Place | None
    inside: frozenset[str] = frozenset()
    hidden: bool = False
    linked: bool = False
    depth: int = 0
    _names: str | None = None

    @property
    def names(self) -> str:
        """Its class, id, role and the like in lower case, with those of the inline elements around it."""
        if self._names is None:
            self._names = self._named()
        return self._names

    def _named(self) -> str:
        element = self.element
        given = element.keys()
        names = [value for name in _NAMING if name in given and (value := element.get(name))]
        above = self.parent.element if self.parent is not None else None
        around, far = element.getparent(), 0
        while around is not None and around is not above and far < _NEAR:
            names += [value for name in _NAMING[:2] if (value := around.get(name))]
            around, far = around.getparent(), far + 1
        return " ".join(names)[:_LONGEST_NAMES].lower()


@dataclass(slots=True, eq=False)
class Block:
    """One block of text.

    ``text`` has single spaces, and a line feed for each ``br``. ``element`` is the block element that holds
    it, ``tag`` its name (``p``, ``h2``, ``li``, ``tr``, ``figcaption``, …; ``div`` for text without a
    paragraph). ``links`` is the number of characters of the text that stand in links, ``anchors`` the number
    of links, ``strong`` the number of characters in bold or italic. ``place`` is the element with all that is
    around it. ``apart`` is false if only a line break separates the block from the one before, as in lists.
    """

    text: str
    element: _Element
    tag: str
    links: int = 0
    anchors: int = 0
    strong: int = 0
    place: Place = field(kw_only=True)
    apart: bool = True

    @property
    def inside(self) -> frozenset[str]:
        """The tags of the elements that the block lies in, its own included."""
        return self.place.inside


def read_blocks(root: _Element, *, fallbacks: bool = False) -> list[Block]:
    """Return all blocks of a page in its order, hidden ones included, in time proportional to its size.

    Args:
        root: the tree of the page.
        fallbacks: read ``noscript`` and ``template`` too, which show if a script does not run.
    """
    walk = _Walk(_NO_TEXT - _FALLBACKS if fallbacks else _NO_TEXT)
    walk.over(root)
    return walk.blocks


class _Walk:
    """One walk over a tree: the text since the last edge of a block, and the blocks so far."""

    def __init__(self, unread: frozenset[str]) -> None:
        self._unread = unread
        self.blocks: list[Block] = []
        self._place: Place | None = None
        self._kinds: dict[tuple[frozenset[str], str], frozenset[str]] = {}
        self._pieces: list[str] = []
        self._lines: list[str] = []
        self._links = self._anchors = self._strong = 0
        self._in_link = self._in_strong = self._in_pre = self._lists = 0
        self._apart = True
        self._cells: list[str] | None = None  # of the open row of a table of data
        self._table: _Element | None = None  # the open table of data

    def over(self, root: _Element) -> None:
        """Walk over a tree. An element that holds no others begins and ends in one step."""
        unread, pieces = self._unread, self._pieces
        around: list[tuple[Iterator[_Element], _Element, _Ending | None]] = []  # the open elements
        inner = iter([root])
        while True:
            ending: _Ending | None = None
            element = next(inner, None)
            if element is None:
                if not around:
                    break
                inner, element, ending = around.pop()
            else:
                tag = element.tag
                if (
                    not (tag in unread and not _swallows(tag, element))
                    and not (tag == "nav" and _is_menu(element))
                    and not (
                        (hidden := _is_hidden(element))
                        and (tag not in _BLOCKS or self._table is not None)
                        and not _holds_page(element)
                    )
                ):
                    if tag in _BLOCKS or ("-" in tag and not self._in_line()):
                        self._begin(tag, element, hidden=hidden)
                        ending = self._end
                    elif tag in _INLINE:
                        self._start(tag)
                        ending = self._stop
                    text = element.text
                    # White space at the beginning of a block is nothing, and most text of a page is that.
                    if text and (pieces or not text.isspace()):
                        self._data(text)
                    if len(element):
                        around.append((inner, element, ending))
                        inner = iter(element)
                        continue
            if ending is not None:
                ending(element)
            text = element.tail
            if text and (pieces or not text.isspace()):
                self._data(text)
        self._flush()

    def _start(self, tag: str) -> None:
        if tag == "a":
            self._in_link += 1
            self._anchors += 1
        elif tag == "br":
            self._line()
        elif tag == "q":
            self._pieces.append('"')
        else:
            self._in_strong += 1

    def _stop(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self._in_link -= 1
        elif tag == "q":
            self._pieces.append('"')
        elif tag != "br":
            self._in_strong -= 1

    def _in_line(self) -> bool:
        """Return whether an element that a page defines stands in a line of text; otherwise it is a block."""
        place = self._place
        return bool(self._pieces or self._lines) or (place is not None and place.tag in _OF_LINES)

    def _begin(self, tag: str, element: _Element, *, hidden: bool) -> None:
        if self._table is not None:
            self._pieces.append(" ")
            if tag == "tr":
                self._cells = []
            elif tag in ("td", "th"):
                self._pieces.clear()
        else:
            if self._pieces or self._lines or self._anchors:
                self._flush()
            if not self._apart:
                self._edge(tag, self._lists)
        above = self._place
        if above is None:
            self._place = Place(element, tag, None, frozenset((tag,)), hidden)
        else:
            inside = above.inside
            if tag in _KINDS and tag not in inside:
                inside = self._with(inside, tag)
            linked = self._in_link > 0 and "a" not in inside
            if linked:
                inside = self._with(inside, "a")
            self._place = Place(element, tag, above, inside, above.hidden or hidden, linked, above.depth + 1)
        if tag in _LISTS:
            self._lists += 1
        elif tag == "pre":
            self._in_pre += 1
        elif tag == "table" and self._table is None and not lays_out(element):
            self._table = element

    def _with(self, inside: frozenset[str], tag: str) -> frozenset[str]:
        """Return tags with one more; few combinations occur on a page, so each is made once."""
        known = self._kinds.get((inside, tag))
        if known is None:
            known = self._kinds[inside, tag] = inside | {tag}
        return known

    def _end(self, element: _Element) -> None:
        place = self._place
        assert place is not None  # noqa: S101 - it began
        tag = place.tag
        if self._table is None:
            if self._pieces or self._lines or self._anchors:
                self._flush()
            if not self._apart:
                self._edge(tag, self._lists - 1)
        else:
            self._end_in_table(tag, element)
        if tag in _LISTS:
            self._lists -= 1
        elif tag == "pre":
            self._in_pre -= 1
        self._place = place.parent

    def _end_in_table(self, tag: str, element: _Element) -> None:
        if tag in ("td", "th") and self._cells is not None:
            self._cells.append(" ".join("".join(self._pieces).split()))
            self._pieces.clear()
        elif tag == "tr" and self._cells is not None:
            row = "\t".join(self._cells).rstrip("\t")
            if row.strip():
                self._lines = [row]
                self._put()
            self._cells = None
        elif element is self._table:
            self._flush()
            self._table = None
            self._apart = True
        elif tag == "caption":
            self._flush()

    def _edge(self, tag: str, lists: int) -> None:
        """Note the edge of an element. Lines separate items, and a list from the item that it lies in."""
        if tag not in _LINES and not (lists and tag in _LISTS):
            self._apart = True

    def _data(self, text: str) -> None:
        if self._in_pre:
            first, *others = text.split("\n")
            self._pieces.append(first)
            for other in others:
                self._line()
                self._pieces.append(other)
        else:
            self._pieces.append(text)
        if self._in_link:
            self._links += len(text.strip())
        if self._in_strong:
            self._strong += len(text.strip())

    def _line(self) -> None:
        """End a line. Two line ends with nothing between them end a paragraph."""
        if self._table is not None:
            self._pieces.append(" ")
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if words := text.split():
            self._lines.append(text.rstrip() if self._in_pre else " ".join(words))
        elif self._lines:
            self._put()
            self._apart = True

    def _flush(self) -> None:
        """End the open block."""
        if self._pieces:
            text = "".join(self._pieces)
            self._pieces.clear()
            if words := text.split():
                self._lines.append(text.rstrip() if self._in_pre else " ".join(words))
        if self._lines:
            self._put()
        else:
            self._links = self._anchors = self._strong = 0

    def _put(self) -> None:
        place = self._place
        assert place is not None  # noqa: S101 - text stands in an element
        text = "\n".join(self._lines)
        self._lines = []
        counts = self._links, self._anchors, self._strong
        self.blocks.append(Block(text, place.element, place.tag, *counts, place=place, apart=self._apart))
        self._links = self._anchors = self._strong = 0
        self._apart = False


def unveil(blocks: Sequence[Block], veil: Place) -> None:
    """Take what an element hides as shown, except for what is hidden in it."""
    for block in blocks:
        way = []
        place: Place | None = block.place
        while place is not None and place is not veil:
            way.append(place)
            place = place.parent
        if place is veil:
            veil.hidden = hidden = False
            for one in reversed(way):
                hidden = one.hidden = hidden or _is_hidden(one.element)


def _swallows(tag: str, element: _Element) -> bool:
    """Return whether an element without text has swallowed a part of the page."""
    if tag not in _NEVER_CLOSED or len(element) == 0:
        return False
    return next(element.iter("h1", "article", "main", "table"), None) is not None


def _is_menu(element: _Element) -> bool:
    """Return whether an element of navigation holds nothing of the page's text."""
    return next(element.iter(*_OF_PAGES), None) is None


def _holds_page(element: _Element) -> bool:
    """Return whether an element holds what only the main part of a page has."""
    return len(element) > 0 and next(element.iter("h1", "article", "main"), None) is not None


def _is_hidden(element: _Element) -> bool:
    if (classes := element.get("class")) and _is_unseen(classes):
        return True
    if (style := element.get("style")) and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None


def _is_unseen(classes: str) -> bool:
    """Return whether classes are those of text for screen readers. Parts of the words are found faster."""
    return (
        "hidden" in classes or "sr" in classes or "screen" in classes or "assistive" in classes
    ) and _UNSEEN.search(classes) is not None
