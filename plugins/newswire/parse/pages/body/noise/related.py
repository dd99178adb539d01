"""Links to other stories among the paragraphs: read-also lines, lists of links, boxes below a label."""

from __future__ import annotations

import re
from itertools import islice

from newswire.lexicon.addresses import host_of
from newswire.parse.pages.body.block_worth import weight
from newswire.parse.pages.body.blocks import Place
from newswire.parse.pages.body.noise.phrases import LONGEST_LABEL, beginning, has_words, label, part
from newswire.parse.pages.body.noise.view import Content, View

_WHOLE = 0.9
"""Share of a block's characters in links, if it is a link and nothing else."""
_MOSTLY = 0.55
_SOME = 0.35
_LITTLE = 0.15
_LONGEST_LINE = 320
_LONGEST_LINK = 240
_LONGEST_OFFER = 160
_SHORTEST_TITLE = 35
"""Characters of the title of another story, in the mean of a list."""
_MOST_TITLES = 12
_BOX = 0.25
_CARDS = 0.4
"""Share of the text in the cards of other pages."""
_MOST_PROSE = 2
"""Paragraphs of prose in a box with links: the summaries of other stories."""
_SHORTEST_LINK = 20
_TEASER = 700
"""Characters of an article within the story."""
"""Share of the text in a box below a label."""
_LABEL = re.compile(r"[^:：?？»>\d]{2,36}[:：?？»>]+\s*")
_LOOSE = 2
"""Characters, such as spaces, between a label and its link."""
_SENTENCE_ENDS = frozenset(".。।؟!?")
_NO_LABELS = frozenset({"tr", "dt", "td", "th"})


def take_labels(view: View, host: str | None = None) -> None:
    """Take away labels, lines that lead to other stories, and short offers and appeals."""
    for number in view.rest():
        block = view.blocks[number]
        if number in view.reasons or len(block.text) > _LONGEST_LINE or block.tag == "tr":
            continue
        reason = label(view.letters(number)) if len(block.text) <= LONGEST_LABEL else None
        if reason and not _is_content(view, number, reason):
            view.take(number, reason)
            if reason in _BOXES:
                _take_box(view, number, reason)
            continue
        if _leads_away(view, number) or _is_labelled_link(view, number, host):
            view.take(number, "related")
        elif (
            not view.is_heading(number)
            and _may_be_offer(view, number)
            and (reason := part(block.text, linked=block.links >= _LITTLE * len(block.text)))
        ):
            view.take(number, reason)


_BOXES = frozenset({"related", "tags", "summary", "author"})


def _is_content(view: View, number: int, reason: str) -> bool:
    """Return whether a label may be content: a heading such as ``Facebook`` in a text about networks."""
    block = view.blocks[number]
    if reason in {"share", "navigation", "picture"}:
        is_item = block.tag in {"li", "dt", "dd"} and not block.links
        return view.is_heading(number) or is_item
    if view.is_heading(number) and reason in {"related", "tags", "author"}:
        return number + 1 < len(view.blocks) and view.is_prose(number + 1) and reason != "author"
    return False


def _leads_away(view: View, number: int) -> bool:
    """Return whether a line begins with words such as "Read also" and a link follows."""
    block = view.blocks[number]
    found = beginning(block.text)
    if found is None or found[0] == "tags":
        return found is not None and found[1] > 0 and block.links >= _MOSTLY * len(block.text)
    _, length, strong = found
    linked = block.links / max(1, len(block.text))
    if view.is_heading(number):
        return linked >= _MOSTLY
    if not strong:
        return length > 0 and linked >= _MOSTLY
    if length > 0:
        return linked >= _SOME or (len(block.text) <= _LONGEST_OFFER and has_words(block.text[: length + 4]))
    return linked >= _MOSTLY


def _is_labelled_link(view: View, number: int, host: str | None) -> bool:
    """Return whether a paragraph is some words with a sign, in any language, and a link to the host."""
    block = view.blocks[number]
    if block.anchors != 1 or block.links < _SHORTEST_LINK or block.tag in _NO_LABELS or block.tag == "li":
        return False
    label_of_link = _LABEL.match(block.text)
    return (
        label_of_link is not None
        and not view.is_heading(number)
        and abs(len(block.text) - label_of_link.end() - block.links) <= _LOOSE
        and not _is_sentence(block.text)
        and _leaves(block.place)
        and _stays(block.place, host)
    )


def _may_be_offer(view: View, number: int) -> bool:
    """Return whether a block is no paragraph of the story: it is short, or apart, or has links."""
    block = view.blocks[number]
    return len(block.text) <= _LONGEST_OFFER or block.links > 0 or block.tag != "p"


def _take_box(view: View, number: int, reason: str) -> None:
    """Take away what stands below a label: all of its box, or the links that follow it in the text."""
    box: Place | None = view.blocks[number].place
    while box is not None and view.content[box].first >= number and view.content[box].last <= number:
        box = box.parent
    if box is not None:
        content = view.content[box]
        if content.first >= number - 1 and view.share(box) <= _BOX and content.last > number:
            inside = range(number + 1, content.last + 1)
            prose = [one for one in inside if view.is_prose(one) and not view.blocks[one].links]
            if len(prose) <= (_MOST_PROSE if content.links > _SHORTEST_LINK else 0):
                for one in inside:
                    view.take(one, reason)
                return
    for one in range(number + 1, len(view.blocks)):
        block = view.blocks[one]
        if one in view.reasons:
            continue
        if block.links < _MOSTLY * len(block.text) or len(block.text) > _LONGEST_LINK:
            break
        view.take(one, reason)


