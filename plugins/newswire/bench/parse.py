"""Documents and megabytes a second of each format, beside a plain parse of the same bytes."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Defaults, Document
from newswire.parse import parse_document
from newswire.parse.registry import recognise

_NOTHING = Defaults()


@dataclass(frozen=True, slots=True)
class Speed:
    """One format: its documents and bytes, CPU seconds of one pass by us, and by the plain parser.

    ``plain`` is lxml for XML and json for JSON; None where a format is neither.
    """

    format: str
    documents: int
    size: int
    seconds: float
    plain: float | None


def measure(paths: Iterable[Path], passes: int = 5) -> Iterator[Speed]:
    """Yield the speed of each format: the best of ``passes`` over its documents, on one core."""
    by_format: dict[str, list[Document]] = defaultdict(list)
    for path in paths:
        document = Document(path.read_bytes(), str(path))
        with suppress(Unparsable):
            by_format[recognise(document).name].append(document)
    for name, documents in sorted(by_format.items()):
        yield Speed(
            name,
            len(documents),
            sum(len(document.content) for document in documents),
            _best(lambda documents=documents: _parse(documents), passes),  # type: ignore[misc]
            _plain(documents, passes),
        )


def _parse(documents: Sequence[Document]) -> None:
    for document in documents:
        document.readings.clear()  # as of a document that was never read
        for _ in parse_document(document, _NOTHING):
            pass


def _plain(documents: Sequence[Document], passes: int) -> float | None:
    contents = [document.content for document in documents]
    for parser in (json.loads, _plain_xml):
        with suppress(ValueError, etree.XMLSyntaxError):
            return _best(lambda parser=parser: [parser(content) for content in contents], passes)  # type: ignore[misc]
    return None


def _plain_xml(content: bytes) -> object:
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise ValueError("This is no XML.")
    return etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))


def _best(work: Callable[[], object], passes: int) -> float:
    times = []
    for _ in range(passes):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)
