"""Blocks in elements that hold no story, as their tag or their names state."""

from __future__ import annotations

from newswire.parse.pages.body.blocks import Place
from newswire.parse.pages.body.noise.names import SMALL, reason_of
from newswire.parse.pages.body.noise.view import HEADINGS, View

_MOST = 0.3
"""Share of the text in an element that is one of those around the story, whatever its name."""
_LONGEST_SMALL = 900
"""Characters in an element that holds a line or two, such as a caption."""
_TAGS = {
    "figcaption": "caption",
    "nav": "navigation",
    "footer": "footer",
    "dialog": "hidden",
    "form": "form",
    "aside": "aside",
}
_NAMING = ("class", "role", "itemprop", "data-testid", "data-component", "data-module")
_LONGEST_ID = 24
_CELLS = frozenset({"tr", "td", "th"})
_DATA = frozenset({"table", "pre", "blockquote", "ul", "ol"})


def in_named_places(view: View) -> None:
    """Take away the blocks in elements whose tag or names state what they are."""
    verdicts: dict[Place, str | None] = {}
    for number, block in enumerate(view.blocks):
        way: list[Place] = []
        place: Place | None = block.place
        while place is not None and place not in verdicts:
            way.append(place)
            place = place.parent
        verdict = verdicts[place] if place is not None else None
        for place in reversed(way):
            verdict = verdict or _verdict(view, place)
            verdicts[place] = verdict
        if verdict and (verdict != "form" or block.tag not in _CELLS) and _holds(view, number, verdict):
            view.take(number, verdict)


def _verdict(view: View, place: Place) -> str | None:
    content = view.content[place]
    if view.prose and content.prose / view.prose > _MOST:
        return None
    if place.tag == "figure" and _DATA.isdisjoint(_tags_below(view, place)):
        return "caption"
    reason = _TAGS.get(place.tag) or reason_of(_names(place))
    if reason == "navigation" and place.tag in HEADINGS:
        return None  # a heading that a table of contents lists
    if reason in SMALL and content.prose + content.links > _LONGEST_SMALL:
        return None
    return reason


def _tags_below(view: View, place: Place) -> set[str]:
    content = view.content[place]
    return {
        tag
        for number in range(content.first, content.last + 1)
        for tag in view.blocks[number].place.inside - place.inside
    }


def _names(place: Place) -> str:
    """Return the names of an element. The id of a heading, and a long one, repeats the words of a text."""
    found = place.element
    names = [found.get(name) for name in _NAMING]
    if place.tag not in HEADINGS and (own := found.get("id")) and len(own) <= _LONGEST_ID:
        names.append(own)
    return " ".join(name for name in names if name)


def _holds(view: View, number: int, reason: str) -> bool:
    """Return whether a reason holds for a block: a box of related stories has links."""
    if reason != "related":
        return True
    block = view.blocks[number]
    return block.links > 0 or "a" in block.inside or not view.is_prose(number)
