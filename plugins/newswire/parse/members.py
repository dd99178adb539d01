"""Documents inside documents (members of archives, attachments of e-mails), and how much of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.format import Unparsable

MEMBER_BYTES = 32 * 1024 * 1024
"""A larger member is rejected: no format reads a larger document."""
TOTAL_BYTES = 256 * 1024 * 1024
"""Unpacking stops after so many bytes of one document, all that is inside of it counted in."""
MEMBERS = 20_000
DEPTH = 4
"""Documents in documents in documents: a day's zip of gzipped mails with an attached zip."""
_LONGEST_NAME = 255
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one document."""

    bytes: int = TOTAL_BYTES
    members: int = MEMBERS
    depth: int = 0

    def take_member(self) -> None:
        """Count one member.

        Raises:
            Unparsable: ``too-large``, there were too many.
        """
        self.members -= 1
        if self.members < 0:
            raise Unparsable("too-large", f"More than {MEMBERS:,} members; the rest was not opened.")

    def take(self, size: int) -> None:
        """Count ``size`` unpacked bytes.

        Raises:
            Unparsable: ``too-large``, there were too many.
        """
        self.bytes -= size
        if self.bytes < 0:
            raise Unparsable(
                "too-large", f"More than {TOTAL_BYTES:,} bytes unpacked; the rest was not opened."
            )


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


def budget() -> Budget:
    """The budget of the document that is being read, shared by all that is inside of it.

    Raises:
        Unparsable: ``too-deep``, documents are nested deeper than ``DEPTH``.
    """
    found = _current.get() or Budget()
    if found.depth >= DEPTH:
        raise Unparsable("too-deep", f"Archives and attachments are opened {DEPTH} deep.")
    return found


def member_path(document: Document, name: str) -> str:
    """``archive.zip!member``: a label that nothing is ever opened by."""
    return f"{document.path}!{_CONTROLS.sub('', name)[:_LONGEST_NAME]}"


def member_answers(
    name: str, content: bytes, document: Document, defaults: Defaults, spent: Budget, *, same: bool = False
) -> list[Item | Rejected]:
    """What a member holds; ``document`` is the one around it and ``spent`` its budget.

    ``same`` tells that the two are the same resource (a page that was compressed), with one address.
    """
    from newswire.parse.document import answers  # noqa: PLC0415 - it knows all formats, and so this module

    url = document.url if same else None
    inner = Document(content, member_path(document, name), url, fetched_at=document.fetched_at)
    token = _current.set(spent)
    spent.depth += 1
    try:
        return list(answers(inner, defaults))
    finally:
        spent.depth -= 1
        _current.reset(token)


_SHORTEST_DOCUMENT = 40
_MARKUP = re.compile(r"\s*<(?:\?xml\s|!DOCTYPE\s|[A-Za-z_][\w.:-]*[\s/>])")


def documents_in(strings: Iterable[str], document: Document, defaults: Defaults) -> list[Item | Rejected]:
    """What documents hold that stand as text in another one (XML in a CDATA section or a JSON string).

    Only items: a string that is none is no document that could be rejected.
    """
    found: list[Item | Rejected] = []
    spent = budget()
    for said in strings:
        if len(said) >= _SHORTEST_DOCUMENT and _MARKUP.match(said):
            content = said.encode("utf-8", "replace")
            spent.take_member()
            spent.take(len(content))
            answers = member_answers("text", content, document, defaults, spent, same=True)
            found += [answer for answer in answers if isinstance(answer, Item)]
    return found
