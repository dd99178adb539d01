"""One document in, its items and rejections out: recognise, parse, complete."""

from __future__ import annotations

from collections.abc import Iterator

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.complete import complete
from newswire.parse.format import Unparsable
from newswire.parse.registry import FormatError, recognise
from newswire.parse.storable import storable


def parse_document(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """All items of a document in its order, or a rejection with its reason; no document makes it raise.

    One bad item does not stop the others: formats yield ``Rejected`` for it and go on.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for found in answers(document, defaults):
        yield _finished(found, document, defaults)


def answers(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """What its format says of a document, before derived fields are filled in.

    For documents inside documents: what an archive or an e-mail holds is completed once, with it.
    """
    if document.refused:
        yield Rejected(document.path, "unreadable", document.refused)
        return
    answered = False
    try:
        for found in recognise(document).parse(document, defaults):
            answered = True
            yield found
        if not answered:
            yield Rejected(document.path, "empty", "The document holds no news item.")
    except Unparsable as error:
        yield Rejected(document.path, error.reason, error.detail)
    except FormatError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad document never stops another one
        yield _failed(document.path, error)


def _finished(found: Item | Rejected, document: Document, defaults: Defaults) -> Item | Rejected:
    if isinstance(found, Rejected):
        return storable(found)
    try:
        return storable(complete(storable(found), document, defaults))
    except Exception as error:  # noqa: BLE001 - one bad item never stops another one
        return _failed(found.path if isinstance(found, Item) else document.path, error)


def _failed(path: str, error: Exception) -> Rejected:
    """A defect of a parser, not of the document: it says so, and that nothing is lost."""
    cause = f"{type(error).__name__}: {error}"[:300]
    detail = f"The parser failed on it ({cause}). Its bytes are kept: a mended parser can replay it."
    return storable(Rejected(path, "parser-error", detail))
