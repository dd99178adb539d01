"""Captions and credits of pictures that no element marks as such, and the choices of polls."""

from __future__ import annotations

import re

from newswire.lexicon import agencies
from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.noise.view import HEADINGS, Content, View
from newswire.parse.story.captions import is_caption

_LONGEST = 480
"""Characters of a caption, and of a small element with a picture."""
_LONGEST_CREDITED = 900
"""Characters of a small element with a picture and a credit, and of one with the choices of a poll."""
_MOST = 0.2
"""Share of the text in such an element."""
_LEVELS = 3
"""Elements around a block in which a picture is searched."""
_TAGS = frozenset({"p", "div", "span", "figure", "section", "h5", "h6", "dd", "center"})
_NEVER = frozenset({"li", "td", "tr", "blockquote", "article", "main", "body", "header"})
_LONGEST_CREDIT = 60
_LONGEST_CENTRED = 200
_CENTRED = re.compile(r"text-align:\s*center", re.IGNORECASE)
_PICTURES = ("img", "picture", "amp-img", "video")
_LABELLED = re.compile(
    r"(?:фото|фотография|foto|fotos|fotó|borítókép|photo|photos|bild|kuva|zdjęcie|zdroj foto|φωτογραφία|ảnh|"
    r"资料图片?|图片来源|圖片來源|资料照片|사진|صورة|الصورة|عکس|תמונה|צילום|फोटो)\s?[:：]",
    re.IGNORECASE,
)
"""A line that begins so and is no sentence names the maker of a picture, a function or an office too."""
_SENTENCE_ENDS = frozenset(".!?。！？।")
_COUNTER = re.compile(r"\d{1,3} ?(?:/|von|of|de|di|из|z) ?\d{1,3}")


def take_captions(view: View) -> None:
    """Take away captions: blocks with the form of one, or that share a small element with a picture."""
    for number in view.rest():
        block = view.blocks[number]
        if _COUNTER.fullmatch(block.text):
            view.take(number, "counter")
        elif block.tag == "td" and len(block.text) <= _LONGEST_CENTRED and _is_framed(view, number):
            view.take(number, "caption in a table")
        elif len(block.text) > _LONGEST_CREDITED or block.tag not in _TAGS:
            continue
        elif _is_credit(block.text):
            view.take(number, "caption by its form")
            if found := _small(view, block.place, _LONGEST_CREDITED):
                _take(view, found, "caption beside a credit")
        elif len(block.text) > _LONGEST or view.is_prose(number):
            continue
        elif len(block.text) <= _LONGEST_CENTRED and _is_centred(block) and _follows_picture(block):
            view.take(number, "caption below a picture")
        elif _small(view, block.place, _LONGEST):
            view.take(number, "caption beside a picture")


def _is_framed(view: View, number: int) -> bool:
    """Return whether a cell is all the text of a table that sets a picture and its caption."""
    place: Place | None = view.blocks[number].place
    while place is not None and place.tag != "table":
        place = place.parent
    if place is None or view.media().get(place) != "picture" or view.share(place) > _MOST:
        return False
    content = view.content[place]
    return content.first == content.last == number


def _is_centred(block: Block) -> bool:
    element = block.element
    return (element.get("align") or "").lower() == "center" or bool(
        _CENTRED.search(element.get("style") or "")
    )


def _follows_picture(block: Block) -> bool:
    """Return whether the element before a block holds a picture and no text."""
    before = block.element.getprevious()
    while before is not None and before.tag in {"br", "script"}:
        before = before.getprevious()
    if before is None or not (before.tag in _PICTURES or any(True for _ in before.iter(*_PICTURES))):
        return False
    return not any(text.strip() for text in before.itertext())


def take_polls(view: View) -> None:
    """Take away the questions and choices of polls: small elements with boxes to tick."""
    media = view.media()
    for place, kind in media.items():
        content = view.content[place]
        if (
            kind == "choice"
            and content.is_small
            and content.prose + content.links <= _LONGEST_CREDITED
            and view.share(place) <= _MOST
        ):
            _take(view, content, "poll")


def _take(view: View, content: Content, reason: str) -> None:
    for number in range(content.first, content.last + 1):
        if view.blocks[number].tag != "tr":
            view.take(number, reason)


def _small(view: View, place: Place | None, longest: int) -> Content | None:
    """Return what is in the small element around a block that holds a picture; None if there is none."""
    media = view.media()
    for _ in range(_LEVELS):
        if place is None or place.tag in _NEVER:
            return None
        content = view.content[place]
        if not content.is_small or content.prose + content.links > longest or view.share(place) > _MOST:
            return None
        if place.tag != "p" and media.get(place) == "picture":
            inside = range(content.first, content.last + 1)
            if longest == _LONGEST and any(
                view.blocks[one].tag in HEADINGS or view.is_prose(one) for one in inside
            ):
                return None
            return content
        place = place.parent
    return None


def _is_credit(text: str) -> bool:
    """Return whether a text is a caption by its form, or the name of an agency of pictures alone."""
    if is_caption(text):
        return True
    if len(text) <= _LONGEST_CREDIT and text[-1:] not in _SENTENCE_ENDS and _LABELLED.match(text):
        return True
    return len(text) <= _LONGEST_CREDIT and text[:1] == "©" and agencies.agency(text[1:].strip()) is not None
