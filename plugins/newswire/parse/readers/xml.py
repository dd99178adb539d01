"""The one reader of XML, for every format that is XML: feeds, NewsML-G2, NewsML 1, NITF and their kin.

Documents come from outside, so nothing in them is obeyed: the document type declaration is cut
out before the parser sees the bytes, so no external identifier can be fetched and no entity
declared there can grow. What wires really send is mended and said: wrong encoding declarations,
byte order marks, HTML's named characters, bare ampersands, control bytes.
"""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Reason, Rejected
from newswire.parse.readers.charset import codec_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newswire.model import Document, Item

MAX_BYTES = 32 * 1024 * 1024
"""Larger documents are rejected (``too-large``), so that one never needs more than 300 MB of memory."""

MAX_NODES = 300_000
"""Tags and attributes of one document; libxml2 needs up to 250 bytes for each."""

MAX_NAMES = 4_096
"""Different names of elements in one document; no schema of a wire has a tenth of them."""

MAX_ITEMS = 5_000
"""Items of one document that are read; more of them is no news message."""

MAX_NESTED = 4
"""Items around an item; NewsML 1 has one."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),  # XML 1.0, appendix F.1: no mark, but the first character is known
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']""")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^<>]{0,200}>")
_GOOD_DECLARATION = re.compile(  # XML 1.0, productions [23], [80] and [32]
    rb"""<\?xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][A-Za-z0-9._-]*\2)?"""
    rb"""(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>"""
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_SEVEN_BIT = ("iso2022", "hz", "utf-7", "utf7")
_LATIN_1 = ("iso8859-1", "ascii", "cp1252")

MAX_DOCTYPE = 1024 * 1024
"""Bytes of a document type declaration with its internal subset."""

MAX_PROLOG = 128 * 1024
"""Bytes before the first element that are looked through in order to recognise a document."""

MAX_MENDED = 100_000
"""References and CDATA sections that are looked at one by one; more of them are hostile."""

_DOUBTFUL_REFERENCE = re.compile(
    rb"&(?:(?!(?:amp|lt|gt|quot|apos);|#x?[0-9A-Fa-f]{1,8};)(?:([A-Za-z][A-Za-z0-9._-]{0,40});)?"
    rb"|#(1[2345]\d|[xX](?:00)?[89][0-9A-Fa-f]);)"
)
_NUMBER_REFERENCE = re.compile(rb"&#([xX]?[0-9A-Fa-f]{1,8});")
_DECLARED_CHARACTER = re.compile(
    rb"""<!ENTITY\s+([A-Za-z][A-Za-z0-9._-]{0,40})\s+["'](&\#x?[0-9A-Fa-f]{1,6};|[^"'&<%]{1,8})["']\s*>"""
)
_SUBSET_TOKEN = re.compile(rb"""["'\[\]>]|<!--|<\?""")
_CLOSED_BY = {b'"': b'"', b"'": b"'", b"<!--": b"-->", b"<?": b"?>"}
# XML 1.0, production [2] Char
_FORBIDDEN_BYTES = bytes(set(range(0x20)) - set(b"\t\n\r"))
_FORBIDDEN = re.compile(rb"\xef\xbf[\xbe\xbf]")
_SPACE = re.compile(rb"[ \t\r\n\0\x01-\x04]*")
_BEGINNING = re.compile(rb"[ \t\r\n\0\x01-\x04]*<|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0")
_USUAL_BEGINNING = re.compile(
    rb"\s{0,9}(?:<\?xml[^>?]{0,200}\?>\s{0,9})?<([A-Za-z_][A-Za-z0-9_.:-]{0,100})[\s/>]"
)
_NAME = re.compile(rb"<([^\s/<>!?]+)")
_ROOT = re.compile(rb"<([A-Za-z_\x80-\xff][^\s/>]{0,200})")


def read_xml(
    document: Document, warnings: list[str] | None = None, *, recover: bool = False
) -> etree._Element:
    """The root element of an XML document; comments and processing instructions are left out.

    Args:
        document: the bytes, and the content type that they were sent with.
        warnings: a list that takes a sentence for each thing that was repaired.
        recover: take what can be read of XML that is not well-formed, with a warning, instead of
            rejecting it. For feeds, where the next fetch brings the same again.

    Raises:
        Unparsable: ``too-large``, ``too-deep`` or ``malformed-xml``.
    """
    if warnings is None:
        warnings = []
    if len(document.content) > MAX_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"The XML has more than {MAX_BYTES // 1_048_576} MB.")
    data, entities = _without_doctype(_as_utf8(document, warnings))
    _check_size(data)
    if b"&" in data and _DOUBTFUL_REFERENCE.search(data):
        data = _outside_cdata(data, lambda part: _with_known_references(part, entities, warnings))
    try:
        return etree.fromstring(data, _STRICT)
    except etree.XMLSyntaxError as error:
        return _repaired(data, error, warnings, recover)


