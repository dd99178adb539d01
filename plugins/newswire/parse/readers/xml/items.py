"""The items of one document in XML, which are read one by one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Reason, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml import etree

    from newswire.model import Document, Item

MAX_ITEMS = 5_000
"""Items of one document that are read; no news message has more."""

MAX_NESTED = 4
"""Items around an item; NewsML 1 has one."""


def each_item(
    elements: Iterable[etree._Element], read: Callable[[etree._Element], Item], document: Document
) -> Iterator[Item | Rejected]:
    """Yield the item of each element, or a rejection for an element that cannot be read.

    Raises:
        Unparsable: ``too-many-items``, after the first ``MAX_ITEMS`` elements.
    """
    for number, element in enumerate(elements):
        if number == MAX_ITEMS:
            raise Unparsable(
                Reason.TOO_MANY_ITEMS,
                f"The document has more than {MAX_ITEMS:,} items; the rest is not read.",
            )
        try:
            _refuse_nested(element)
            yield read(element)
        except Unparsable as error:
            yield Rejected(document.path, error.reason, error.detail)


def _refuse_nested(element: etree._Element) -> None:
    """Refuse an item inside more than ``MAX_NESTED`` others: each is read with all items inside it."""
    if next(islice(element.iterancestors(element.tag), MAX_NESTED, None), None) is not None:
        raise Unparsable(Reason.TOO_DEEP, f"An item lies inside more than {MAX_NESTED} others.")
