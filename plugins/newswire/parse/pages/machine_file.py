"""Files that a machine wrote for machines, in the place of wire documents: logs, dumps, archives of pages.

They lie in a drop folder by mistake, or beside the stories. They are rejected by their kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.readers.machines.files import kind_of


def recognises(document: Document) -> bool:
    """Return whether the document is a machine's file of a known kind."""
    return b"\0" not in document.content[:64] and kind_of(document.content) is not None


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:  # noqa: ARG001 - a format's shape
    """Reject the document; the detail names its kind.

    Raises:
        Unparsable: ``machine-file``, always.
    """
    detail = (
        f"This is {kind_of(document.content)}, no wire document. Keep it out of the source, or ignore this."
    )
    raise Unparsable(Reason.MACHINE_FILE, detail)
    yield  # the function is a generator, as that of every format


FORMAT = Format("machine-file", recognises, parse)
