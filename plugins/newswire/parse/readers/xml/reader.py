"""The one reader of XML, for every format that is XML: feeds, NewsML-G2, NewsML 1, NITF and their kin.

Documents come from outside, so nothing in them is obeyed. The document type declaration is cut
out before the parser sees the bytes, so no external identifier is fetched and no declared entity
can grow. The defects of real wires are repaired: wrong encoding declarations, HTML's named
characters, bare ampersands, control bytes. A warning names each repair that may change the text.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.readers.machines.printed import end_of_root, left_out
from newswire.parse.readers.signs import with_signs
from newswire.parse.readers.xml.encoding import as_utf8
from newswire.parse.readers.xml.limits import MAX_BYTES, check_size
from newswire.parse.readers.xml.prolog import root_name, without_doctype
from newswire.parse.readers.xml.repair import cleaned, warn_once, with_known_references

if TYPE_CHECKING:
    from newswire.model import Document


def read_xml(
    document: Document, warnings: list[str] | None = None, *, recover: bool = False
) -> etree._Element:
    """Return the root element of an XML document, without comments and processing instructions.

    Args:
        document: the bytes, and the content type that they were sent with.
        warnings: a list that takes a sentence for each repair.
        recover: keep the readable part of XML that is not well-formed, with a warning, instead of
            rejecting it. Feeds need it, as their next fetch brings the same document again.

    Raises:
        Unparsable: ``too-large``, ``too-deep`` or ``malformed-xml``.
    """
    if warnings is None:
        warnings = []
    if len(document.content) > MAX_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"The XML has more than {MAX_BYTES // 1_048_576} MB.")
    data, entities = without_doctype(as_utf8(document, warnings))
    check_size(data)
    data = with_known_references(data, entities, warnings)
    try:
        root = etree.fromstring(data, _STRICT)
    except etree.XMLSyntaxError as error:
        whole = _without_text_after(data, warnings)
        root = whole if whole is not None else _repaired(data, error, warnings, recover)
    with_signs(root, data)
    return root


def _parser(*, recover: bool) -> etree.XMLParser:
    # Without huge_tree libxml2 keeps its own limits: 256 levels, 10 MB for one text.
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


_USUAL_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "cc": "http://creativecommons.org/ns#",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
}
"""Namespaces of the extensions of feeds by the prefixes that all feeds use, declared or not."""
_STRICT = _parser(recover=False)


def _without_text_after(data: bytes, warnings: list[str]) -> etree._Element | None:
    """Return the root of well-formed XML that has text after it; None for any other XML."""
    name = root_name(data)
    end = end_of_root(data, name) if name else None
    if end is None:
        return None
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(data[:end], _STRICT)
        warn_once(warnings, left_out(data[end:], "after"))
        return root
    return None


def _repaired(data: bytes, error: etree.XMLSyntaxError, warnings: list[str], recover: bool) -> etree._Element:
    """Parse again without forbidden characters. Accept undeclared prefixes, and damage if ``recover``.

    Raises:
        Unparsable: ``too-deep``, ``too-large`` or ``malformed-xml``.
    """
    if "XML_PARSE_HUGE" in str(error) or "too big" in str(error):
        reason = Reason.TOO_DEEP if "depth" in str(error).lower() else Reason.TOO_LARGE
        raise Unparsable(reason, f"The XML exceeds the limits of the parser: {error}.") from error
    clean = cleaned(data, warnings)
    parser = _parser(recover=True)
    root = etree.fromstring(clean, parser) if clean else None
    broken = [e for e in parser.error_log if e.domain != etree.ErrorDomains.NAMESPACE]
    if root is None or (broken and not recover):
        where = f" at line {broken[0].line}, column {broken[0].column}: {broken[0].message}" if broken else ""
        raise Unparsable(Reason.MALFORMED_XML, f"The XML is not well-formed{where}.") from error
    if broken:
        where = f"at line {broken[0].line}: {broken[0].message}"
        warn_once(warnings, f"The XML is not well-formed {where}. Some of it may be missing.")
    elif parser.error_log:
        warn_once(warnings, "A namespace prefix is used but not declared.")
        for element in root.iter():
            if ":" in element.tag and "}" not in element.tag:
                prefix, _, own = element.tag.rpartition(":")
                namespace = _USUAL_PREFIXES.get(prefix)
                element.tag = f"{{{namespace}}}{own}" if namespace else own
    return root
