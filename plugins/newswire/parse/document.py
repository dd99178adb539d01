"""The items and rejections of one document: recognise, parse, complete."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.completion.complete import complete
from newswire.parse.completion.storable import storable
from newswire.parse.feed_place import stranger
from newswire.parse.format import Container, Format
from newswire.parse.inside import Inside
from newswire.parse.registry import FormatError, our_format, recognise

_READ_AT_ONCE = 10
"""Answers of a document that are read before the first one is completed. Most documents have one, and an
archive of thousands is not held whole."""


def parse_document(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield all items of a document in its order, or a rejection with its reason. No document raises.

    One bad item does not stop the others: formats yield ``Rejected`` for it and go on. Documents inside
    the document are completed once, with it.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for found in _read(document, defaults, _inside()):
        yield _finished(found, document, defaults)


def begin_document(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Read a document, and return its answers like ``parse_document``, which are completed as they are taken.

    Who begins with some documents before the answers of the first are taken needs a tenth less time: the code
    that reads and the code that completes do not drive each other out of the processor's caches.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    reading = _read(document, defaults, _inside())
    first = list(islice(reading, _READ_AT_ONCE))
    return (_finished(found, document, defaults) for found in chain(first, reading))


def parse_to_judge(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield all answers like ``parse_document``, but items after the first one without derived fields.

    That is enough to judge a document, and takes a fraction of the time.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    has_item = False
    for found in _read(document, defaults, _inside()):
        answer = found if has_item else _finished(found, document, defaults)
        has_item = has_item or isinstance(answer, Item)
        yield answer


def stages(document: Document, defaults: Defaults) -> Iterator[tuple[Item | Rejected, Item | Rejected]]:
    """Yield each answer twice: as its format read it, and with its derived fields.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for found in _read(document, defaults, _inside()):
        yield found, _finished(found, document, defaults)


def _read(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield the answers of the document's format, without derived fields."""
    if document.refused:
        yield Rejected(document.path, document.refusal, document.refused)
        return
    answered = False
    try:
        known = our_format("generic.json.mapped") if defaults.fields else recognise(document)
        if sentence := stranger(known.name, document, defaults):
            yield Rejected(document.path, Reason.HTTP_ERROR, sentence)
            return
        for found in answers(known, document, defaults, inside):
            answered = True
            yield found
        if not answered:
            yield Rejected(document.path, Reason.EMPTY, "The document holds no news item.")
    except Unparsable as error:
        yield Rejected(document.path, error.reason, error.detail)
    except FormatError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad document never stops another one
        yield _failed(document.path, error)


def answers(
    known: Format | Container, document: Document, defaults: Defaults, inside: Inside | None = None
) -> Iterator[Item | Rejected]:
    """Yield the answers of one format, without derived fields.

    Args:
        known: the format of the document.
        document: its bytes.
        defaults: the source's.
        inside: the reader of documents inside it; None for a document that lies in no other one.

    Raises:
        Unparsable: the document cannot be read.
    """
    if isinstance(known, Container):
        return known.parse(document, defaults, inside or _inside())
    return known.parse(document, defaults)


def _inside() -> Inside:
    """Return a reader, with a whole budget, of the documents inside one document."""
    return Inside(_read, lambda document: recognise(document).name)


def _finished(found: Item | Rejected, document: Document, defaults: Defaults) -> Item | Rejected:
    if isinstance(found, Rejected):
        return storable(found)
    try:
        return storable(complete(storable(found), document, defaults))
    except Exception as error:  # noqa: BLE001 - one bad item never stops another one
        return _failed(found.path if isinstance(found, Item) else document.path, error)


def _failed(path: str, error: Exception) -> Rejected:
    """Return the rejection for a defect of a parser; its detail states that the bytes are kept."""
    cause = f"{type(error).__name__}: {error}"[:300]
    detail = f"The parser failed on it ({cause}). Its bytes are kept: a mended parser can replay it."
    return storable(Rejected(path, Reason.PARSER_ERROR, detail))
