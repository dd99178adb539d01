"""The formats that are known, in the order in which they are asked whether a document is theirs."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from newswire.errors import NewswireError
from newswire.model import Document
from newswire.parse import (
    anpa1312,
    ap_media,
    archive,
    atom,
    digitalwires,
    icalendar,
    iptc7901,
    json_feed,
    json_standards,
    mail,
    mbox,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    other_json,
    reuters_sgml,
    rss,
    rtf,
    separated,
    sitemap,
    story_xml,
    stream,
    tagged,
    text,
    web_page,
    wxr,
    zczc,
)
from newswire.parse.format import Format, Unparsable

FORMATS: tuple[Format, ...] = (
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
    json_standards.FORMAT,
    json_feed.FORMAT,
    ap_media.FORMAT,
    digitalwires.FORMAT,
    ninjs.FORMAT,
    other_json.FORMAT,
    zczc.FORMAT,
    iptc7901.FORMAT,
    anpa1312.FORMAT,
    rtf.FORMAT,
    icalendar.FORMAT,
    tagged.FORMAT,
    separated.FORMAT,
    web_page.FORMAT,
    story_xml.FORMAT,
    text.FORMAT,
)
"""Most telling first; plain text, which takes anything readable, last."""


class FormatError(NewswireError):
    """A format of an installed package cannot be used. The text says which, why, and what to do."""


@cache
def formats() -> tuple[Format, ...]:
    """Formats of installed packages (entry points of the group ``newswire.formats``), then ours.

    Raises:
        FormatError: an entry point leads to no format.
    """
    return (*map(_load, entry_points(group="newswire.formats")), *FORMATS)


def _load(point: EntryPoint) -> Format:
    try:
        loaded = point.load()
        if not isinstance(loaded, Format):
            raise TypeError("that is no newswire.parse.format.Format")  # noqa: TRY301 - said like the others
    except Exception as error:
        raise FormatError(
            f"The format {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}. "
            f"Mend its package or remove it; until then nothing is parsed, so that nothing is taken wrongly."
        ) from error
    return loaded


def recognise(document: Document) -> Format:
    """The first format that takes the document for its own.

    Raises:
        Unparsable: no format knows it (``unknown-format``), or it is empty.
        FormatError: a format of an installed package cannot be used.
    """
    if not document.content or document.content.isspace():
        raise Unparsable("empty", "The document has no content.")
    for known in formats():
        if known.recognises(document):
            return known
    beginning = document.content[:40].decode("latin-1").strip()
    raise Unparsable("unknown-format", f"No known format begins like {beginning!r}.")
