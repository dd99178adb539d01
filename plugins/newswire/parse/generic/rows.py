"""Stories in rows: comma or tab separated values (RFC 4180) below a row with the names of the fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from newswire.errors import Unparsable
from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.generic.json import parser
from newswire.parse.readers.charset import decode, decode_document
from newswire.parse.readers.json import Object
from newswire.parse.readers.times import Clock

_NAME = re.compile(r'"?[^\W\d][\w .-]{0,30}"?')
_TITLES = frozenset(KNOWN_AS["headline"])
_OTHERS = frozenset(
    name for field in ("body", "standfirst", "published", "guid", "url") for name in KNOWN_AS[field]
)
MAX_BYTES, MAX_ROWS, MAX_CELL = 32 * 1024 * 1024, 20_000, 2_000_000


def recognises(document: Document) -> bool:
    """Return whether three or more names of fields begin it, a headline's and one of ``_OTHERS`` among them.

    A second line must follow.
    """
    line = decode(document.content[:2_048])[0].lstrip("\ufeff").partition("\n")[0].strip("\r")
    return _separator(line) is not None and b"\n" in document.content.strip()


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item a row.

    Raises:
        Unparsable: ``too-large``, ``malformed-table``, or ``no-news`` if no row is news.
    """
    if len(document.content) > MAX_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"The table has more than {MAX_BYTES // 1_048_576} MB.")
    text, doubt = decode_document(document)
    text = text.lstrip("\ufeff").replace("\0", "")
    csv.field_size_limit(MAX_CELL)
    separator = _separator(text.partition("\n")[0].strip("\r"))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator or ",", restval="")
    try:
        rows: list[Object] = [
            {name: value for name, value in row.items() if name and isinstance(value, str) and value.strip()}
            for row in islice(reader, MAX_ROWS + 1)
        ]
    except csv.Error as error:
        raise Unparsable(Reason.MALFORMED_TABLE, f"The rows cannot be read: {error}.") from error
    if len(rows) > MAX_ROWS:
        raise Unparsable(Reason.TOO_LARGE, f"The table has more than {MAX_ROWS:,} rows.")
    found = parser.news_objects(rows)
    if not found:
        raise Unparsable(Reason.NO_NEWS, "No row has a heading and a text, a time or a link.")
    for news in found:
        yield parser.item(news, document, Clock(defaults, [doubt] if doubt else []), "separated-values")


def _separator(line: str) -> str | None:
    for separator in ",\t;":
        cells = [cell.strip() for cell in line.split(separator)]
        names = {plain(cell.strip('"')) for cell in cells if _NAME.fullmatch(cell)}
        if len(cells) > 2 and len(names) == len(cells) and names & _TITLES and names & _OTHERS:
            return separator
    return None


FORMAT = Format("separated-values", recognises, parse)
