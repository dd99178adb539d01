"""Documents inside documents (members of archives, attachments of e-mails), read within one budget."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected

MEMBER_BYTES = 32 * 1024 * 1024
"""The most bytes of a member: no format reads a larger document."""
TOTAL_BYTES = 256 * 1024 * 1024
"""The most bytes unpacked of one document, with all documents inside it."""
MEMBERS = 20_000
DEPTH = 4
"""Documents in documents in documents: a day's zip of gzipped mails with an attached zip."""
_LONGEST_NAME = 255
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_SHORTEST_DOCUMENT = 40
_MARKUP = re.compile(r"\s*<(?:\?xml\s|!DOCTYPE\s|[A-Za-z_][\w.:-]*[\s/>])")


@dataclass(slots=True)
class Inside:
    """A reader of the documents inside one document, at any depth, within one budget.

    ``parse_document`` passes it to each container, so that a container imports no other format. ``read``
    yields the items and rejections of a document, ``name_of`` returns the name of its format.
    """

    read: Callable[[Document, Defaults, Inside], Iterator[Item | Rejected]]
    name_of: Callable[[Document], str]
    bytes_left: int = field(default_factory=lambda: TOTAL_BYTES)
    """Bytes that may still be unpacked."""
    members_left: int = field(default_factory=lambda: MEMBERS)
    """Members that may still be opened."""
    depth: int = 0

    def check_depth(self) -> None:
        """Raise an error for a container that lies too deep in other ones.

        Raises:
            Unparsable: ``too-deep``.
        """
        if self.depth >= DEPTH:
            raise Unparsable(Reason.TOO_DEEP, f"Archives and attachments are opened {DEPTH} deep.")

    def take_member(self) -> None:
        """Count one member.

        Raises:
            Unparsable: ``too-large``, there were too many.
        """
        self.members_left -= 1
        if self.members_left < 0:
            raise Unparsable(Reason.TOO_LARGE, f"More than {MEMBERS:,} members; the rest was not opened.")

    def take(self, size: int) -> None:
        """Count ``size`` unpacked bytes.

        Raises:
            Unparsable: ``too-large``, there were too many.
        """
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise Unparsable(
                Reason.TOO_LARGE, f"More than {TOTAL_BYTES:,} bytes unpacked; the rest was not opened."
            )

    def member(
        self, name: str, content: bytes, document: Document, defaults: Defaults, *, same: bool = False
    ) -> list[Item | Rejected]:
        """Return the items and rejections of a member of ``document``.

        Args:
            name: the member's name, a label for its path.
            content: its bytes.
            document: the document around it.
            defaults: the source's.
            same: whether the two are the same resource (a page that was compressed), with one address.
        """
        url = document.url if same else None
        inner = Document(content, member_path(document, name), url, fetched_at=document.fetched_at)
        self.depth += 1
        try:
            return list(self.read(inner, defaults, self))
        finally:
            self.depth -= 1

    def part(self, content: bytes, document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
        """Yield the items and rejections of a document that stands beside others in one stream.

        It has the path and address of the stream. The parts of a stream that lies in no container
        have a budget each, like files of a folder.
        """
        budget = self if self.depth else Inside(self.read, self.name_of)
        yield from self.read(replace(document, content=content), defaults, budget)

    def texts(self, strings: Iterable[str], document: Document, defaults: Defaults) -> list[Item]:
        """Return the items of documents that stand as text in ``document``: XML in CDATA or a JSON string.

        A string without a document is no rejection.

        Raises:
            Unparsable: ``too-deep``, ``too-large``.
        """
        self.check_depth()
        found: list[Item] = []
        for string in strings:
            if len(string) >= _SHORTEST_DOCUMENT and _MARKUP.match(string):
                content = string.encode("utf-8", "replace")
                self.take_member()
                self.take(len(content))
                answers = self.member("text", content, document, defaults, same=True)
                found += [answer for answer in answers if isinstance(answer, Item)]
        return found


def member_path(document: Document, name: str) -> str:
    """Return ``archive.zip!member``: a label, never a path to open."""
    return f"{document.path}!{_CONTROLS.sub('', name)[:_LONGEST_NAME]}"
