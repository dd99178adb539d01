"""The pictures and other files of one story in an agency's own XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.model import Link
from newswire.parse.generic.xml.elements import attributes, plain_name
from newswire.parse.generic.xml.texts import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ADDRESSES = ("url", "href", "src", "link")


def files(record: _Element) -> Iterator[Link]:
    """Yield a link for each address in an element that is named after a file, or whose parent is."""
    seen = set()
    for element in record.iter():
        addresses = [value for name, value in attributes(element) if name in _ADDRESSES]
        if not len(element) and element.text:
            addresses.append(element.text.strip())
        around = (element, element.getparent())
        for address in addresses:
            of_a_file = any(
                e is not None and e is not record and FILES.search(plain_name(e.tag)) for e in around
            )
            if of_a_file and address.startswith(("http://", "https://")) and address not in seen:
                seen.add(address)
                yield Link("rendition", url=address)
