"""ZCZC text: messages between ``ZCZC`` and ``NNNN``, the marks of the telegraph (ITU-T F.1 and S.4).

No standard defines the text between them. Three forms of header are common. In the first, lines begin
with a sign ($ category, : keyword, = take, ^ headline, # slugline, * format or subject, + subject,
@ place, & service, % routing). Systems differ in the meaning of signs, so the value decides where a sign
has two meanings. In the second, lines begin with two letters and ``#`` (TI# title, TX# text, PD# date).
The third has lines of capitals: routing, then ``KIND : headline``. NNNN may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile

from newswire.errors import Unparsable
from newswire.lexicon import agencies, places
from newswire.model import Defaults, Document, Item, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.formats.teletype import iptc7901
from newswire.parse.formats.text import issuer
from newswire.parse.formats.text.plain import parse as parse_text
from newswire.parse.readers.charset import CONTROLS, decode, decode_document, line_feeds
from newswire.parse.readers.encodings.typesetting import without_setting
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.teletype import Message, refuse_too_much
from newswire.parse.readers.times import Clock

_START = re.compile(
    r"^[\x00-\x09\x0b-\x20\x7f\x85\xa0\u2000-\u200a\u2028\u2029\u3000]*"
    r"zczc(?![^\W\d_])[ \t]*(?P<route>[^\n]{0,80})$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(r"(?:^[^\S\n]*(?i:NNNN)|(?<=[ \t])NNNN)[^\S\n]*$", re.MULTILINE)
_NUMBER_FIRST = re.compile(r"(?P<number>\d{2,6})/(?P<service>[A-Z]{2,4})")
_ROUTE = re.compile(r"(?P<service>[^\W\d_]{1,8}?)[ -]?(?P<number>\d{2,6})?(?:\W.*)?")
_SIGNED = re.compile(r"(?P<sign>[%$#:=^*&+@~])(?P<value>.*)")
_FIELD = re.compile(r"(?P<name>[A-Z]{2})#(?P<value>.*)")
_KIND = re.compile(r":?(?P<kind>[A-Z][A-Z /-]{2,20}?)\s*:\s?(?P<title>\S.*)")
_ROUTING = re.compile(
    r"[A-Z]{1,3} [A-Z][A-Za-z]{1,5}(?: [A-Z]{2,12} ?\([A-Z0-9]{2,4}\))*|"
    r"[A-Z]{1,4}\d{3,8}|[A-Z0-9]{1,4}(?: [A-Z0-9]{1,4}){2,5}|"
    r"\.[A-Z]+ [A-Z]{1,5}\d+"
)
_SUBJECT = re.compile(r"\d{8}")
_OF_TEXT = (
    *("slugline", "headline", "byline", "ed_note"),
    *("published", "published_precision", "published_from", "warnings"),
)
"""Fields that the text gives if the message has no header."""
_CATEGORY = re.compile(r"(?:^| )[A-Z] (?P<category>[A-Z]{3}) [A-Z]\d[A-Z] [A-Z]{4}$")
_CODE = 2
_CREDITED = re.compile(r"\(([^()\n]{3,24})\)")
_HEADER_LINES = 8


def recognises(document: Document) -> bool:
    """Return whether ``ZCZC`` begins the first line that is not blank."""
    opening = decode(document.content[:256])[0].replace("\r", "\n")
    return re.match(r"[\s\x00-\x20\x7f\ufeff]*zczc(?![^\W\d_])", opening, re.IGNORECASE) is not None


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item a message.

    Raises:
        Unparsable: ``too-large``.
    """
    refuse_too_much(document.content, b"ZCZC")
    whole, doubt = decode_document(document)
    whole = without_setting(line_feeds(whole).lstrip("\ufeff"))
    starts = [*_START.finditer(whole)]
    ends = [*(start.start() for start in starts[1:]), len(whole)]
    for start, limit in zip(starts, ends, strict=False):
        content = whole[start.end() : limit]
        end = _end(content)
        clock = Clock(defaults, [doubt] if doubt else [])
        if end is None:
            clock.warnings.append("The end of the message (NNNN) is not marked.")
        lines = CONTROLS.sub("", content[: end.start() if end else None]).split("\n")
        yield _item(start["route"].strip(), lines, document, clock)


def _end(content: str) -> re.Match[str] | None:
    """Return the mark of the end of a message, looked for from the first line that may have it."""
    small = content.lower()
    sign = small.find("nnnn")
    if sign < 0:
        return None
    sign -= len(small) - len(content)  # a capital may have two small letters
    return _END.search(content, content.rfind("\n", 0, max(sign, 0)) + 1)


