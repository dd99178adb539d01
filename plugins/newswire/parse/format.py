"""What a wire format is to the project: a name, a way to recognise it by content, and a parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newswire.model import Defaults, Document, Item, Rejected


@dataclass(frozen=True, slots=True)
class Format:
    """One wire format.

    ``recognises`` looks at the bytes and answers whether ``parse`` should be given them; it is
    cheap, never raises, and never trusts the file's name. ``parse`` yields what the document
    says and nothing else: items whose derived fields (dateline off the body, place, credit,
    publication evidence, language, word count, identity) are filled in by ``complete``
    afterwards. A parser may raise ``Unparsable``; anything else it raises is a defect, which
    ``parse_document`` turns into a rejected row all the same.
    """

    name: str
    recognises: Callable[[Document], bool]
    parse: Callable[[Document, Defaults], Iterator[Item | Rejected]]


class Unparsable(Exception):
    """A document cannot be taken. ``reason`` is countable, ``detail`` is a sentence for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
