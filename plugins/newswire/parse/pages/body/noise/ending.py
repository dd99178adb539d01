"""The end of a container: who wrote, who owns, whom to ask, what else to read."""

from __future__ import annotations

from newswire.parse.pages.body.noise.bars import Bars, is_address_of
from newswire.parse.pages.body.noise.phrases import beginning, plain, tail
from newswire.parse.pages.body.noise.view import View
from newswire.parse.pages.facts.facts import Facts

_MOST = 8
"""Blocks at the end that are looked at."""
_BARS = frozenset({"p", "div", "span", "address", "li"})
_ORPHAN = "heading without text"
_LEVELS = 3
_BOX = 0.25
_MOST_OTHERS = 40
_LONGEST_BIOGRAPHY = 700
_MOST_BIOGRAPHIES = 2
"""Paragraphs that begin with an author's name; more of them are the turns of a conversation."""
_LONGEST_CONTACT = 320


def take_ending(view: View, facts: Facts, bars: Bars) -> None:
    """Take away the author's biography, rights, contacts, promotions and orphaned headings at the end."""
    rest = view.rest()
    prose = [number for number in rest if view.is_prose(number)]
    if not prose:
        return
    named = sum(_begins_with_author(view.blocks[number].text, facts) for number in prose)
    is_transcript = named > _MOST_BIOGRAPHIES
    for number in reversed(rest[-_MOST:]):
        if number <= prose[0]:
            break
        reason = _reason(view, number, facts, bars)
        if reason and not (reason == "author" and is_transcript):
            view.take(number, reason)


def _reason(view: View, number: int, facts: Facts, bars: Bars) -> str | None:
    block = view.blocks[number]
    if reason := tail(block.text):
        return reason
    if bars.is_author(block.text) or (block.tag in _BARS and bars.is_signature(block.text)):
        return "byline"
    if not view.is_heading(number) and _is_biography(block.text, facts):
        return "author"
    return None


def _is_biography(text: str, facts: Facts) -> bool:
    """Return whether a paragraph begins with an author's name, or has it beside an address to write to."""
    if (
        "@" in text
        and len(text) <= _LONGEST_CONTACT
        and any(is_address_of(text, name) for name in facts.authors)
    ):
        return True
    return _begins_with_author(text, facts)


def _begins_with_author(text: str, facts: Facts) -> bool:
    if len(text) > _LONGEST_BIOGRAPHY:
        return False
    beginning = plain(text[:80].lstrip("–—-*• "))
    return any(len(name) > 5 and beginning.startswith(plain(name)) for name in facts.authors)


def take_orphans(view: View) -> None:
    """Take away headings below which nothing is left: at the end, and in a box that is away else."""
    rest = view.rest()
    for number in reversed(rest):
        if not view.is_heading(number):
            break
        view.take(number, _ORPHAN)
    for number in rest:
        if not view.is_heading(number):
            continue
        found = beginning(view.blocks[number].text)
        if found and found[0] == "related" and found[2] and number + 1 in view.reasons:
            view.take(number, "related")  # "Most read in the harbour", and the links below it are away
            continue
        box = view.blocks[number].place.parent
        for _ in range(_LEVELS):
            if box is None or view.share(box) > _BOX:
                break
            content = view.content[box]
            if not content.is_small:
                break
            if content.last > content.first:
                others = [one for one in range(content.first, content.last + 1) if one != number]
                if len(others) <= _MOST_OTHERS and all(one in view.reasons for one in others):
                    view.take(number, _ORPHAN)
                break
            box = box.parent
