"""The one reader of JSON, for every format that is JSON: bytes to values, within limits.

It repairs usual defects of wires: raw tabs and other control characters inside strings (RFC 8259,
section 7, forbids them), byte order marks, other encodings than UTF-8, several values after each
other. Doubtful repairs give a warning. JSON that is beyond repair is refused with the place of the error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sized
from typing import NamedTuple, NoReturn

from newswire.errors import Unparsable
from newswire.model import Document, Reason
from newswire.parse.readers.charset import CONTROLS, decode, sent_charset
from newswire.parse.readers.encodings.damage import without_c1
from newswire.parse.readers.machines.printed import end_of_printed_before_json, left_out

MAX_BYTES = 16 * 1024 * 1024
"""Largest document in bytes; larger ones are rejected, so that one never needs more than 300 MB of memory."""
MAX_DEPTH = 200
"""Levels of nesting; no wire uses as many. Python's decoder stops only near the recursion limit."""
_MAX_CONTAINERS = 200_000
_MAX_VALUES = 1_000_000
_MAX_ENTRIES = 10_000
_MAX_TAGS = 200_000
"""Tags of HTML in all strings; their reading costs more than that of the JSON."""

_OPENING = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[\]{"])')
_ENCODED = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0\0\xfe\xff|[{\[]\0|\0+[{\[])")
_DOUBTFUL_ESCAPE = re.compile(rb"\\u(?:00[0189]|007[fF]|[dD][89a-fA-F])")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_NO_JSON = ""
"""The reading of a document that does not begin like JSON."""

Object = dict[str, object]
"""A JSON object. Its values may be of any type, so ``string``, ``integer`` and the like read them."""


class Json(NamedTuple):
    """A JSON value, and a warning for each repair."""

    value: object
    warnings: tuple[str, ...]


def opening(content: bytes, length: int = 65_536) -> bytes:
    """Return the first ``length`` bytes of a JSON document in UTF-8; empty if it does not begin like JSON.

    A bracket alone is no JSON, as plain wire text may begin with one (``[EDS: …``).
    """
    head = content[:length]
    head = head[end_of_printed_before_json(head) :]
    if _ENCODED.match(head):
        try:
            head = _text(head[: len(head) - len(head) % 4])[0].encode("utf-8", "replace")
        except UnicodeDecodeError:
            return b""
    return head if _OPENING.match(head) else b""


def peek(document: Document) -> object:
    """Return the value of a document that begins like JSON, for ``recognises``; None if it cannot be read.

    The document keeps the result, so that it is read once for all formats.
    """
    reading = document.readings.get(__name__)
    if reading is None:
        reading = document.readings[__name__] = _reading(document) if opening(document.content) else _NO_JSON
    return reading.value if isinstance(reading, Json) else None


def read_json(document: Document) -> Json:
    """Return the value of a JSON document; several values after each other (JSON lines) become a list.

    Raises:
        Unparsable: ``too-large`` (bytes, values or tags of HTML), ``too-deep``, ``malformed-json``.
    """
    reading = _reading(document)
    if isinstance(reading, Unparsable):
        raise reading
    return reading


def _reading(document: Document) -> Json | Unparsable:
    kept = document.readings.get(__name__)
    if isinstance(kept, (Json, Unparsable)):
        return kept
    try:
        reading: Json | Unparsable = _read(document)
    except Unparsable as error:
        reading = error
    document.readings[__name__] = reading
    return reading


def _read(document: Document) -> Json:
    content = document.content
    _check_size(content)
    end = end_of_printed_before_json(content)
    text, doubt = _text(content[end:], sent_charset(document))
    warnings = [doubt] if doubt else []
    if end:
        warnings.append(left_out(content[:end], "before"))
    try:
        value, control = _load(text, warnings)
        if control or _DOUBTFUL_ESCAPE.search(content):
            value = _clean(value, warnings, 0)
    except RecursionError:
        _too_deep()
    except json.JSONDecodeError as error:
        around = text[max(0, error.pos - 20) : error.pos + 20]
        raise Unparsable(
            Reason.MALFORMED_JSON,
            f"Not JSON at line {error.lineno}, column {error.colno}: {error.msg}, near {around!r}.",
        ) from error
    except ValueError as error:  # a number of more than 4,300 digits
        raise Unparsable(Reason.MALFORMED_JSON, f"A value cannot be read: {error}.") from error
    return Json(value, tuple(warnings))


def _check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"{len(content):,} bytes of JSON; up to {MAX_BYTES:,} are read.")
    if len(content) <= min(_MAX_CONTAINERS, _MAX_VALUES, _MAX_TAGS):  # each of them has at least one byte
        return
    containers = content.count(b"{") + content.count(b"[")
    values = content.count(b",")
    if (tags := content.count(b"<") + content.count(b"\\u003c") + content.count(b"\\u003C")) > _MAX_TAGS:
        raise Unparsable(
            Reason.TOO_LARGE, f"{tags:,} tags of HTML in the JSON; up to {_MAX_TAGS:,} are read."
        )
    if containers > _MAX_CONTAINERS or values > _MAX_VALUES:
        detail = f"{containers:,} JSON objects and arrays with {values:,} values"
        raise Unparsable(
            Reason.TOO_LARGE, f"{detail}; up to {_MAX_CONTAINERS:,} with {_MAX_VALUES:,} are read."
        )


def _too_deep() -> NoReturn:
    raise Unparsable(Reason.TOO_DEEP, "JSON nested deeper than any wire nests it.")


def _text(content: bytes, sent: str | None = None) -> tuple[str, str | None]:
    """Return the characters, and a warning; zeros among the first two bytes mean UTF-16 or UTF-32.

    RFC 4627, section 3, has this rule for documents without a byte order mark.
    """
    if content[:1] == b"\0" or content[1:2] == b"\0":
        name = json.detect_encoding(content)
        return content.decode(name, "replace"), None
    return decode(content, sent)


def _load(text: str, warnings: list[str]) -> tuple[object, bool]:
    """Return the value of the text, and whether its strings had raw control characters.

    Several values after each other become a list.
    """
    values: list[object] = []
    decoder = _STRICT
    position = _skip(text, 0)
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            if decoder is _STRICT and error.msg.startswith("Invalid control character"):
                decoder = _LENIENT
                warnings.append("Raw control characters inside JSON strings were allowed.")
                continue
            if not values:
                raise
            rest = text[position : position + 40]
            warnings.append(f"The text after the JSON was left out; it begins {rest!r}.")
            break
        values.append(value)
        position = _skip(text, position)
    if not values:
        raise json.JSONDecodeError("Expecting value", text, position)
    return (values[0] if len(values) == 1 else values), decoder is _LENIENT


_BETWEEN = re.compile(r"[\s\0\x1a\x1e\ufeff,;]*")


def _skip(text: str, position: int) -> int:
    return _BETWEEN.match(text, position).end()  # type: ignore[union-attr] # it matches nothing, too


def _no_number(_: str) -> None:
    """Return None for ``NaN`` and ``Infinity``, which are no JSON."""


_STRICT = json.JSONDecoder(parse_constant=_no_number)
_LENIENT = json.JSONDecoder(strict=False, parse_constant=_no_number)


def _clean(value: object, warnings: list[str], depth: int) -> object:
    """Return the value without control characters and lone surrogates, which the database refuses."""
    if depth > MAX_DEPTH:
        _too_deep()
    if isinstance(value, str):
        value = without_c1(value)
        plain = _LONE_SURROGATE.sub("\ufffd", CONTROLS.sub("", value))
        if (
            plain != value
            and (note := "Control characters or half characters were taken out.") not in warnings
        ):
            warnings.append(note)
        return plain
    if isinstance(value, dict):
        return {_clean(k, warnings, depth + 1): _clean(v, warnings, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_clean(v, warnings, depth + 1) for v in value]
    return value


def string(value: object) -> str | None:
    """Return the text of a string or a number; None for any other value and for blanks."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None:  # most fields of most items are absent
        return None
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def integer(value: object) -> int | None:
    """Return a whole number of at most nine digits, also from text or with a fraction of zero."""
    if value is None:
        return None
    text = string(value) or ""
    found = re.fullmatch(r"([+-]?\d{1,9})(?:\.0*)?", text)
    return int(found[1]) if found else None


def objects(value: object) -> list[Object]:
    """Return the objects of an array; an object alone is an array of one."""
    if isinstance(value, dict):
        return [value]
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def refuse_too_many(entries: Sized) -> None:
    """Refuse a document with more objects, each of them an item, than any wire sends at once.

    Raises:
        Unparsable: ``too-large``, if there are more than ``_MAX_ENTRIES``.
    """
    if len(entries) > _MAX_ENTRIES:
        detail = f"{len(entries):,} objects in one document; up to {_MAX_ENTRIES:,} are read."
        raise Unparsable(Reason.TOO_LARGE, detail)


def strings(value: object) -> tuple[str, ...]:
    """Return the different texts of an array; a text alone is an array of one.

    Raises:
        Unparsable: ``too-large``, if the array has more entries than any item needs.
    """
    if value is None:
        return ()
    entries = value if isinstance(value, list) else [value]
    if len(entries) > _MAX_ENTRIES:
        raise Unparsable(
            Reason.TOO_LARGE, f"A list of {len(entries):,} texts; up to {_MAX_ENTRIES:,} are read."
        )
    found = map(string, entries)
    return tuple(dict.fromkeys(text for text in found if text))