def _item(route: str, lines: list[str], document: Document, clock: Clock) -> Item:
    lines = lines[next((n for n, line in enumerate(lines) if line.strip()), len(lines)) :]
    if lines and _FIELD.match(lines[0]):
        return _named(lines, document, clock)
    routed = _NUMBER_FIRST.fullmatch(route) or _ROUTE.fullmatch(route)
    if lines and not route and _is_iptc7901(lines):
        message = Message("\n".join(lines), "", "", tuple(clock.warnings))
        if whole := iptc7901.read_message(message, document, clock):
            return whole.changed(format="zczc-text")
    signed = issuer.sign_off(lines)
    if signed:
        lines = lines[: signed[1]]
    if lines and not route and (header := iptc7901.HEADER.fullmatch(lines[0].strip())):
        # Italian agencies write a header of IPTC 7901 between the telegraph's marks
        below = _item(f"{header['service']}{header['number']}", lines[1:], document, clock)
        return below.changed(
            priority=int(header["priority"]),
            category=header["category"],
            header_word_count=int(header["words"]) or None,
        )
    if lines and _ROUTING.fullmatch(lines[0].strip()):
        said, lines = _capitals(lines)
    else:
        said, lines = _signed(lines)
    agency = _routed_agency(routed["service"], lines) if routed else None
    item = Item(
        path=document.path,
        format="zczc-text",
        provider=agency.name if agency else signed[0] if signed else None,
        service=said.get("service") or (routed["service"] if routed else route or None),
        sequence=routed["number"] if routed else None,
        category=said.get("category"),
        genre=said.get("genre"),
        slugline=said.get("slugline"),
        headline=said.get("headline"),
        label=said.get("label"),
        place=said.get("place"),
        subjects=tuple(Subject(code, None, "subj") for code in [said.get("subject")] if code),
        body_text=_body(lines, preserved=said.get("form") == "T"),
        warnings=tuple(clock.warnings),
    )
    if said or not lines:
        return item
    with suppress(Unparsable):
        for plain in parse_text(Document("\n".join(lines).encode(), document.path), clock.defaults):
            if isinstance(plain, Item):  # without a header any text's rules apply
                found = {name: value for name in _OF_TEXT if (value := getattr(plain, name))}
                codes = " ".join(filter(None, (item.service, plain.service))) or None
                return item.changed(
                    **found
                    | {
                        "body_text": plain.body_text,
                        "service": codes,
                        "label": item.label or plain.label,
                        "category": item.category or _category(plain.service),
                    }
                )
    return item


def _routed_agency(code: str, lines: list[str]) -> agencies.Agency | None:
    """Return the agency of a route's code, or the one in brackets in the text whose name begins with it.

    ``ADN`` is another agency's name, and the code of Adnkronos.
    """
    for line in lines[:_HEADER_LINES]:
        for name in _CREDITED.findall(line):
            known = agencies.agency(name)
            if known and known.name.upper().startswith(code):
                return known
    return agencies.agency(code)


def _is_iptc7901(lines: list[str]) -> bool:
    """Return whether a message of IPTC 7901 stands between the marks: a keyword, then headings."""
    if not iptc7901.HEADER.fullmatch(lines[0].strip()):
        return False
    below = [line.rstrip() for line in lines[1:_HEADER_LINES] if line.strip()]
    return any(line.endswith("=") for line in below[1:]) and not below[0].endswith("=")


def _category(codes: str | None) -> str | None:
    """Return the category of the codes of Italian agencies: ``CRO`` of ``R CRO S0A QBXB``."""
    found = _CATEGORY.search(codes or "")
    return found["category"] if found else None


