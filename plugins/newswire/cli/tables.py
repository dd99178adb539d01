"""Tables as people see them in a terminal, or whole in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
    table = Table("source", *COUNTS, box=None, pad_edge=False, header_style="bold")
    for column in table.columns[1:]:
        column.justify = "right"
    remarks = []
    for row in rows:
        counts = [f"{row[name]:,}" if name in row else "–" for name in COUNTS]
        table.add_row(Text(str(row["source"])), *map(Text, counts))
        if remark := row.get("error") or row.get("note") or row.get("remark"):
            remarks.append(f"{row['source']}: {remark}" if row["source"] not in remark else str(remark))
    print_table(table)
    console = Console()
    for remark in remarks:
        console.print(Text(remark), soft_wrap=not console.is_terminal)


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
