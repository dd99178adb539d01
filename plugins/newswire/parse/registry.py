"""The known formats, in the order in which they are asked to recognise a document."""

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
    reuters_sgml,
    standards_in_json,
)
from newswire.parse.formats.feeds import atom, json_feed, rss, sitemap, wxr
from newswire.parse.formats.newsml_1 import parser as newsml_1
from newswire.parse.formats.newsml_g2 import parser as newsml_g2
from newswire.parse.formats.nitf import parser as nitf
from newswire.parse.formats.teletype import anpa1312, iptc7901, zczc
from newswire.parse.formats.text import plain, rtf, tagged
from newswire.parse.generic import rows
from newswire.parse.generic.json import parser as generic_json
from newswire.parse.generic.xml import parser as generic_xml
from newswire.parse.pages import machine_file, web_page

FORMATS: tuple[Format | Container, ...] = (
    archive.FORMAT,
    mbox.FORMAT,
    mail.FORMAT,
    machine_file.FORMAT,
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
"""The most specific is the first; plain text, which takes anything readable, is the last."""


class FormatError(FatalError):
    """A format of an installed package cannot be used. The message names it, the cause and the remedy."""


@cache
def formats() -> tuple[Format | Container, ...]:
    """Return the formats of installed packages (entry points of ``newswire.formats``), then ours.

    Raises:
        FormatError: an entry point leads to no format.
    """
    return (*map(_load, entry_points(group="newswire.formats")), *FORMATS)


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
    for known in formats():
        if known.recognises(document):
            return known
    beginning = document.content[:40].decode("latin-1").strip()
    raise Unparsable(Reason.UNKNOWN_FORMAT, f"No known format begins like {beginning!r}.")
