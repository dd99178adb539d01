"""Repair of text that is nearly JSON, as people and templates write it into pages.

Repaired are comments, commas too many, missing or single quotes, quotes inside strings, wrong escapes, words
of JavaScript and missing brackets at the end. One pass writes the text anew as JSON; Python's decoder then
reads it, and refuses what is beyond repair.
"""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"(?:[\s\ufeff\0]+|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>)", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_$@][\w$@.-]*|[+-]?[\d.][\w.+-]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,300})(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_WORDS = {"true": "true", "false": "false", "True": "true", "False": "false"}
_NOTHING = frozenset({"null", "undefined", "None", "NaN", "Infinity"})
_QUOTES = {'"': re.compile(r'["\\]'), "'": re.compile(r"['\\]")}
_AFTER_VALUE = re.compile(r"\s{0,99}(?:[}\]]|$|//|/\*)")
_NEXT_KEY = re.compile(r"""\s{0,99},\s{0,99}(?:["'][^"'\n]{1,99}["']\s{0,99}:|[}\]]|/[/*])""")
_NEXT_VALUE = re.compile(r"""\s{0,99},\s{0,99}(?:["'{\[\]\d-]|true|false|null|/[/*])""")
_MISSING_COMMA = re.compile(r"""\s{0,99}\n\s{0,99}["'][\w@:-]{1,60}["']\s{0,99}:""")
_WRONG_ESCAPE = re.compile(r'\\(?:u(?![0-9a-fA-F]{4})|[^"\\/bfnrtu]|$)', re.DOTALL)
_INNER = re.compile(r'(?<!\\)((?:\\\\)*)"')


def repaired(text: str) -> str:
    """Return text that is nearly JSON as JSON, as far as its meaning is sure; several values as an array.

    The time is in proportion to the length of the text. The result may still be no JSON.
    """
    writer = _Writer()
    place = 0
    while place < len(text):
        if between := _BETWEEN.match(text, place):
            place = between.end()
            continue
        mark = text[place]
        if mark in "{[":
            writer.open(mark)
            place += 1
        elif mark in "}]":
            writer.close(mark)
            place += 1
        elif mark in ",;":
            place += 1
        elif mark == ":":
            writer.colon()
            place += 1
        elif mark in _QUOTES:
            end = _end_of_string(text, place, writer.awaits_key, in_object=writer.in_object)
            writer.value(_quoted(text[place + 1 : end]))
            place = end + 1
        elif word := _WORD.match(text, place):
            writer.word(word[0])
            place = word.end()
        else:
            writer.value(mark)  # the decoder refuses it
            place += 1
    return writer.whole()


class _Writer:
    """The JSON that is written: a value after the other, with commas between them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.opened: list[str] = []
        self.values = 0
        self.key: bool = False
        """Whether a key has been written whose value is missing."""
        self.first = True
        self.awaits_colon = False

    @property
    def in_object(self) -> bool:
        return bool(self.opened) and self.opened[-1] == "{"

    @property
    def awaits_key(self) -> bool:
        return self.in_object and not self.key

    def _begin(self) -> None:
        if self.awaits_colon:
            self.parts.append(":")
            self.awaits_colon = False
        elif not self.first:
            self.parts.append(",")
        self.first = False

    def open(self, mark: str) -> None:
        self._begin()
        self.parts.append(mark)
        self.opened.append(mark)
        self.first, self.key = True, False

    def close(self, mark: str) -> None:
        wanted = "{" if mark == "}" else "["
        if not self.opened or (self.opened[-1] != wanted and len(self.opened) < 2):
            return
        if self.opened[-1] != wanted and self.opened[-2] == wanted:
            self._close()
        if self.opened[-1] == wanted:
            self._close()

    def _close(self) -> None:
        if self.key:
            self.parts.append(":null" if self.awaits_colon else "null")
            self.awaits_colon = False
        self.parts.append("}" if self.opened.pop() == "{" else "]")
        self.first, self.key = False, False

    def colon(self) -> None:
        if not self.key:  # a colon without a key: the decoder refuses it
            self.parts.append(":")

    def value(self, written: str) -> None:
        is_key = self.awaits_key
        self._begin()
        self.parts.append(written)
        self.key = self.awaits_colon = is_key

    def word(self, word: str) -> None:
        if self.awaits_key:
            self.value(_quoted(word))
        elif word in _NOTHING:
            self.value("null")
        elif word in _WORDS or _NUMBER.fullmatch(word):
            self.value(_WORDS.get(word, word))
        else:
            self.value(word)  # the decoder refuses it

    def whole(self) -> str:
        while self.opened:
            self._close()
        return f"[{''.join(self.parts)}]"


def _end_of_string(text: str, start: int, is_key: bool, *, in_object: bool) -> int:
    """Return the place of the quote that ends a string: the first after which JSON goes on.

    Quotes inside a string are seldom followed by a bracket, or by a comma and the next key.
    """
    pattern = _QUOTES[text[start]]
    place = start + 1
    first = -1
    while found := pattern.search(text, place):
        place = found.end()
        if found[0] == "\\":
            place += 1
            continue
        if first < 0:
            first = found.start()
        if is_key:
            return first
        following = _NEXT_KEY if in_object else _NEXT_VALUE
        if (
            _AFTER_VALUE.match(text, place)
            or following.match(text, place)
            or (in_object and _MISSING_COMMA.match(text, place))
        ):
            return found.start()
    return first if first >= 0 else len(text)


def _quoted(inner: str) -> str:
    """Return the inside of a string as a JSON string: inner quotes and wrong escapes escaped."""
    if "\\" in inner:
        inner = _WRONG_ESCAPE.sub(lambda wrong: "'" if wrong[0] == "\\'" else "\\" + wrong[0], inner)
    if '"' in inner:
        inner = _INNER.sub(r'\1\\"', inner)
    return f'"{inner}"'
