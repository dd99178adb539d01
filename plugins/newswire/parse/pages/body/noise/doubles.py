"""Blocks that repeat others: pull quotes, a second version of the page, lines that stand between paragraphs."""

from __future__ import annotations

from collections import Counter

from newswire.parse.pages.body.noise.view import View

_SHORTEST = 40
"""Letters of a block that counts as a repetition."""
_OFTEN = 3
"""Times that a short line stands in the container, if it is furniture."""
_LONGEST_LINE = 60
_MOST_QUOTES = 60
_QUOTES = frozenset({"blockquote", "aside"})


def take_doubles(view: View) -> None:
    """Take away a block whose letters stood before, and a quote that stands in a paragraph as well."""
    rest = view.rest()
    counted = Counter(view.letters[number] for number in rest)
    seen: set[str] = set()
    for number in rest:
        block, letters = view.blocks[number], view.letters[number]
        if block.tag == "tr" or not letters:
            continue
        if letters in seen and len(letters) >= _SHORTEST and block.tag != "li":
            view.take(number, "double")
        elif counted[letters] >= _OFTEN and len(block.text) <= _LONGEST_LINE and block.place.hidden:
            view.take(number, "repeated line")
        seen.add(letters)
    quotes = [number for number in view.rest() if not _QUOTES.isdisjoint(view.blocks[number].inside)]
    if not quotes:
        return
    taken = set(quotes)
    text = "\n".join(view.letters[number] for number in view.rest() if number not in taken)
    for number in quotes[:_MOST_QUOTES]:
        if len(view.letters[number]) >= _SHORTEST and view.letters[number] in text:
            view.take(number, "double")
