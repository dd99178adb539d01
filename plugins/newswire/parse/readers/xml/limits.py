"""Limits of XML, and their check before the parser reads it."""

from __future__ import annotations

import re

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.readers.xml.cdata import outside_cdata

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of one document; larger ones are ``too-large``, so that none needs more than 300 MB of memory."""

MAX_NODES = 300_000
"""Tags and attributes of one document; libxml2 needs up to 250 bytes for each."""

MAX_NAMES = 4_096
"""Different names of elements in one document; no schema of a wire has a tenth of this number."""

MAX_DOCTYPE = 1024 * 1024
"""Bytes of a document type declaration with its internal subset."""

MAX_PROLOG = 128 * 1024
"""Bytes before the first element that are read to recognise a document."""

MAX_MENDED = 100_000
"""References and CDATA sections that are checked one by one; only hostile documents have more."""

_LEAST_WITH_NAMES = 2 * MAX_NAMES
"""Bytes that so many names have at least, each with ``<`` before it."""

_NAME = re.compile(rb"<([^\s/<>!?]+)")


def check_size(data: bytes) -> None:
    """Refuse XML with too many tags, attributes, names or CDATA sections.

    Raises:
        Unparsable: ``too-large``.
    """
    may_have_names = len(data) > _LEAST_WITH_NAMES and data.count(b"<") > MAX_NAMES
    if may_have_names and len(set(_NAME.findall(data))) > MAX_NAMES:
        raise Unparsable(
            Reason.TOO_LARGE, f"The XML has more than {MAX_NAMES:,} different names of elements."
        )
    if len(data) <= 4 * MAX_NODES:  # an element has at least four bytes: <a/>
        return
    if data.count(b"<![CDATA[") > MAX_MENDED:
        raise Unparsable(Reason.TOO_LARGE, f"The XML has more than {MAX_MENDED:,} CDATA sections.")
    if data.count(b"<") + data.count(b"=") <= MAX_NODES:
        return
    nodes = 0

    def counted(part: bytes) -> bytes:
        nonlocal nodes
        nodes += part.count(b"<") + part.count(b"=")
        return b""

    outside_cdata(data, counted)
    if nodes > MAX_NODES:
        raise Unparsable(Reason.TOO_LARGE, f"The XML has more than {MAX_NODES:,} tags and attributes.")
