"""The items and rejections of one document: recognise, parse, complete."""

from __future__ import annotations

from collections.abc import Iterator

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.completion.complete import complete
from newswire.parse.completion.storable import storable
from newswire.parse.feed_place import stranger
from newswire.parse.format import Container, Format
from newswire.parse.generic.json import mapped
from newswire.parse.inside import Inside
from newswire.parse.registry import FormatError, recognise


def parse_document(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield all items of a document in its order, or a rejection with its reason. No document raises.

    One bad item does not stop the others: formats yield ``Rejected`` for it and go on. Documents inside
    the document are completed once, with it.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for found in _read(document, defaults, _inside()):
        yield _finished(found, document, defaults)


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
        known = mapped.FORMAT if defaults.fields else recognise(document)
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