def _parser(*, recover: bool) -> etree.XMLParser:
    # Without huge_tree libxml2 holds its own limits: 256 levels, 10 MB for one text.
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


_STRICT = _parser(recover=False)


def each_item(
    elements: Iterable[etree._Element], read: Callable[[etree._Element], Item], document: Document
) -> Iterator[Item | Rejected]:
    """The items of some elements; one that cannot be taken is rejected alone.

    Raises:
        Unparsable: ``too-many-items``, after the first ``MAX_ITEMS`` of them.
    """
    for number, element in enumerate(elements):
        if number == MAX_ITEMS:
            raise Unparsable(
                Reason.TOO_MANY_ITEMS,
                f"The document has more than {MAX_ITEMS:,} items; the rest is not read.",
            )
        try:
            _refuse_nested(element)
            yield read(element)
        except Unparsable as error:
            yield Rejected(document.path, error.reason, error.detail)


def _refuse_nested(element: etree._Element) -> None:
    """Items in items in items would each be read with all that is inside of them."""
    if sum(1 for _ in element.iterancestors(element.tag)) > MAX_NESTED:
        raise Unparsable(Reason.TOO_DEEP, f"An item lies inside more than {MAX_NESTED} others.")


def root_name(content: bytes) -> str | None:
    """The name of a document's first element as written, prefix included, read from its beginning.

    Cheap enough to be asked by every format's ``recognises``; None if the bytes are not XML.
    """
    if usual := _USUAL_BEGINNING.match(content):
        return usual[1].decode("ascii")
    content = content[:MAX_PROLOG]
    if not _BEGINNING.match(content):
        return None
    for mark, codec in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            content = content.decode(codec, "replace").removeprefix("\ufeff").encode()
            break
    position = _after_prolog(content, 0)
    if content.startswith(b"<!DOCTYPE", position) or content.startswith(b"<!doctype", position):
        try:
            position = _after_prolog(content, _end_of_doctype(content, position))
        except Unparsable:
            return None
    found = _ROOT.match(content, position)
    return found[1].decode("utf-8", "replace") if found else None


def _as_utf8(document: Document, warnings: list[str]) -> bytes:
    """The document as UTF-8 without byte order mark, whatever it is in and says of itself."""
    content = document.content
    if content[:1] != b"<" or content[1:2] == b"\0":  # else there is no mark
        for mark, name in _BYTE_ORDER_MARKS:
            if content.startswith(mark):
                if name == "utf-8":
                    content = content[len(mark) :]
                    break
                return (
                    content.decode(name, "replace").removeprefix("\ufeff").encode("utf-8", "replace").strip()
                )
    content = content.strip(b" \t\r\n\0\x01\x02\x03\x04\x1a")
    found = _DECLARED.match(content)
    declared = found[1].decode("ascii") if found else None
    codec = codec_of(declared) if declared else None
    if content.isascii():
        if codec and codec.startswith(_SEVEN_BIT):
            return content.decode(codec, "replace").encode()
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _other_encoding(document, content, declared, codec, warnings)
    if declared and codec not in ("utf-8", "ascii"):
        known = "" if codec else " (which is none)"
        warnings.append(
            f"The encoding declaration says {declared}{known}, the text is in UTF-8 and was read so."
        )
    return content


