"""The formats that are known, in the order in which they are asked whether a document is theirs."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from newswire.errors import FatalError, Unparsable
from newswire.model import Document, Reason
from newswire.parse.containers import archive, mail, mbox, stream
from newswire.parse.format import Container, Format
from newswire.parse.formats import (
    ap_media,
    digitalwires,
    icalendar,
    ninjs,
    nitf,
    reuters_sgml,
    standards_in_json,
)
from newswire.parse.formats.feeds import atom, json_feed, rss, sitemap, wxr
from newswire.parse.formats.newsml_1 import parser as newsml_1
from newswire.parse.formats.newsml_g2 import parser as newsml_g2
from newswire.parse.formats.teletype import anpa1312, iptc7901, zczc
from newswire.parse.formats.text import plain, rtf, tagged
from newswire.parse.generic import rows
from newswire.parse.generic.json import parser as generic_json
from newswire.parse.generic.xml import parser as generic_xml
from newswire.parse.pages import web_page

FORMATS: tuple[Format | Container, ...] = (
    archive.FORMAT,
    mbox.FORMAT,
    mail.FORMAT,
    reuters_sgml.FORMAT,
    stream.FORMAT,
    newsml_g2.FORMAT,
    newsml_1.FORMAT,
    nitf.FORMAT,
    wxr.FORMAT,
    rss.FORMAT,
    atom.FORMAT,
    sitemap.FORMAT,
    standards_in_json.FORMAT,
    json_feed.FORMAT,
    ap_media.FORMAT,
    digitalwires.FORMAT,
    ninjs.FORMAT,
    generic_json.FORMAT,
    zczc.FORMAT,
    iptc7901.FORMAT,
    anpa1312.FORMAT,
    rtf.FORMAT,
    icalendar.FORMAT,
    tagged.FORMAT,
    rows.FORMAT,
    web_page.FORMAT,
    generic_xml.FORMAT,
    plain.FORMAT,
)
"""Most telling first; plain text, which takes anything readable, last."""


class FormatError(FatalError):
    """A format of an installed package cannot be used. The text says which, why, and what to do."""


@cache
def formats() -> tuple[Format | Container, ...]:
    """Format of installed packages (entry points of the group ``newswire.formats``), then ours.

    Raises:
        FormatError: an entry point leads to no format.
    """
    return (*map(_load, entry_points(group="newswire.formats")), *FORMATS)


def _load(point: EntryPoint) -> Format | Container:
    try:
        loaded = point.load()
        if not isinstance(loaded, (Format, Container)):
            raise TypeError("that is no newswire.parse.format.Format")  # noqa: TRY301 - said like the others
    except Exception as error:
        raise FormatError(
            f"The format {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}. "
            f"Mend its package or remove it; until then nothing is parsed, so that nothing is taken wrongly."
        ) from error
    return loaded


def recognise(document: Document) -> Format | Container:
    """Return the first format that takes the document for its own.

    Raises:
        Unparsable: no format knows it (``unknown-format``), or it is empty.
        FormatError: a format of an installed package cannot be used.
    """
    if not document.content or document.content.isspace():
        raise Unparsable(Reason.EMPTY, "The document has no content.")
    for known in formats():
        if known.recognises(document):
            return known
    beginning = document.content[:40].decode("latin-1").strip()
    raise Unparsable(Reason.UNKNOWN_FORMAT, f"No known format begins like {beginning!r}.")
