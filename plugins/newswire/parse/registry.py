"""The known formats, in the order in which they are asked to recognise a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from itertools import chain

from newswire.errors import FatalError, Unparsable
from newswire.model import Document, Reason
from newswire.parse.format import Container, Format

MODULES = (
    "containers.archive",
    "containers.mbox",
    "containers.mail",
    "pages.machine_file",
    "formats.reuters_sgml",
    "containers.stream",
    "formats.newsml_g2.parser",
    "formats.newsml_1.parser",
    "formats.nitf.parser",
    "formats.feeds.wxr",
    "formats.feeds.rss",
    "formats.feeds.atom",
    "formats.feeds.sitemap",
    "formats.standards_in_json",
    "formats.feeds.json_feed",
    "formats.ap_media",
    "formats.digitalwires",
    "formats.ninjs",
    "generic.json.parser",
    "formats.teletype.zczc",
    "formats.teletype.iptc7901",
    "formats.teletype.anpa1312",
    "formats.text.rtf",
    "formats.icalendar",
    "formats.text.tagged",
    "generic.rows",
    "pages.web_page",
    "generic.xml.parser",
    "formats.text.plain",
)
"""The modules of our formats, the most specific first. Plain text, which takes anything readable, is last.

A module is imported when its format is first asked. So a process that reads one wire imports no reader of
web pages.
"""


_NEVER_JSON = frozenset(
    (
        "containers.mbox",
        "containers.mail",
        "pages.machine_file",
        "formats.reuters_sgml",
        "containers.stream",
        "formats.newsml_g2.parser",
        "formats.newsml_1.parser",
        "formats.nitf.parser",
        "formats.feeds.wxr",
        "formats.feeds.sitemap",
    )
)
"""Those that take no document which begins like JSON. They are not asked about one."""

_JSON = re.compile(rb'[{\[]\s*["{\[]')

_OF_JSON = tuple(module for module in MODULES if module not in _NEVER_JSON)


class FormatError(FatalError):
    """A format of an installed package cannot be used. The message names it, the cause and the remedy."""


def formats(*, begins_like_json: bool = False) -> Iterator[Format | Container]:
    """Return the formats of installed packages (entry points of ``newswire.formats``), then ours.

    Ours are all of them, or those that may take a document which begins like JSON.

    Raises:
        FormatError: an entry point leads to no format.
    """
    return chain(installed_formats(), map(our_format, _OF_JSON if begins_like_json else MODULES))


@cache
def installed_formats() -> tuple[Format | Container, ...]:
    """Return the formats of installed packages.

    Raises:
        FormatError: an entry point leads to no format.
    """
    return tuple(map(_load, entry_points(group="newswire.formats")))


@cache
def our_format(module: str) -> Format | Container:
    """Return the format of a module below ``newswire.parse``, which is imported at the first call."""
    found: Format | Container = import_module(f"newswire.parse.{module}").FORMAT
    return found


def _load(point: EntryPoint) -> Format | Container:
    try:
        loaded = point.load()
        if not isinstance(loaded, (Format, Container)):
            raise TypeError("that is no newswire.parse.format.Format")  # noqa: TRY301 - reported as the others
    except Exception as error:
        raise FormatError(
            f"The format {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}. "
            "Mend or remove its package. Until then nothing is parsed, so that no document is read wrongly."
        ) from error
    return loaded


def recognise(document: Document) -> Format | Container:
    """Return the first format that recognises the document.

    Raises:
        Unparsable: no format knows it (``unknown-format``), or it is empty.
        FormatError: a format of an installed package cannot be used.
    """
    if not document.content or document.content.isspace():
        raise Unparsable(Reason.EMPTY, "The document has no content.")
    for known in formats(begins_like_json=_JSON.match(document.content) is not None):
        if known.recognises(document):
            return known
    beginning = document.content[:40].decode("latin-1").strip()
    raise Unparsable(Reason.UNKNOWN_FORMAT, f"No known format begins like {beginning!r}.")
