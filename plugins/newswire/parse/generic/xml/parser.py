"""Stories in an agency's own XML, recognised by their structure.

There is no code for a single agency: ``records`` finds the elements that are stories, ``fields`` reads each,
and ``field_names.toml`` has the names that agencies and editorial systems give to our fields. The parsers of
news standards read those inside other XML (a SOAP envelope, a search result).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.format import Container
from newswire.parse.formats.newsml_1 import parser as newsml_1
from newswire.parse.formats.newsml_g2 import parser as newsml_g2
from newswire.parse.formats.nitf import parser as nitf
from newswire.parse.generic.xml.fields import story
from newswire.parse.generic.xml.records import records_in
from newswire.parse.inside import Inside
from newswire.parse.readers.elements import local, named
from newswire.parse.readers.times import Clock
from newswire.parse.readers.xml.items import each_item
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Item, Rejected
    from newswire.parse.generic.xml.elements import Values

_OF_ENVELOPE = (
    *("provider", "guid", "version", "pubstatus", "urgency", "priority", "category", "keywords", "genre"),
    *("headline", "slugline", "byline", "standfirst", "dateline", "place", "country", "credit", "language"),
    *("published", "published_precision", "first_created", "version_created", "embargo_until", "expires"),
    *("ed_note", "label", "usage_terms", "copyright", "header_word_count", "source_url"),
)
_TAG = re.compile(rb"<[A-Za-z][^<>]{0,500}>")
_BARE = re.compile(rb"=\s*([^\s\"'<>=]+)(?=[\s>])")


def recognises(document: Document) -> bool:
    """Return whether a document is XML, but no page. The registry asks the other formats of XML first."""
    name = root_of(document)
    return name is not None and local(name).lower() != "html"


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield every story in a document, every item of a news standard inside it, or items in its texts.

    Raises:
        Unparsable: ``no-story``, or the reasons of ``read_xml`` and ``each_item``.
    """
    warnings: list[str] = []
    root = _root(document, warnings)
    found = False
    for item in chain(
        _standards(root, document, defaults, warnings), _stories(root, document, defaults, warnings)
    ):
        found = True
        yield item
    if not found and (within := inside.texts(_texts_alone(root), document, defaults)):
        yield from within
    elif not found:
        raise Unparsable(
            Reason.NO_STORY, f"The XML (<{local(root.tag)}>) has no element with a headline and a text."
        )


def _texts_alone(root: _Element) -> Iterator[str]:
    """Yield the texts of elements without children: a whole document may stand in one."""
    return (element.text for element in root.iter() if not len(element) and element.text)


def _root(document: Document, warnings: list[str]) -> _Element:
    """Return the document's root element. Without an XML declaration, attributes may lack quotes (SGML).

    Raises:
        Unparsable: the reasons of ``read_xml``.
    """
    try:
        return read_xml(document, warnings)
    except Unparsable as error:
        if error.reason != Reason.MALFORMED_XML or document.content.lstrip().startswith(b"<?xml"):
            raise
        quoted = _TAG.sub(lambda tag: _BARE.sub(rb'="\1"', tag[0]), document.content)
        try:
            return read_xml(replace(document, content=quoted), warnings)
        except Unparsable:
            raise error from None


def _standards(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    found = {local(element.tag) for element in root.iter()}
    if found & {"newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem"}:
        yield from newsml_g2.items(root, document, defaults, warnings)
    elif "NewsItem" in found and "NewsComponent" in found:
        yield from newsml_1.items(root, document, defaults, warnings)
    elif "nitf" in found:
        stories = [*named(root, "nitf")]
        yield from each_item(
            stories,
            lambda element: _in_envelope(
                element, document, Clock(defaults, list(warnings)), alone=len(stories) == 1
            ),
            document,
        )


def _in_envelope(element: _Element, document: Document, clock: Clock, *, alone: bool) -> Item:
    """Read NITF inside other XML. If it is the one story, fill absent fields from the elements around it."""
    item = nitf.item(element, document, clock)
    around = element.getparent()
    if not alone or around is None:
        return item
    said = story(around, {}, document, Clock(clock.defaults), alone=True)
    missing = {
        name: value
        for name in _OF_ENVELOPE
        if getattr(item, name) in (None, ()) and (value := getattr(said, name))
    }
    if item.published or item.version_created or item.first_created:
        missing = {name: value for name, value in missing.items() if not name.startswith("published")}
    return item.changed(**missing)


def _stories(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    standard = any(True for _ in named(root, "nitf", "newsItem"))
    if standard or all(any(True for _ in named(root, name)) for name in ("NewsItem", "NewsComponent")):
        return
    records = records_in(root)
    around: dict[_Element, Values] = {}
    alone = len(records) == 1
    yield from each_item(
        records,
        lambda record: story(record, around, document, Clock(defaults, list(warnings)), alone=alone),
        document,
    )


FORMAT = Container("xml", recognises, parse)
