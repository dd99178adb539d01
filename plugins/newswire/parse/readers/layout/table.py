"""Columns of tables in HTML: cells that span columns and rows, empty cells, tables that only lay out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BREAKS = range(7)
"""Breaks between pieces of text, weakest first: none, space, line, paragraph, cell, row, table."""

_PARAGRAPH, _CELL = BREAKS[3], BREAKS[4]

MOST_EMPTY = 40
"""Empty cells in a row that are kept as tabs; further ones are dropped."""


def span_of(value: object) -> int:
    """Return the columns or rows that a cell spans by its ``colspan`` or ``rowspan``, within limits."""
    digits = str(value or "").strip()
    return min(max(int(digits), 1), MOST_EMPTY) if digits.isdecimal() and len(digits) < 4 else 1


@dataclass(slots=True)
class Table:
    """A table while it is read. ``pieces`` begin its cells; they become paragraphs if it only lays out."""

    pieces: list[int] = field(default_factory=list)
    lays_out: bool = False
    cell: int = 0
    filled: int = 0
    span: int = 1
    row: int = 0
    held: dict[int, int] = field(default_factory=dict)

    def begin_row(self) -> None:
        """Begin a row; its first cell follows."""
        self.row += 1
        self.cell, self.span = 0, 1

    def begin_cell(self, attributes: Mapping[str, object]) -> None:
        """Begin a cell in the next column that no cell of this row or of a row above spans."""
        self.cell += self.span
        while self.held.get(self.cell, -1) >= self.row:
            self.cell += 1
        self.span = span_of(attributes.get("colspan"))
        if (rows := span_of(attributes.get("rowspan"))) > 1:
            self.held |= dict.fromkeys(range(self.cell, self.cell + self.span), self.row + rows - 1)

    def indent(self, text: str, strength: int, number: int) -> str:
        """Return ``text`` with a tab for each empty cell before it.

        Args:
            text: the piece of text.
            strength: the break before it.
            number: its index among the pieces.
        """
        empty = 0
        if strength >= _CELL:
            self.pieces.append(number)
            empty = self.cell - (self.filled + 1 if strength == _CELL else 1)
        elif strength == _PARAGRAPH:
            self.lays_out = True
        self.filled = self.cell
        return "\t" * min(empty, MOST_EMPTY) + text
