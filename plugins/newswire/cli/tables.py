"""Tables as people see them in a terminal, or whole in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

_UNLIMITED = 1_000_000_000

COUNTS = ("documents", "parsed", "new", "updated", "unchanged", "copies", "rejected")
"""The numbers of a run, in the order in which every table shows them."""


def print_counts(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print one line a source with its counts, then the errors, notes and remarks."""
    cells: list[tuple[str, ...]] = [("source", *COUNTS)]
    remarks = []
    for row in rows:
        cells.append((str(row["source"]), *(f"{row[name]:,}" if name in row else "–" for name in COUNTS)))
        if remark := row.get("error") or row.get("note") or row.get("remark"):
            remarks.append(f"{row['source']}: {remark}" if row["source"] not in remark else str(remark))
    console = Console()
    if console.is_terminal:
        table = Table(*cells[0], box=None, pad_edge=False, header_style="bold")
        for column in table.columns[1:]:
            column.justify = "right"
        for one in cells[1:]:
            table.add_row(*map(Text, one))
        print_table(table)
    else:
        print("\n".join(_plain(cells)))
    for remark in remarks:
        if console.is_terminal:
            console.print(Text(remark))
        else:
            print(remark)


def _plain(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines for a pipe. rich takes some 0.8 ms a row, for a width that is not bounded there."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        numbers = (f"{one:>{width}}" for one, width in zip(others, widths[1:], strict=True))
        yield "  ".join((first + " " * (widths[0] - cell_len(first)), *numbers))


def print_rows(names: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Print a query's answer as a table."""
    table = Table(*map(escape, names), box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    print_table(table)


def print_table(table: Table) -> None:
    """Print a table: as wide as the terminal, or in a pipe as wide as its cells need."""
    console = Console()
    if not console.is_terminal:
        unlimited = console.options.update(max_width=_UNLIMITED)
        console.width = max(1, Measurement.get(console, unlimited, table).maximum)
    console.print(table)
