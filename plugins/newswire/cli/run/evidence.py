"""The evidence of items, as tables for people."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from newswire.cli.tables import print_table
from newswire.model import Rejected
from newswire.parse.explain import Explanation

_LONGEST = 200
"""Characters of a value in a table."""
_BEGINNING = 80
"""Characters of the text of a story."""


def print_evidence(explanation: Explanation) -> None:
    """Print a table of the fields with their evidence, then one of the blocks that are no story."""
    answer = explanation.answer
    rejected = f": rejected ({answer.reason}). {answer.detail}" if isinstance(answer, Rejected) else ""
    print(f"{answer.path}{rejected}")
    if explanation.fields:
        table = _table("field", "value", "evidence")
        for field in explanation.fields:
            longest = _BEGINNING if field.name == "body_text" else _LONGEST
            table.add_row(field.name, Text(_beginning(_line(field.value), longest)), Text(field.how))
        print_table(table)
    if explanation.left_out:
        print()
        table = _table("left out", "reason")
        for block in explanation.left_out:
            table.add_row(Text(_beginning(_line(block.text), _BEGINNING)), Text(block.why))
        print_table(table)
    print()


def _table(*names: str) -> Table:
    table = Table(*names, box=None, pad_edge=False, header_style="bold")
    table.columns[0].no_wrap = len(names) == 3
    for column in table.columns[1:]:
        column.overflow = "fold"
    return table


def _line(value: object) -> str:
    """Return a plain value as one line."""
    if isinstance(value, list):
        return "; ".join(map(_line, value))
    if isinstance(value, dict):
        return " ".join(map(_line, value.values()))
    return " ".join(str(value).split())


def _beginning(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
