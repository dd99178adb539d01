"""Captions and credits of pictures that no element marks as such."""

from __future__ import annotations

from newswire.lexicon import agencies
from newswire.parse.pages.body.blocks import Place
from newswire.parse.pages.body.noise.view import View
from newswire.parse.story.captions import is_caption

_MEDIA = ("img", "picture", "video", "amp-img", "amp-video", "iframe")
_LONGEST = 480
_LEVELS = 3
"""Elements around a block in which a picture is searched."""
_BLOCKS = frozenset({"p", "div", "span", "figure", "section", "h1", "h5", "h6", "dd", "center"})
_LONGEST_CREDIT = 60


def take_captions(view: View) -> None:
    """Take away captions: blocks that end or begin with a credit, or that share a small element with a picture."""
    pictured: dict[Place, bool] = {}
    for number in view.rest():
        block = view.blocks[number]
        if len(block.text) > _LONGEST or block.tag not in _BLOCKS:
            continue
        if _is_credit(block.text):
            view.take(number, "caption by its form")
        elif _is_with_picture(view, number, pictured):
            view.take(number, "caption beside a picture")


def _is_with_picture(view: View, number: int, pictured: dict[Place, bool]) -> bool:
    """Return whether a small element around a block holds a picture and no other text."""
    place: Place | None = view.blocks[number].place
    for _ in range(_LEVELS):
        if place is None or place.tag in {"li", "td", "tr", "blockquote", "article", "main", "body"}:
            return False
        content = view.content[place]
        if content.prose + content.links > _LONGEST or view.share(place) > 0.2:
            return False
        if place.tag != "p":
            found = pictured.get(place)
            if found is None:
                found = pictured[place] = any(place.element.find(f".//{tag}") is not None for tag in _MEDIA)
            if found:
                return not any(view.is_prose(one) for one in range(content.first, content.last + 1)) or bool(
                    _is_credit(view.blocks[number].text)
                )
        place = place.parent
    return False


def _is_credit(text: str) -> bool:
    """Return whether a text is a caption by its form, or the name of an agency of pictures alone."""
    if is_caption(text):
        return True
    return len(text) <= _LONGEST_CREDIT and text[:1] == "©" and agencies.agency(text[1:].strip()) is not None