def _other_encoding(
    document: Document, content: bytes, declared: str | None, codec: str | None, warnings: list[str]
) -> bytes:
    if codec is None or codec == "utf-8" or codec.startswith(("utf-16", "utf-32")):
        sent = _CHARSET.search(document.content_type or "")
        codec = codec_of(sent[1]) if sent else None
        if codec is None or codec == "utf-8":
            said = f"The encoding declaration says {declared}" if declared else "No encoding is declared"
            warnings.append(f"{said}, but not all of it is UTF-8; the rest was read as Windows-1252.")
            return _as_windows_1252(content)
    if codec in _LATIN_1:
        try:
            return content.decode("cp1252").encode()
        except UnicodeDecodeError:  # it has no character for five bytes, which Latin-1 has
            return content.decode("latin-1").translate(_WINDOWS_1252).encode()
    try:
        return content.decode(codec).encode()
    except UnicodeDecodeError:
        warnings.append(f"Some bytes are not valid in the declared encoding {declared or codec}.")
        return content.decode(codec, "replace").encode()


def _as_windows_1252(content: bytes) -> bytes:
    """UTF-8 in which the bytes that are none are Windows-1252; Windows-1252 if they are too many."""
    text = content.decode("utf-8", "surrogateescape")
    if len(content) - len(text.encode("utf-8", "ignore")) > MAX_MENDED:
        return content.decode("cp1252", "replace").encode()
    return text.translate(_ESCAPED_WINDOWS_1252).encode()


# WHATWG Encoding, "windows-1252": what calls itself ISO 8859-1 has its characters in 128 to 159.
_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)}
_ESCAPED_WINDOWS_1252 = {0xDC00 + byte: _WINDOWS_1252.get(byte, chr(byte)) for byte in range(128, 256)}


def _after_prolog(data: bytes, position: int) -> int:
    """Where the white space, comments and processing instructions that start at ``position`` end."""
    while True:
        position = _SPACE.match(data, position).end()  # type: ignore[union-attr] # it matches nothing, too
        if data.startswith(b"<?", position):
            end, length = data.find(b"?>", position), 2
        elif data.startswith(b"<!--", position):
            end, length = data.find(b"-->", position), 3
        else:
            return position
        if end < 0:
            return position
        position = end + length


def _end_of_doctype(data: bytes, position: int) -> int:
    depth = 0
    limit = position + MAX_DOCTYPE
    while found := _SUBSET_TOKEN.search(data, position + 1, limit):
        token, position = found[0], found.end() - 1
        if token in _CLOSED_BY:
            position = data.find(_CLOSED_BY[token], position + 1, limit)
            if position < 0:
                break
        elif token == b"[":
            depth += 1
        elif token == b"]":
            depth -= 1
        elif depth <= 0:
            return position + 1
    raise Unparsable(
        Reason.MALFORMED_XML, "The document type declaration (<!DOCTYPE …>) does not end, or is too long."
    )


