"""Web pages in the place of a wire document: login forms, error pages, notices of maintenance.

Servers send them with status 200 in a feed's place. A story in them cannot be separated from the page
around it. They are rejected with their title, and kept for a parser that reads pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, SoupStrainer

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.readers.charset import decode
from newswire.parse.readers.xml.prolog import root_name

_BEGINNING = 65_536
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--[^>]{0,4000}-->\s*){0,9}<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE
)
_LONGEST_TITLE = 300


def recognises(document: Document) -> bool:
    """Return whether a document begins with HTML's declaration or element, as HTML or as XHTML."""
    beginning = document.content[:_BEGINNING]
    return _PAGE.match(beginning) is not None or (root_name(beginning) or "").lower() == "html"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:  # noqa: ARG001 - a format's shape
    """Reject the document; the detail quotes the title of the page.

    Raises:
        Unparsable: ``web-page``, always.
    """
    beginning = decode(document.content[:_BEGINNING])[0]
    title = BeautifulSoup(beginning, "lxml", parse_only=SoupStrainer("title")).find("title")
    called = f" ({' '.join(title.get_text().split())[:_LONGEST_TITLE]!r})" if title else ""
    detail = f"This is a web page{called}, no wire document. Look at its address in a browser."
    raise Unparsable(Reason.WEB_PAGE, detail)
    yield  # the function is a generator, as that of every format


FORMAT = Format("web-page", recognises, parse)
