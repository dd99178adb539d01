"""The model of py3langid for the languages of wires, in a third of the memory, which processes share.

The library unpacks its file at each start, in half a second and 105 MB, and holds 70 MB. Here the table of
the features has the columns of our languages alone. The rows of the automaton, 256 transitions each, are cut
into blocks of 16. Most blocks are the same in many rows and stored once, which takes 5 instead of 39 MB.
"""

from __future__ import annotations

import lzma
from array import array
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZipFile

import numpy as np
import py3langid.langid
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from newswire.lexicon.tables.kept import Parts, kept

LANGUAGES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it
ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl so sq sr
sv sw ta te tg th tk tl tr uk ur uz vi xh zh zu
"""
"""Languages in which wires write. The model's dialects of them would only share their probability."""

_PIECE = 1 << 20
"""Bytes that are unpacked at a time."""

_BLOCK = 16
"""Transitions of a block, those of letters that begin with the same four bits."""


class Identifier(LanguageIdentifier):  # type: ignore[misc] # the library is not typed
    """The library's classifier with the automaton in blocks."""

    def __init__(self, parts: Parts) -> None:
        names = bytes(parts["languages"]).decode().split()
        weights = np.frombuffer(parts["weights"], np.float16).reshape(-1, len(names))
        super().__init__(
            weights, np.frombuffer(parts["priors"], np.float32), names, None, None, norm_probs=True, tk_row=()
        )
        self._rows, self._blocks = parts["rows"].cast("H"), parts["blocks"].cast("H")
        self._moves, self._features = parts["moves"].cast("I"), parts["features"].cast("i")

    def _raw_score(self, text: bytes) -> Any:  # noqa: ANN401 - an array, as the library's method returns it
        """Return the score of each language, as the library's method does it."""
        rows, blocks, moves, features = self._rows, self._blocks, self._moves, self._features
        state, seen = 0, []
        for high, low in zip(text.translate(_HIGH), text.translate(_LOW), strict=True):
            state = moves[blocks[rows[state] * _BLOCK + high] * _BLOCK + low]
            feature = features[state]
            if feature >= 0:
                seen.append(feature)
        if not seen:
            return np.zeros(len(self.nb_classes), np.float32)
        return self._sparse_score(Counter(seen), self.nb_ptc)


_HIGH, _LOW = bytes(letter >> 4 for letter in range(256)), bytes(letter & 15 for letter in range(256))


def load() -> Identifier:
    """Return the classifier; the table is made at the first use in an installation."""
    modules = (Path(__file__), Path(py3langid.langid.__file__))
    return Identifier(kept("languages", (*modules, MODEL_DIR / MODEL_FILE), _make))


def _make() -> Mapping[str, bytes]:
    """Return the parts of the table from the library's file. It is read in pieces, to take less memory."""
    with TemporaryFile() as file:
        with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
            copyfileobj(packed, file, _PIECE)
        with ZipFile(file) as parts:
            classes = _whole(parts, "classes").tolist()
            wanted = frozenset(LANGUAGES.split())
            columns = [at for at, language in enumerate(classes) if language in wanted]
            with parts.open("ptc.npy") as table:
                weights = _columns(table, columns)
            with parts.open("nextmove.npy") as transitions:
                blocks, moves = _in_blocks(transitions)
            return {
                "languages": " ".join(classes[at] for at in columns).encode(),
                "priors": _whole(parts, "pc")[columns].tobytes(),
                "weights": weights,
                "rows": _whole(parts, "nextmove_row").tobytes(),
                "blocks": blocks,
                "moves": moves,
                "features": _whole(parts, "out_feat").tobytes(),
            }


def _whole(parts: ZipFile, name: str) -> Any:  # noqa: ANN401 - arrays of different kinds
    with parts.open(f"{name}.npy") as part:
        return np.lib.format.read_array(part)


def _columns(table: IO[bytes], columns: list[int]) -> bytes:
    """Return some columns of the table of features, which has a row for each feature."""
    np.lib.format.read_magic(table)
    (_, width), _, kind = np.lib.format.read_array_header_1_0(table)
    found = bytearray()
    while piece := table.read(1024 * width * kind.itemsize):
        found += np.frombuffer(piece, kind).reshape(-1, width)[:, columns].tobytes()
    return bytes(found)


def _in_blocks(transitions: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the number of each block of the automaton's rows, and the blocks, each once."""
    np.lib.format.read_magic(transitions)
    kind = np.lib.format.read_array_header_1_0(transitions)[2]
    size = _BLOCK * kind.itemsize
    numbers: dict[bytes, int] = {}
    order = array("H")
    while piece := transitions.read(1024 * size):
        order.extend(
            numbers.setdefault(piece[at : at + size], len(numbers)) for at in range(0, len(piece), size)
        )
    return order.tobytes(), b"".join(numbers)
