"""The settings of sources whose documents lead to pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from newswire.fetch.kind import Remote
from newswire.fetch.transport.address import public_url

MAX_BYTES = 50 * 1024 * 1024
"""The largest sitemap of the protocol (sitemaps.org), and more than any page."""


def _pattern(pattern: str) -> str:
    if not pattern.startswith(("*", "?", "[", "http://", "https://")):
        raise ValueError(f"{pattern!r} fits no whole address; '*/news/*' or 'https://www.x.example/*' does")
    return pattern


Pattern = Annotated[str, AfterValidator(_pattern)]
"""A pattern of a whole address."""


class LeadingSource(Remote):
    """A source whose documents lead to pages. A page is fetched if its address is new or has changed.

    ``include`` and ``exclude`` are patterns of whole addresses: ``*`` is any text.
    """

    url: Annotated[str, Field(pattern=r"^https?://")]
    include: tuple[Pattern, ...] = ("*",)
    exclude: tuple[Pattern, ...] = ()
    max_pages: Annotated[int, Field(ge=1, le=10_000)] = 100
    """Most pages that a run requests. The others wait for the next one."""
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    """Seconds to wait for the server's next byte."""
    max_bytes: Annotated[int, Field(gt=0)] = MAX_BYTES
    """Largest accepted response, in bytes after decompression."""

    def place(self) -> str:
        """Return the URL without user, password and secrets of the query."""
        return public_url(self.url)
