"""The items and rejections of one document: recognise, parse, complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.completion.complete import completing
from newswire.parse.completion.storable import storable
from newswire.parse.feed_place import stranger
from newswire.parse.format import Container, Format
from newswire.parse.inside import Inside
from newswire.parse.registry import FormatError, our_format, recognise

_AT_ONCE = 10
"""Answers of a document that are read, and then completed, together. Most documents have one, and an
archive of thousands is not held whole."""


def parse_document(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield all items of a document in its order, or a rejection with its reason. No document raises.

    One bad item does not stop the others: formats yield ``Rejected`` for it and go on. Documents inside
    the document are completed once, with it.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    return _answers(_read(document, defaults, _inside()), document, defaults)


def parse_documents(documents: Sequence[Document], defaults: Defaults) -> Iterator[Iterator[Item | Rejected]]:
    """Yield the answers of each document, which are those of ``parse_document``.

    All documents are recognised, then all are read, then their first answers are completed together. So each
    part of the code works on all of them before another part drives it out of the processor's caches, which
    saves a quarter of the time.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    known = [_recognised(document, defaults) for document in documents]
    readings = [
        (_read(document, defaults, _inside(), its), document)
        for document, its in zip(documents, known, strict=True)
    ]
    firsts = [[(found, document) for found in islice(reading, _AT_ONCE)] for reading, document in readings]
    finished = iter(_finished(list(chain.from_iterable(firsts)), defaults))
    for (reading, document), first in zip(readings, firsts, strict=True):
        yield chain(list(islice(finished, len(first))), _answers(reading, document, defaults))


def parse_to_judge(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield all answers like ``parse_document``, but items after the first one without derived fields.

    That is enough to judge a document, and takes a fraction of the time.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    has_item = False
    for found in _read(document, defaults, _inside()):
        answer = found if has_item else _finished([(found, document)], defaults)[0]
        has_item = has_item or isinstance(answer, Item)
        yield answer


def stages(document: Document, defaults: Defaults) -> Iterator[tuple[Item | Rejected, Item | Rejected]]:
    """Yield each answer twice: as its format read it, and with its derived fields.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for found in _read(document, defaults, _inside()):
        yield found, _finished([(found, document)], defaults)[0]


def _recognised(document: Document, defaults: Defaults) -> Format | Container | None:
    """Return the format of a document, None if it has none: ``_read`` asks again and has the reason."""
    if document.refused:
        return None
    try:
        return _format_of(document, defaults)
    except Exception:  # noqa: BLE001 - one bad document never stops another one
        return None


def _format_of(document: Document, defaults: Defaults) -> Format | Container:
    """Return the format of a document. That of a source which maps its fields is not looked for."""
    return our_format("generic.json.mapped") if defaults.fields else recognise(document)


def _read(
    document: Document, defaults: Defaults, inside: Inside, known: Format | Container | None = None
) -> Iterator[Item | Rejected]:
    """Yield the answers of the document's format (``known``, if it is), without derived fields."""
    if document.refused:
        yield Rejected(document.path, document.refusal, document.refused)
        return
    answered = False
    try:
        known = known or _format_of(document, defaults)
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


def _answers(
    reading: Iterator[Item | Rejected], document: Document, defaults: Defaults
) -> Iterator[Item | Rejected]:
    """Yield the answers that are still to be read, with derived fields."""
    while some := [(found, document) for found in islice(reading, _AT_ONCE)]:
        yield from _finished(some, defaults)


def _finished(some: list[tuple[Item | Rejected, Document]], defaults: Defaults) -> list[Item | Rejected]:
    """Return answers of formats with their derived fields. Each step is done for all before the next one."""
    waiting = [_finishing(found, document, defaults) for found, document in some]
    answers: list[Item | Rejected | None] = list(map(next, waiting))
    while None in answers:
        for place, steps in enumerate(waiting):
            if answers[place] is None:
                answers[place] = next(steps)
    return [answer for answer in answers if answer]


def _finishing(
    found: Item | Rejected, document: Document, defaults: Defaults
) -> Iterator[Item | Rejected | None]:
    """Yield None between two steps, and the answer with its derived fields in the end."""
    if isinstance(found, Rejected):
        yield storable(found)
        return
    try:
        for completed in completing(storable(found), document, defaults):
            yield completed and storable(completed)
    except Exception as error:  # noqa: BLE001 - one bad item never stops another one
        yield _failed(found.path if isinstance(found, Item) else document.path, error)


def _failed(path: str, error: Exception) -> Rejected:
    """Return the rejection for a defect of a parser; its detail states that the bytes are kept."""
    cause = f"{type(error).__name__}: {error}"[:300]
    detail = f"The parser failed on it ({cause}). Its bytes are kept: a mended parser can replay it."
    return storable(Rejected(path, Reason.PARSER_ERROR, detail))
