"""mbox (RFC 4155): e-mails one after another, each behind a line that begins with ``From ``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.format import Format, Unparsable

MAX_BYTES = 64 * 1024 * 1024
_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S[^\n]* \d{4}\s*\n(?=[!-9;-~]{1,76}:)")


def recognises(document: Document) -> bool:
    """Two e-mails or more: one alone is an e-mail."""
    content = document.content
    return content.startswith(b"From ") and sum(1 for _ in _BEGINS.finditer(content[: MAX_BYTES + 1])) > 1


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """What each e-mail holds; one that cannot be taken is rejected, the others are read.

    Raises:
        Unparsable: ``too-large``.
    """
    from newswire.parse.document import answers  # noqa: PLC0415 - it asks the registry, which knows this format

    if len(document.content) > MAX_BYTES:
        raise Unparsable("too-large", f"The mailbox has more than {MAX_BYTES // 1_048_576} MB.")
    starts = [found.start() for found in _BEGINS.finditer(document.content)]
    for start, end in zip(starts, [*starts[1:], len(document.content)], strict=True):
        part = document.content[start:end].replace(b"\n>From ", b"\nFrom ")
        yield from answers(replace(document, content=part), defaults)


FORMAT = Format("mbox", recognises, parse)
