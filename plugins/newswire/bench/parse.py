"""Documents and megabytes a second of each format, beside a plain parse of the same bytes."""

from __future__ import annotations

import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Defaults, Document
from newswire.parse import parse_document, parse_documents
from newswire.parse.registry import recognise
from newswire.workers.work import documents_at_once

_NOTHING = Defaults()

Portion = Sequence[Document]
"""Documents that a run parses together."""


@dataclass(frozen=True, slots=True)
class Speed:
    """One format: its documents and bytes, CPU seconds of one pass by us, and by the plain parser.

    ``seconds`` are those of documents parsed one by one, as a command does, ``together`` those of documents
    parsed by the hundred, as a run does. ``plain`` is lxml for XML and json for JSON; None where a format is
    neither.
    """

    format: str
    documents: int
    size: int
    seconds: float
    together: float
    plain: float | None


def measure(paths: Iterable[Path], passes: int = 5) -> Iterator[Speed]:
    """Yield the speed of each format on one core, each portion of its documents by the best of ``passes``."""
    by_format: dict[str, list[Document]] = defaultdict(list)
    for path in paths:
        document = Document(path.read_bytes(), str(path))
        with suppress(Unparsable):
            by_format[recognise(document).name].append(document)
    for name, documents in sorted(by_format.items()):
        portions = [[document for _, document in some] for some in documents_at_once(enumerate(documents))]
        yield Speed(
            name,
            len(documents),
            sum(len(document.content) for document in documents),
            _best(_one_by_one, portions, passes),
            _best(_together, portions, passes),
            _plain(portions, passes),
        )


def _one_by_one(documents: Portion) -> None:
    for document in documents:
        for _ in parse_document(document, _NOTHING):
            pass


def _together(documents: Portion) -> None:
    for answers in parse_documents(documents, _NOTHING):
        for _ in answers:
            pass


def _plain(portions: Sequence[Portion], passes: int) -> float | None:
    """Return the seconds of the first plain parser that takes the format; next to no document is refused."""
    for parser in (_plain_json, _plain_xml):
        documents = [document for portion in portions for document in portion]
        if 2 * sum(map(parser, documents)) > len(documents):
            return _best(lambda portion, parser=parser: sum(map(parser, portion)), portions, passes)  # type: ignore[misc]
    return None


def _plain_json(document: Document) -> bool:
    try:
        json.loads(document.content)
    except ValueError:
        return False
    return True


def _plain_xml(document: Document) -> bool:
    if not document.content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return False
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    with suppress(etree.XMLSyntaxError):
        return etree.fromstring(document.content, parser) is not None
    return False


def _best(work: Callable[[Portion], object], portions: Sequence[Portion], passes: int) -> float:
    """Return the CPU seconds of all portions. Other processes disturb the best pass of each the least."""
    best = [math.inf] * len(portions)
    for _ in range(passes):
        for place, portion in enumerate(portions):
            for document in portion:
                document.readings.clear()  # as of a document that was never read
            started = time.process_time()
            work(portion)
            best[place] = min(best[place], time.process_time() - started)
    return sum(best)
