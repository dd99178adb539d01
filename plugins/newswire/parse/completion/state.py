"""The label of an item and its publishing status, by the wire's own marks."""

from __future__ import annotations

from newswire.lexicon import marks
from newswire.model import Item
from newswire.parse.completion.derived import Derived


def label_of(item: Item) -> str | None:
    """Return the label: the item's own, otherwise the marks of headline or slugline as printed, or a note's.

    Args:
        item: the item without marks and notes in its text.
    """
    if item.label is not None:
        return item.label
    if item.headline and (printed := marks.read_headline(item.headline).printed):
        return printed
    if item.slugline and (printed := marks.read_slugline(item.slugline).printed) is not None:
        return printed
    noted = marks.read_note(item.ed_note) if item.ed_note else None
    return noted if noted in marks.REWRITTEN else None


def status(item: Item, label: str | None) -> Derived:
    """Return the publishing status and the label.

    The status is the document's own. A kill that comes as an item is canceled, whatever its status: by its
    mark, its words or its signal (``sig:kill``).
    """
    mark = marks.read_line(label) if label else None
    texts = (item.headline, item.body_text)
    kill = (mark is not None and mark.label == "kill") or any(text and marks.is_kill(text) for text in texts)
    kill = kill or any((sign := marks.read_line(one)) and sign.label == "kill" for one in item.signal)
    derived: Derived = {
        "label": "kill" if kill and mark is None else label,
        "pubstatus": "canceled" if kill else item.pubstatus or "usable",
        "pubstatus_given": kill or item.pubstatus is not None,
    }
    if kill and item.pubstatus == "usable":
        derived["warnings"] = ("The item is marked as a kill and taken as canceled; its status is usable.",)
    return derived
