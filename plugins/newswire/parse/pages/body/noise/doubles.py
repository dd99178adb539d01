"""Blocks that repeat others: pull quotes, a second version of the page, hidden labels."""

from __future__ import annotations

from collections import Counter

from newswire.parse.pages.body.noise.view import View

_SHORTEST = 40
"""Characters of a block that counts as a repetition."""
_OFTEN = 3
"""Times that a short line stands in the container, if it is furniture."""
_LONGEST_LINE = 60
_MOST_QUOTES = 60
_QUOTES = frozenset({"blockquote", "aside"})


def take_doubles(view: View) -> None:
    """Take away a block that stood before, and a quote that stands in a paragraph as well."""
    rest = view.rest()
    counted = Counter(view.blocks[number].text for number in rest)
    seen: set[str] = set()
    for number in rest:
        block = view.blocks[number]
        if counted[block.text] < 2 or block.tag == "tr" or number < view.lead:
            continue  # a summary above the text may be one of its paragraphs
        if block.text in seen and len(block.text) >= _SHORTEST and block.tag != "li":
            view.take(number, "double")
        elif counted[block.text] >= _OFTEN and len(block.text) <= _LONGEST_LINE and block.place.hidden:
            view.take(number, "repeated line")
        seen.add(block.text)
    quotes = [number for number in view.rest() if not _QUOTES.isdisjoint(view.blocks[number].inside)]
    if not quotes:
        return
    taken = set(quotes)
    text = "\n".join(view.letters(number) for number in view.rest() if number not in taken)
    for number in quotes[:_MOST_QUOTES]:
        letters = view.letters(number)
        if len(letters) >= _SHORTEST and letters in text:
            view.take(number, "double")
