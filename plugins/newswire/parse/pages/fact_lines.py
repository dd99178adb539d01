"""Lines that every story of an outlet may have and that are no boilerplate: facts stand in them.

A dateline on its own line, an agency's sign-off, a byline or an embargo recur word for word. The completion
reads them from the text, so they must not be left out before it.
"""

from __future__ import annotations

from dataclasses import fields

from newswire.lexicon.desk.folding import folded
from newswire.model import Defaults, Document, Item
from newswire.parse.completion.complete import complete

_PROSE = (
    "Repairs to the old bridge over the river took longer than the engineers had planned, they said.",
    "The road along the bank stays closed until the last of the beams is in its place again.",
    "Carriers use the ford below the mill meanwhile, where the water is low in most of the summer.",
)
_OF_THE_TEXT = frozenset({"body_text", "word_count", "guid", "language", "warnings"})
_FACTS = tuple(field.name for field in fields(Item) if field.name not in _OF_THE_TEXT)


def holds_fact(line: str) -> bool:
    """Return whether a line gives an item a fact, before or behind a story, or leaves the text for one."""
    plain = _completed(*_PROSE)
    return any(
        folded(line) not in folded(item.body_text or "")
        or any(getattr(item, name) != getattr(plain, name) for name in _FACTS)
        for item in (_completed(line, *_PROSE), _completed(*_PROSE, line))
    )


def _completed(*paragraphs: str) -> Item:
    item = Item("line", "html", guid="line", language="en", body_text="\n\n".join(paragraphs))
    return complete(item, Document(b"", "line"), Defaults())
