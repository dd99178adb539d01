"""RTF (Rich Text Format 1.9), as word processors and older editorial systems save stories.

The parser keeps text and paragraphs. It skips fonts, styles, pictures and unknown controls, as the
specification requires ("Conventions of an RTF Reader"). The rules of plain text then find headline, byline
and body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.formats.text.plain import parse as parse_text
from newswire.parse.readers.charset import codec_of

MAX_BYTES = 8 * 1024 * 1024
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_NOT_SHOWN = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "info", "generator", "pict"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "object"),
        *("datastore", "rsidtbl", "xmlnstbl", "filetbl", "revtbl", "fldinst", "bkmkstart", "bkmkend"),
        *("annotation", "nonshppict", "colorschememapping", "latentstyles", "themedata", "footnote"),
    )
)
_CHARACTERS = {
    **dict.fromkeys(("par", "sect", "page", "row"), "\n\n"),
    **{"line": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–", "lquote": "‘"},
    **{"rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " "},
}
_SYMBOLS = {"~": " ", "_": "-", "\n": "\n\n", "\r": "\n\n", "\\": "\\", "{": "{", "}": "}"}
_DEEPEST = 200


def recognises(document: Document) -> bool:
    """Return whether the document begins with the signature of RTF."""
    return document.content.lstrip()[:5] == b"{\\rtf"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield the one item of a document.

    Raises:
        Unparsable: ``too-large``, or a reason of plain text.
    """
    if len(document.content) > MAX_BYTES:
        detail = f"The RTF has {len(document.content):,} bytes; {MAX_BYTES:,} are allowed."
        raise Unparsable(Reason.TOO_LARGE, detail)
    plain = replace(document, content=rtf_text(document.content.decode("latin-1")).encode())
    for found in parse_text(plain, defaults):
        yield found.changed(format="rtf") if isinstance(found, Item) else found


def rtf_text(source: str) -> str:
    """Return the text of an RTF document, paragraphs separated by blank lines; never raises."""
    codec = _codec(source[:2_000])
    said: list[str] = []
    raw = bytearray()
    hidden, unread, skipped = [False], 1, 0
    beginning = False

    def settle() -> None:
        if raw:
            said.append(raw.decode(codec, "replace"))
            raw.clear()

    for token in _TOKEN.finditer(source):
        word, number, byte, symbol, brace, letters = token.groups()
        if brace == "{":
            hidden.append(hidden[-1]) if len(hidden) < _DEEPEST else None
            beginning = True
            continue
        if brace == "}":
            hidden.pop() if len(hidden) > 1 else None
        elif beginning and (symbol == "*" or (word and word.lower() in _NOT_SHOWN)):
            hidden[-1] = True
        elif hidden[-1]:
            pass
        elif byte:
            raw.append(int(byte, 16)) if not skipped else None
            skipped = max(skipped - 1, 0)
        elif word == "u" and number:
            settle()
            said.append(_character(int(number)))
            skipped = unread
        elif word == "uc" and number:
            unread = min(max(int(number), 0), 8)
        elif word:
            settle()
            said.append(_CHARACTERS.get(word, ""))
        elif symbol:
            settle()
            said.append(_SYMBOLS.get(symbol, ""))
        elif letters:
            raw += letters[skipped:].encode("latin-1", "replace")
            skipped = max(skipped - len(letters), 0)
        beginning = False
    settle()
    return "".join(said).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _character(number: int) -> str:
    """Return the UTF-16 code unit of a signed number, which is negative from 32,768 on."""
    return chr(number % 65_536)


def _codec(head: str) -> str:
    found = re.search(r"\\ansicpg(\d{3,5})", head)
    if found:
        return codec_of(f"cp{found[1]}") or "cp1252"
    return "mac-roman" if "\\mac" in head[:200] else "cp1252"


FORMAT = Format("rtf", recognises, parse)