def take_teasers(view: View) -> None:
    """Take away small articles among the paragraphs, and linked headings that no paragraph is beside."""
    for place, content in view.content.items():
        if (
            place.tag != "article"
            or not content.is_small
            or content.first <= view.first
            or view.share(place) > _BOX
        ):
            continue
        if content.prose + content.links <= _TEASER and (content.links or _has_heading(view, content)):
            for number in range(content.first, content.last + 1):
                view.take(number, "teaser")
    for number in view.rest():
        block = view.blocks[number]
        if not view.is_heading(number) or block.links < _WHOLE * len(block.text) or not _leaves(block.place):
            continue
        box = block.place.parent
        if box is None or view.share(box) > _BOX:
            continue
        content = view.content[box]
        if content.is_small and not any(view.is_prose(one) for one in range(content.first, content.last + 1)):
            view.take(number, "teaser")


def take_cards(view: View, host: str | None) -> None:
    """Take away small articles with a linked title of another page, if the page has much text beside.

    On a page that does not state that it is news such articles may be all that it has: a list of things.
    """
    cards = [
        content
        for place, content in view.content.items()
        if place.tag == "article"
        and content.is_small
        and content.first > view.first
        and content.links > 0
        and content.prose + content.links <= _TEASER
        and any(_is_title(view, one, host) for one in range(content.first, content.last + 1))
    ]
    if sum(card.prose for card in cards) <= _CARDS * view.prose:
        for card in cards:
            for number in range(card.first, card.last + 1):
                view.take(number, "teaser")


def _is_title(view: View, number: int, host: str | None) -> bool:
    block = view.blocks[number]
    return (
        view.is_heading(number)
        and block.links >= _WHOLE * len(block.text)
        and _leaves(block.place)
        and _stays(block.place, host)
    )


def _has_heading(view: View, content: Content) -> bool:
    return any(view.is_heading(number) for number in range(content.first, content.last + 1))


def take_links(view: View, host: str | None, *, is_news: bool) -> None:
    """Take away paragraphs that are one link to another page, and on pages of news lists of such links.

    On other pages, the link leads to a page of the same host: one to a shop is content there.
    """
    lists: dict[Place, list[int]] = {}
    for number in view.rest():
        block = view.blocks[number]
        if block.tag == "li" and block.place.parent is not None:
            lists.setdefault(block.place.parent, []).append(number)
        elif (
            block.links >= _WHOLE * len(block.text.strip(_BRACKETS))
            and _is_teaser(view, number)
            and (is_news or _stays(block.place, host))
        ):
            view.take(number, "link")
    for numbers in lists.values():
        blocks = [view.blocks[number] for number in numbers]
        if (
            1 < len(blocks) <= _MOST_TITLES
            and sum(weight(block.text) for block in blocks) >= _SHORTEST_TITLE * len(blocks)
            and all(
                block.links >= (_MOSTLY if is_news else _WHOLE) * len(block.text)
                and len(block.text) <= _LONGEST_LINE
                and _leaves(block.place)
                and (is_news or _stays(block.place, host))
                for block in blocks
            )
            and (is_news or _stands_alone(view, numbers[0]))
        ):
            for number in numbers:
                view.take(number, "links")


def _stands_alone(view: View, first: int) -> bool:
    """Return whether a paragraph is before a list that does not lead to it: no heading, no colon."""
    before = next((one for one in range(first - 1, -1, -1) if one not in view.reasons), None)
    return (
        before is not None
        and view.is_prose(before)
        and view.blocks[before].text.rstrip()[-1:] not in _LEADS_ON
    )


_LEADS_ON = frozenset(":：")
_BRACKETS = "[]()【】«»<>› "


def _is_teaser(view: View, number: int) -> bool:
    """Return whether a block that is a link is no heading of the text and no sentence of it."""
    block = view.blocks[number]
    if block.tag in _NO_LABELS or len(block.text) > _LONGEST_LINK:
        return False
    if view.is_heading(number) or block.tag == "blockquote" or _is_sentence(block.text):
        return False
    return _leaves(block.place)


def _is_sentence(text: str) -> bool:
    return text[-1:] in _SENTENCE_ENDS and not text.endswith(("...", "..", "?", "!"))


def _leaves(place: Place) -> bool:
    """Return whether the links of an element lead to another page and not to a part of this one."""
    address = _address(place)
    return address is not None and not address.startswith("#")


def _stays(place: Place, host: str | None) -> bool:
    """Return whether the first link of an element leads to a page of the host."""
    address = _address(place) or ""
    if "//" not in address[:10]:
        return not address.startswith(("mailto:", "javascript:"))
    named = host_of(address)
    return host is not None and named is not None and (named == host or named.endswith("." + host))


def _address(place: Place) -> str | None:
    """Return the address of the first link in an element, or of the one around it; None if there is none."""
    found = place.element.find(".//a")
    if found is not None:
        return found.get("href") or ""
    return next((link.get("href") or "" for link in islice(place.element.iterancestors("a"), 1)), None)
