"""One document in, its items and rejections out: recognise, parse, complete."""

from __future__ import annotations

from collections.abc import Iterator

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.complete import complete
from newswire.parse.format import Unparsable
from newswire.parse.registry import recognise


def parse_document(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """All items of a document in its order, or a rejection with its reason; never raises.

    One bad item does not stop the others: formats yield ``Rejected`` for it and go on.
    """
    if document.refused:
        yield Rejected(document.path, "unreadable", document.refused)
        return
    answered = False
    try:
        for found in recognise(document).parse(document, defaults):
            answered = True
            yield found if isinstance(found, Rejected) else complete(found, document, defaults)
        if not answered:
            yield Rejected(document.path, "empty", "The document holds no news item.")
    except Unparsable as error:
        yield Rejected(document.path, error.reason, error.detail)
    except Exception as error:  # noqa: BLE001 - one bad document never stops another one
        detail = f"The parser failed on it ({type(error).__name__}: {error}). The bytes are kept; replay it."
        yield Rejected(document.path, "parser-error", detail)