def _without_doctype(data: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """The document without its DOCTYPE, and the entities of up to eight characters declared there."""
    start = _after_prolog(data, 0)
    if data[start : start + 9].upper() != b"<!DOCTYPE":
        return data, {}
    end = _end_of_doctype(data, start)
    return data[:start] + data[end:], dict(_DECLARED_CHARACTER.findall(data, start, end))


def _outside_cdata(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts, position = [], 0
    while (start := data.find(b"<![CDATA[", position)) >= 0:
        parts.append(change(data[position:start]))
        end = data.find(b"]]>", start)
        position = len(data) if end < 0 else end
        parts.append(data[start:position])
    parts.append(change(data[position:]))
    return b"".join(parts)


def _with_known_references(part: bytes, entities: dict[bytes, bytes], warnings: list[str]) -> bytes:
    """Named characters become numbers; what is no reference becomes an ampersand.

    Raises:
        Unparsable: ``too-large``, there are ``MAX_MENDED`` of them.
    """

    def known(found: re.Match[bytes]) -> bytes:
        name, number = found[1], found[2]
        if number:  # HTML 5.2, section 8.1.4: 128 to 159 mean Windows-1252's characters
            return _WINDOWS_1252.get(_value(number), "").encode() or found[0]
        if name in entities:
            return entities[name].replace(b"<", b"&lt;")
        character = html5.get(name.decode() + ";") if name else None
        if character:
            return "".join(f"&#{ord(c)};" for c in character).encode()
        if name:
            _once(warnings, f"The entity &{name.decode()}; is not known and was kept as written.")
        else:
            _once(warnings, "An ampersand that is not written as &amp; was taken as one.")
        return b"&amp;" + found[0][1:]

    mended, count = _DOUBTFUL_REFERENCE.subn(known, part, count=MAX_MENDED)
    if count == MAX_MENDED:
        raise Unparsable(
            Reason.TOO_LARGE, f"The XML has {MAX_MENDED:,} or more references that are none of XML's."
        )
    return mended


def _value(number: bytes) -> int:
    try:
        return int(number[1:], 16) if number[:1] in b"xX" else int(number)
    except ValueError:  # hexadecimal digits without the x
        return 0


def _without_forbidden(part: bytes) -> bytes:
    """Without the characters and references that XML 1.0 does not allow (production [2] Char)."""

    def allowed(found: re.Match[bytes]) -> bytes:
        value = _value(found[1])
        if (
            value in (9, 10, 13)
            or 32 <= value < 0xD800
            or 0xE000 <= value < 0xFFFE
            or 0x10000 <= value < 0x110000
        ):
            return found[0].lower()
        return b""

    return _NUMBER_REFERENCE.sub(
        allowed, _FORBIDDEN.sub(b"", part.translate(None, _FORBIDDEN_BYTES)), count=MAX_MENDED
    )


def _once(warnings: list[str], sentence: str) -> None:
    if len(warnings) < 20 and sentence not in warnings:
        warnings.append(sentence)


def _check_size(data: bytes) -> None:
    if data.count(b"<") > MAX_NAMES and len(set(_NAME.findall(data))) > MAX_NAMES:
        raise Unparsable(
            Reason.TOO_LARGE, f"The XML has more than {MAX_NAMES:,} different names of elements."
        )
    if len(data) <= 4 * MAX_NODES:  # an element has at least four bytes: <a/>
        return
    if data.count(b"<![CDATA[") > MAX_MENDED:
        raise Unparsable(Reason.TOO_LARGE, f"The XML has more than {MAX_MENDED:,} CDATA sections.")
    if data.count(b"<") + data.count(b"=") <= MAX_NODES:
        return
    nodes = 0

    def counted(part: bytes) -> bytes:
        nonlocal nodes
        nodes += part.count(b"<") + part.count(b"=")
        return b""

    _outside_cdata(data, counted)
    if nodes > MAX_NODES:
        raise Unparsable(Reason.TOO_LARGE, f"The XML has more than {MAX_NODES:,} tags and attributes.")


def _repaired(data: bytes, error: etree.XMLSyntaxError, warnings: list[str], recover: bool) -> etree._Element:
    """A second try without forbidden characters, and with prefixes that nobody declared."""
    if "XML_PARSE_HUGE" in str(error) or "too big" in str(error):
        reason = Reason.TOO_DEEP if "depth" in str(error).lower() else Reason.TOO_LARGE
        raise Unparsable(reason, f"The XML goes beyond what is read: {error}.") from error
    declaration = _DECLARATION.match(data)
    if declaration and not _GOOD_DECLARATION.fullmatch(declaration[0]):
        _once(warnings, "The XML declaration is not well-formed and was left out.")
        data = data[declaration.end() :]
    clean = _outside_cdata(data, _without_forbidden)
    if len(clean) != len(data):
        _once(warnings, "Control characters, which XML does not allow, were taken out.")
    parser = _parser(recover=True)
    root = etree.fromstring(clean, parser) if clean else None
    broken = [e for e in parser.error_log if e.domain != etree.ErrorDomains.NAMESPACE]
    if root is None or (broken and not recover):
        where = f" at line {broken[0].line}, column {broken[0].column}: {broken[0].message}" if broken else ""
        raise Unparsable(Reason.MALFORMED_XML, f"The XML is not well-formed{where}.") from error
    if broken:
        where = f"at line {broken[0].line}: {broken[0].message}"
        _once(warnings, f"The XML is not well-formed {where}. Some of it may be missing.")
    elif parser.error_log:
        _once(warnings, "A namespace prefix is used but not declared.")
        for element in root.iter():
            if ":" in element.tag and "}" not in element.tag:
                element.tag = element.tag.rpartition(":")[2]
    return root
