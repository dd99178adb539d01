"""The parts of an NITF document, which its fields and its text are read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newswire.parse.readers.elements import children, first, local, named, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from newswire.parse.readers.elements import Groups

OF_HEADING = ("byline", "dateline", "abstract", "hedline", "copyrite")
"""Elements of a heading that may stand in the content."""
_HEADLINES = ("hedline", "hl1", "hl2", "h1")


class Parts(NamedTuple):
    """The parts of a document, found once.

    ``head`` and ``above`` are those of ``head`` and ``body.head`` by name; a body without a ``body.head``
    has the heading itself. ``contents`` are the ``body.content`` elements, ``headed`` those that hold an
    element of a heading, and ``inner`` is the heading in them by name.
    """

    nitf: _Element
    head: Groups
    body: _Element | None
    above: Groups
    contents: list[_Element]
    headed: list[_Element]
    inner: Groups


def parts_of(nitf: _Element) -> Parts:
    """Return the parts of an ``nitf`` element."""
    outer = children(nitf)
    body = first(outer, "body")
    inside = children(body)
    head = first(inside, "body.head")
    above = inside if head is None else children(head)
    contents = inside.get("body.content", [])
    headed = [part for part in contents if holds(part, *OF_HEADING, "hl1")]
    inner = _heading_in(headed, above) if headed else {}
    return Parts(nitf, children(first(outer, "head")), body, above, contents, headed, inner)


def _heading_in(headed: Iterable[_Element], above: Groups) -> Groups:
    """Return the parts of a heading at the beginning of the content that ``body.head`` lacks.

    A part of which the content has several belongs to one of several stories, so it stays there.
    """
    inside: Groups = {}
    for part in headed:
        for element in direct(part):
            inside.setdefault(local(element.tag), []).append(element)
    if "hedline" not in inside:
        inside["hedline"] = [e for part in headed for e in first_lines(part) if local(e.tag) == "hl1"]
    return {name: inside[name] for name in OF_HEADING if name not in above and len(inside.get(name, ())) == 1}


def holds(part: _Element, *names: str) -> bool:
    """Return whether an element is, or has inside it, one of these names."""
    return next(named(part, *names), None) is not None


def direct(part: _Element) -> Iterator[_Element]:
    """Yield the elements of a content, with those of its blocks in place of the blocks."""
    for child in part.iterchildren("*"):
        if local(child.tag) == "block":
            yield from direct(child)
        else:
            yield child


def first_lines(part: _Element) -> Iterator[_Element]:
    """Yield the headlines before anything else in a content."""
    for element in direct(part):
        name = local(element.tag)
        if name in _HEADLINES:
            yield element
        elif name != "media" and text(element):
            return
