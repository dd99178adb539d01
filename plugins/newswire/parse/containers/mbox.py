"""mbox (RFC 4155): e-mails one after another, each behind a line that begins with ``From ``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Container
from newswire.parse.inside import Inside

MAX_BYTES = 64 * 1024 * 1024
_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S[^\n]* \d{4}\s*\n(?=[!-9;-~]{1,76}:)")


def recognises(document: Document) -> bool:
    """Return whether the document holds two e-mails or more: one alone is an e-mail."""
    content = document.content
    return content.startswith(b"From ") and sum(1 for _ in _BEGINS.finditer(content[: MAX_BYTES + 1])) > 1


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield the items and rejections of each e-mail. Reject one that cannot be read, and go on.

    Raises:
        Unparsable: ``too-large``.
    """
    if len(document.content) > MAX_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"The mailbox has more than {MAX_BYTES // 1_048_576} MB.")
    starts = [found.start() for found in _BEGINS.finditer(document.content)]
    for start, end in zip(starts, [*starts[1:], len(document.content)], strict=True):
        part = document.content[start:end].replace(b"\n>From ", b"\nFrom ")
        yield from inside.part(part, document, defaults)


FORMAT = Container("mbox", recognises, parse)