def _signed(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a header of signed lines, and the lines after it."""
    values: dict[str, list[str]] = {}
    length = 0
    for number, line in enumerate(lines):
        found = _SIGNED.fullmatch(line.strip())
        if line.strip() and not found:
            break
        if found:
            values.setdefault(found["sign"], []).append(found["value"].strip())
            length = number + 1
    filled = {sign: [value for value in found if value] for sign, found in values.items()}
    return _meant(filled), lines[length:]


def _meant(values: dict[str, list[str]]) -> dict[str, str]:
    """Return the fields of signed lines.

    A short value of ``$`` or ``%`` is a category. A longer one is the headline (``$``) or routing (``%``).
    """
    said: dict[str, str] = {}
    for sign in "%$":
        for value in values.get(sign, []):
            if len(value) <= _CODE:
                said["category"] = value
            else:
                said["headline" if sign == "$" else "service"] = value
    for value in values.get("*", []) + values.get("+", []):
        said["subject" if _SUBJECT.fullmatch(value) else "form"] = value
    for sign, field in {"^": "headline", "#": "slugline", "@": "place", "~": "genre", "=": "label"}.items():
        if found := values.get(sign):
            said[field] = found[0]
    for value in values.get(":", []):
        _keyword(value, said)
    return {field: value for field, value in said.items() if value}


def _keyword(value: str, said: dict[str, str]) -> None:
    """Add the value of a ``:`` line to the fields in ``said``.

    A value in brackets is a take, and the place if it is a city in capitals. Beside a headline, a value is
    the slugline. Otherwise it is the headline: after a slugline as its continuation, without one as the
    slugline too.
    """
    slugline = said.get("slugline")
    if value.startswith("(") and value.endswith(")"):
        said["label"] = value
        if value.isupper() and places.is_city(value[1:-1]):  # AAP: ``:(BRISBANE)`` below ``@QLD``
            said["place"] = value[1:-1]
    elif "headline" in said:
        said.setdefault("slugline", value)
    elif slugline is None:
        said["headline"] = said["slugline"] = value
    else:
        said["headline"] = value if value.startswith(slugline) else f"{slugline} {value}"


def _capitals(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a header of capitals, and the lines after it.

    A title follows the routing lines. It may begin with its kind (``RACING : Fields``). A title of one
    word in capitals (``NAT-HARBOUR``) is a slugline, and the headline follows it.
    """
    filled = [number for number, line in enumerate(lines[:_HEADER_LINES]) if line.strip()]
    routing = list(takewhile(lambda number: _ROUTING.fullmatch(lines[number].strip()), filled))
    said = {"service": " ".join(lines[number].strip() for number in routing)}
    titles = filled[len(routing) :]
    if not titles:
        return said, lines[routing[-1] + 1 :]
    title = lines[titles[0]].strip()
    if len(titles) > 2 and title.isupper() and " " not in title:
        said["slugline"], said["headline"] = title, lines[titles[1]].strip()
        return said, lines[titles[1] + 1 :]
    if found := _KIND.fullmatch(title):
        said["genre"], title = found["kind"], found["title"]
    said["headline"] = said["slugline"] = _unset(title.lstrip(": "))
    return said, lines[titles[0] + 1 :]


def _unset(line: str) -> str:
    """Return a line without the setter's marks at its end (``<!`` flush left, ``=!`` centred)."""
    return line.rstrip().removesuffix("<!").removesuffix("=!").rstrip()


def _named(lines: list[str], document: Document, clock: Clock) -> Item:
    """Return the item of a message of ``XX#value`` lines. A line without a name continues the last one."""
    values: dict[str, list[str]] = {}
    name = "TX"
    for line in lines:
        if found := _FIELD.fullmatch(line):
            name, line = found["name"], found["value"]  # noqa: PLW2901
        values.setdefault(name, []).append(line)
    one = {name: " ".join(" ".join(found).split()) for name, found in values.items()}
    published = clock.read(one.get("PD"), "PD")
    return Item(
        path=document.path,
        format="zczc-text",
        provider=one.get("KN") or None,
        guid=one.get("AN") or None,
        headline=one.get("TI") or None,
        byline=one.get("BY") or None,
        standfirst=one.get("AB") or None,
        keywords=tuple(one.get("KY", "").split()),
        subjects=tuple(Subject(company, None, "ticker") for company in one.get("CO", "").split()),
        version_created=published,
        body_text=_body(values.get("TX", []), preserved=False),
        warnings=tuple(clock.warnings),
    )


def _body(lines: list[str], *, preserved: bool) -> str | None:
    lines = [_unset(line) if line.endswith("!") else line for line in lines]
    if preserved:
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n") or None
    text = paragraphs(lines)
    if text.count("?") >= _FEWEST_CELLS:
        text = "\n".join(map(_columns, text.split("\n")))
    return text or None


_FEWEST_CELLS = 20
"""Question marks of a text whose tables may end their cells with them."""
_CELL_END = re.compile(r"(?<=\S)\?(?=\s|[-$]|$)[ ]*")


def _columns(line: str) -> str:
    """Return a row with tabs for the setter's marks that end its cells: ``A Rider?  12?  4.7?-$ 3.10?``."""
    cells = [cell.strip() for cell in _CELL_END.split(line)]
    is_row = len(cells) > _ROW and all(len(cell) < _LONGEST_CELL for cell in cells)
    return "\t".join(cells).rstrip() if is_row else line


_ROW, _LONGEST_CELL = 4, 30

FORMAT = Format("zczc-text", recognises, parse)
