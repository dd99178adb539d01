"""Conversion of texts to tokens, a whole batch in one numpy pass, in any script.

A token survives retyping: it has letters without case, accents or vocalisation, and numbers without
grouping, so that ``1,750`` is ``1750`` and ``٤٫٥`` is ``4.5``. For scripts that put no spaces between words
(Han, Hiragana, Thai, Lao, Khmer, Burmese, Tibetan) a hash of two neighbouring characters decides on each
cut. The cuts follow the text and not its position, so an edit moves only the cuts beside it, and the pieces
are about as long as words.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from newswire.lexicon.invisible import visible
from newswire.lexicon.tables.kept import kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.int64]
    Flags = NDArray[np.uint8]
    Mask = NDArray[np.bool_]
    Positions = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

LETTER, UPPER, DIGIT, UNSPACED, KATAKANA = 1, 2, 4, 8, 16
"""Kinds of characters. The flags of a token are those of its characters, or-ed together."""

_SPACE, _STOP, _DROPPED = 32, 64, 128
_INSIDE = LETTER | DIGIT | UNSPACED | KATAKANA

_UNSPACED_SCRIPTS = (  # (first, last, a cut in one of how many character pairs)
    (0x0E00, 0x0EFF, 4),  # Thai, Lao
    (0x0F00, 0x109F, 4),  # Tibetan, Burmese
    (0x1780, 0x17FF, 4),  # Khmer
    (0x3005, 0x3007, 2),  # iteration marks, zero
    (0x3041, 0x309F, 3),  # Hiragana
    (0x3400, 0x9FFF, 2),  # Han
    (0xF900, 0xFAFF, 2),  # Han, compatibility forms
    (0x20000, 0x3FFFF, 2),  # Han, supplementary planes
)
_KATAKANA = ((0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF))  # spells names: a run is a token
_VOCALISATION = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F))
_SPELLINGS = dict(zip("أإآٱىیئةۀہھؤکڪ", "اااايييههههوكك", strict=True))  # mixed freely by agencies
_STOPS = ".!?…。！？｡।॥؟۔։\u2028\u2029"
_APOSTROPHES = (ord("'"), ord("’"))
_NUMBER_MARKS = dict(zip(".,٫٬'’/⁄:", "......//:", strict=True))

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_LONGEST = 64  # characters of a token after which positions repeat


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a batch of texts, one text after the other.

    ``words`` are 64-bit hashes; ``flags`` are the kinds a token is made of (LETTER, UPPER if it begins
    with a capital, DIGIT, UNSPACED, KATAKANA); ``figures`` is the number of significant figures of a
    number, 0 for a word; ``sentences`` counts sentences over the whole batch; ``starts`` has the
    first token of each text and, last, the number of all tokens. ``letters`` are the folded characters
    (code points) of all tokens; ``offsets`` are the first positions of the tokens in them.
    """

    words: Hashes
    flags: Flags
    figures: Flags
    sentences: Positions
    starts: Positions
    letters: Points
    offsets: Positions

    def __len__(self) -> int:
        """Return the number of texts in the batch."""
        return len(self.starts) - 1

    def spelling(self, token: int) -> str:
        """Return the characters of a token, folded."""
        begin = self.offsets[token]
        end = self.offsets[token + 1] if token + 1 < len(self.offsets) else len(self.letters)
        return "".join(map(chr, self.letters[begin:end].tolist()))

    def owners(self) -> Positions:
        """Return the number of the text that each token belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def tokenise(texts: Sequence[str]) -> Tokens:
    """Return the tokens of the texts.

    A sentence ends at an empty line and at a full stop of any script. Up to U+2000 a full stop needs a space
    after it, with a closing quote between at most, and no initial before it. A single line end is a space,
    since outlets wrap lines anew.
    """
    composed = [unicodedata.normalize("NFKC", visible(text)) for text in texts]
    joined = "".join(f"{text}\n\n" for text in composed) + "\n\n\n\n"  # room to look ahead
    bounds = np.zeros(len(composed) + 1, np.int64)
    np.cumsum([len(text) + 2 for text in composed], out=bounds[1:])

    table = _characters()
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    kinds = table.kinds[points]
    inside = (kinds & _INSIDE) != 0
    marks, dropped = _inner_marks(points, kinds, inside, table)
    inside[marks] = True
    bounds -= np.searchsorted(np.flatnonzero(dropped), bounds)
    kept = ~dropped
    points, kinds, inside = points[kept], kinds[kept], inside[kept]
    folded = table.folded[points]

    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    _cut_unspaced(folded, kinds, inside, begins, table)
    first = np.flatnonzero(begins)  # position of each token's first character in the batch
    within = np.flatnonzero(inside)
    letters, offsets = folded[within], np.flatnonzero(begins[within])
    if not len(first):
        none = np.zeros(0, np.uint64)
        flags = none.astype(np.uint8)
        return Tokens(none, flags, flags, offsets, np.zeros(len(bounds), np.int64), letters, offsets)
    words, flags, figures = _hash(letters, kinds[within], offsets)
    flags = np.where(kinds[first] & UPPER, flags, flags & ~np.uint8(UPPER))
    sentences = np.searchsorted(_sentence_ends(points, kinds, inside), first)
    return Tokens(words, flags, figures, sentences, np.searchsorted(first, bounds), letters, offsets)


def mix(hashes: Hashes) -> Hashes:
    """Spread every bit of a hash over all of it (the finaliser of SplitMix64, Steele et al. 2014)."""
    mixed = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _inner_marks(points: Points, kinds: Flags, inside: Mask, table: _Characters) -> tuple[Positions, Mask]:
    """Return positions of marks that belong to a number, and a mask of characters that belong to no token.

    The mask has vocalisation and format characters, apostrophes in words, and grouping marks in numbers.
    """
    dropped = (kinds & _DROPPED) != 0
    candidates = np.flatnonzero(table.marks[points])
    candidates = candidates[(candidates > 0) & (candidates < len(points) - 4)]
    candidates = candidates[inside[candidates - 1] & inside[candidates + 1]]
    digit = (kinds & DIGIT) != 0
    between_digits = digit[candidates - 1] & digit[candidates + 1]
    apostrophe = np.isin(points[candidates], _APOSTROPHES)
    dropped[candidates[apostrophe & ~between_digits]] = True
    numeric = candidates[between_digits]
    groups = digit[numeric + 2] & digit[numeric + 3] & ~digit[np.minimum(numeric + 4, len(points) - 1)]
    groups &= table.folded[points[numeric]] == ord(".")
    dropped[numeric[groups]] = True
    return numeric[~groups], dropped


def _cut_unspaced(folded: Points, kinds: Flags, inside: Mask, begins: Mask, table: _Characters) -> None:
    """Set in ``begins`` the first characters of the pieces of scripts without spaces."""
    scripts = kinds & (UNSPACED | KATAKANA)
    if not scripts.any():
        return
    begins[1:] |= inside[1:] & inside[:-1] & (scripts[1:] != scripts[:-1])
    here = np.flatnonzero((scripts[1:] & UNSPACED) & scripts[:-1]) + 1
    pairs = mix((folded[here - 1] << 32 | folded[here]).astype(np.uint64))
    rates = table.rates[folded[here]].astype(np.uint64)
    begins[here] |= (pairs % np.maximum(rates, np.uint64(1))) == 0


def _hash(folded: Points, kinds: Flags, offsets: Positions) -> tuple[Hashes, Flags, Flags]:
    """Return hash, flags and significant figures of the tokens whose characters begin at the offsets."""
    lengths = np.diff(np.append(offsets, len(folded)))
    places = (np.arange(len(folded)) - np.repeat(offsets, lengths)) & (_LONGEST - 1)
    powers = mix(np.arange(1, _LONGEST + 1, dtype=np.uint64) * _MULTIPLIER) | np.uint64(1)
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum(folded.view(np.uint64) * powers[places], out=sums[1:])
    words = mix(np.diff(sums[np.append(offsets, len(folded))]))  # sums wrap, their differences do not
    flags = np.bitwise_or.reduceat(kinds, offsets)
    return words, flags, _significant(folded, kinds, offsets, lengths, flags)


def _significant(folded: Points, kinds: Flags, offsets: Positions, lengths: Positions, flags: Flags) -> Flags:
    """Return how many figures each number has without the zeros at its ends, which give only its size."""
    figures = np.zeros(len(flags), np.uint8)
    numbers = np.flatnonzero(flags & DIGIT)
    if len(numbers):
        own_lengths = lengths[numbers]
        own_offsets = np.cumsum(own_lengths) - own_lengths
        place = np.arange(own_lengths.sum()) - np.repeat(own_offsets, own_lengths)
        own = np.repeat(offsets[numbers], own_lengths) + place
        place &= _LONGEST - 1
        digit = (kinds[own] & DIGIT) != 0
        telling = digit & (folded[own] != ord("0"))
        last = np.maximum.reduceat(np.where(telling, place, -1), own_offsets)
        first = np.minimum.reduceat(np.where(telling, place, _LONGEST), own_offsets)
        span = (place >= np.repeat(first, own_lengths)) & (place <= np.repeat(last, own_lengths)) & digit
        figures[numbers] = np.maximum(np.add.reduceat(span, own_offsets, dtype=np.uint8), 1)
    return figures


def _sentence_ends(points: Points, kinds: Flags, inside: Mask) -> Positions:
    """Return positions of the characters that end a sentence or a paragraph."""
    at = np.flatnonzero((kinds & _STOP) != 0)
    at = at[(at > 1) & (at < len(points) - 2) & ~inside[np.minimum(at, len(points) - 1)]]
    spaced = ((kinds[at + 1] | kinds[at + 2]) & _SPACE) != 0  # a closing quote may come between
    initial = inside[at - 1] & ~inside[at - 2]
    wide = points[at] > 0x2000
    stops = at[wide | (spaced & ~initial)]
    lines = np.flatnonzero(points == ord("\n"))
    empty = lines[:-1][np.diff(lines) == 1]
    return np.sort(np.concatenate((stops, empty)))


@dataclass(frozen=True, slots=True)
class _Characters:
    """Tables by code point: kinds, folded character, whether it is a mark of numbers, rate of cuts."""

    kinds: Flags
    folded: Points
    marks: Mask
    rates: Flags


@cache
def _characters() -> _Characters:
    """Return the tables of Python's characters. They are kept (``lexicon.tables``)."""
    parts = kept("characters", [Path(__file__)], _make)
    return _Characters(
        np.frombuffer(parts["kinds"], np.uint8),
        np.frombuffer(parts["folded"], np.int64),
        np.frombuffer(parts["marks"], np.bool_),
        np.frombuffer(parts["rates"], np.uint8),
    )


