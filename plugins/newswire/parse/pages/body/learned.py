"""Boilerplate lines of a host: which lines of a page count as such, and a text without the known ones.

A line is a paragraph of the text. It counts if it can be boilerplate at all, which its form and its place
decide, never its words:

* it is short, since nobody repeats a long paragraph below each story;
* it holds no figures, since lines of results, prices and dates are equal by chance. A notice of rights or an
  address may hold some;
* a sentence counts only at the edge of the text. Between paragraphs of prose it is background, which agencies
  repeat word for word in each story on one matter.

The key of a line is a hash of its host and its letters, so that known lines are a set of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from hashlib import blake2b
from heapq import nlargest
from typing import TYPE_CHECKING

from newswire.lexicon.addresses import host_of
from newswire.lexicon.desk.folding import folded
from newswire.model import PageNote
from newswire.parse.pages.body.body import LeftOut

if TYPE_CHECKING:
    from newswire.parse.pages.body.body import Body
    from newswire.parse.pages.facts.facts import Facts
    from newswire.parse.pages.tree.page import Page

LONGEST = 300
"""Characters of a line that counts."""

EDGE = 2
"""Paragraphs at the beginning and at the end of a text in which a sentence counts."""

_PROSE = 3
"""Paragraphs of a text, the longest ones, that identify its story."""

_SENTENCE = re.compile(r"[.!?…。．！？｡।॥۔؟։።၊။។]['\"’”»›)\]）」』】]*$")
_RIGHTS_OR_ADDRESS = re.compile(r"[©@]|\([cC]\)|https?:|www\.", re.IGNORECASE)


def leave_out_learned(page: Page, facts: Facts, body: Body, lines: Collection[int]) -> PageNote | None:
    """Take the known lines of the host off the text of a body, and return the facts of its whole text.

    Args:
        page: the page.
        facts: what it states; its canonical address gives the host of a page without an address.
        body: its body; its text and the blocks that are left out change.
        lines: the keys of known lines, of any hosts.
    """
    host = page.host or host_of(facts.canonical_url)
    addresses = (page.url, facts.canonical_url)
    note = note_of(body.text, host, facts.headline or body.headline, addresses, lines)
    body.text, removed = without_learned(body.text, host, lines)
    body.left_out += [LeftOut(line, f"in three or more stories of {host}") for line in removed]
    return note


def without_learned(text: str, host: str | None, lines: Collection[int]) -> tuple[str, list[str]]:
    """Return the text without the known lines of its host, and the lines that were left out.

    If no letter would be left, return the whole text: a page is never emptied.

    Args:
        text: paragraphs, separated by one blank line.
        host: the host of the page; None if it has none, and then no line is known.
        lines: the keys of known lines, of any hosts.
    """
    if not lines or host is None:
        return text, []
    paragraphs = text.split("\n\n")
    out = {place for place in countable(paragraphs) if key(host, paragraphs[place]) in lines}
    kept = [paragraph for place, paragraph in enumerate(paragraphs) if place not in out]
    if not out or not any(map(folded, kept)):
        return text, []
    return "\n\n".join(kept), [paragraphs[place] for place in sorted(out)]


def note_of(
    text: str, host: str | None, headline: str | None, addresses: Iterable[str | None], lines: Collection[int]
) -> PageNote | None:
    """Return the facts of a page by which lines are learned; None for a page without a host.

    Args:
        text: the whole text of its story, with known lines.
        host: the host of the page.
        headline: its headline.
        addresses: its own address, and the one that it states.
        lines: the keys of known lines, of any hosts.
    """
    if host is None:
        return None
    paragraphs = text.split("\n\n")
    places = countable(paragraphs)
    counted = {key(host, paragraphs[place]): paragraphs[place] for place in places}
    prose = [folded(one) for place, one in enumerate(paragraphs) if place not in places]
    whole = "".join(map(folded, paragraphs))  # the letters of the text, without making them again
    story = {_hash(host, whole), *(key(host, one) for one in nlargest(_PROSE, filter(None, prose), key=len))}
    story.update(key("address", one) for one in addresses if one)
    if headline and folded(headline):
        story.add(key("headline", headline))
    return PageNote(
        host,
        lines=tuple(counted.items()),
        known=tuple(sorted(counted.keys() & lines)) if lines else (),
        story=tuple(sorted(story)),
    )


def countable(paragraphs: list[str]) -> set[int]:
    """Return the places of the paragraphs that count as lines."""
    last = len(paragraphs) - EDGE
    return {
        place
        for place, paragraph in enumerate(paragraphs)
        if len(paragraph) <= LONGEST
        and (place < EDGE or place >= last or not _SENTENCE.search(paragraph))
        and any(map(str.isalpha, paragraph))
        and (not any(map(str.isdigit, paragraph)) or _RIGHTS_OR_ADDRESS.search(paragraph))
    }


def key(host: str, line: str) -> int:
    """Return the key of a line: eight bytes of a hash, as the signed number that PostgreSQL holds."""
    return _hash(host, folded(line))


def _hash(host: str, folded_line: str) -> int:
    letters = f"{host}\n{folded_line}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(letters, digest_size=8).digest(), "big", signed=True)
