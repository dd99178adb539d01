"""The work of parsing kept documents: what comes of them, and who does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from newswire.load.answers import Answer, pack, size_of
from newswire.model import Defaults, Document, Rejected
from newswire.parse.pages.sites.alerts import Alerts
from newswire.portions import portions
from newswire.usable import Verdict, verdict

_DOCUMENTS_AT_ONCE = 100
_BYTES_AT_ONCE = 1024 * 1024
_ANSWERS_AT_ONCE = 1000
_CHARACTERS_AT_ONCE = 4_000_000
_BYTES_A_DOCUMENT = 8_000

Kept = tuple[int, Document]
"""A document with the number of its fetch."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some answers in the form of ``load.answers.pack``, the numbers of items and rejections, and alerts."""

    packed: bytes
    items: int
    rejected: int
    alerts: Alerts


@dataclass(frozen=True, slots=True)
class Ahead:
    """The answers of a fetched run in memory, and the number of its documents when they were parsed."""

    documents: int
    batches: list[Batch]

    def size(self) -> int:
        """Return their size in bytes."""
        return sum(len(batch.packed) for batch in self.batches)


class Parsers(Protocol):
    """Whoever parses for a run. Threads may share one."""

    def expect(self, weight: int) -> None:
        """Get ready for documents of some ``weight``, so that ``read`` need not wait for it."""
        ...

    def judge(self, document: Document, defaults: Defaults) -> Verdict:
        """Judge a document that a feed's address answered with (``usable.verdict``)."""
        ...

    def read(self, documents: Iterable[Kept], defaults: Defaults, weight: int) -> Iterator[Batch]:
        """Yield the answers of documents in their order. ``weight`` is that of all of them."""
        ...


class Here:
    """Parsing in the process itself."""

    def expect(self, weight: int) -> None:
        """Do nothing."""

    def judge(self, document: Document, defaults: Defaults) -> Verdict:
        """Judge a document."""
        return verdict(document, defaults)

    def read(self, documents: Iterable[Kept], defaults: Defaults, weight: int) -> Iterator[Batch]:  # noqa: ARG002
        """Yield the answers of documents in their order."""
        return read(documents, defaults)


HERE = Here()


def weight_of(documents: int, size: int) -> int:
    """Return the weight of documents with ``size`` bytes together: about 0.75 ms of parsing for each unit."""
    return documents + size // _BYTES_A_DOCUMENT


def read(documents: Iterable[Kept], defaults: Defaults) -> Iterator[Batch]:
    """Parse documents and yield their answers in their order, in batches of bounded size.

    Raises:
        FormatError: a format of an installed package cannot be used, whatever the document.
    """
    for answers in batches(answers_of(documents, defaults)):
        alerts = Alerts()
        alerts.add(answer.found for answer in answers)
        rejected = sum(isinstance(answer.found, Rejected) for answer in answers)
        yield Batch(pack(answers), len(answers) - rejected, rejected, alerts)


def answers_of(documents: Iterable[Kept], defaults: Defaults) -> Iterator[Answer]:
    """Yield the items and rejections of documents in their order."""
    from newswire.parse import parse_documents  # noqa: PLC0415 - a process whose crew parses needs no parser

    for some in documents_at_once(documents):
        answers = parse_documents([document for _, document in some], defaults)
        for (fetch_id, _), found_there in zip(some, answers, strict=True):
            for ordinal, found in enumerate(found_there):
                yield Answer(fetch_id, ordinal, found)


def documents_at_once(documents: Iterable[Kept]) -> Iterator[list[Kept]]:
    """Yield documents in lists that are parsed together: up to a hundred, or about a megabyte."""
    return portions(
        documents, lambda one: len(one[1].content), most=_DOCUMENTS_AT_ONCE, largest=_BYTES_AT_ONCE
    )


def batches(answers: Iterator[Answer]) -> Iterator[list[Answer]]:
    """Yield answers in lists of bounded length and size."""
    return portions(answers, size_of, most=_ANSWERS_AT_ONCE, largest=_CHARACTERS_AT_ONCE)