def _make() -> Mapping[str, bytes]:
    kinds = np.zeros(0x110000, np.uint8)
    folded = np.arange(0x110000, dtype=np.int64)
    rates = np.zeros(0x110000, np.uint8)
    for point in range(0x20000):
        kinds[point], folded[point] = _character(chr(point))
    for first, last, rate in _UNSPACED_SCRIPTS:
        part = slice(first, last + 1)
        lettered = (kinds[part] & LETTER) != 0 if first < 0x20000 else True
        kinds[part] = np.where(lettered, UNSPACED, kinds[part])
        rates[part] = rate
    for first, last in _KATAKANA:
        kinds[first : last + 1] = KATAKANA
    for first, last in _VOCALISATION:
        kinds[first : last + 1] = _DROPPED
    marks = np.zeros(0x110000, np.bool_)
    for mark, read in _NUMBER_MARKS.items():
        marks[ord(mark)] = True
        folded[ord(mark)] = ord(read)
    return {
        "kinds": kinds.tobytes(),
        "folded": folded.tobytes(),
        "marks": marks.tobytes(),
        "rates": rates.tobytes(),
    }


def _character(character: str) -> tuple[int, int]:
    """Return the kind of a character and the code point that it is folded to; 0 for a dropped one."""
    category = unicodedata.category(character)
    if category == "Nd":
        return DIGIT, ord("0") + unicodedata.decimal(character)
    if category in {"Cf", "Cs"} or character == "\r":
        return _DROPPED, 0
    if character in _STOPS:
        return _STOP, ord(character)
    if character.isspace():
        return _SPACE, ord(" ")
    if category[0] in "LM" or category == "Nl":
        lower = _SPELLINGS.get(character, character).lower()[0]
        name = unicodedata.name(lower, "")
        if name.startswith(("LATIN", "GREEK", "CYRILLIC")):
            lower = unicodedata.normalize("NFKD", lower)[0]
        return LETTER | (UPPER if category in {"Lu", "Lt"} else 0), ord(lower)
    return 0, ord(character)
