"""``newswire search``: find stories by their words, as the reader."""

from __future__ import annotations

import re
from typing import Annotated

import psycopg
import typer
from rich.table import Table
from rich.text import Text

from newswire.cli.ask.answer import one_form, print_answer
from newswire.cli.tables import print_table
from newswire.search import SearchError
from newswire.warehouse.connect import reader

PASSES_OPTIONS_ON = True
"""A word may begin with a hyphen, ``-without``, which is no option."""

_SEARCH = "SELECT * FROM mart.search(%s, in_language => %s, most => %s)"


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            help="Words that a story has, all of them. "
            """Also "a phrase", -without, one or another: '"northern pier" -bridge'."""
        ),
    ],
    limit: Annotated[int, typer.Option(min=1, help="Most stories to show.")] = 20,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="Find only stories in this language: en, de, …")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a story.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header line.")] = False,
) -> None:
    """Find stories by their words. Print the best first, with excerpts around the words."""
    one_form(as_json=as_json, as_csv=as_csv)
    with reader() as connection:
        try:
            cursor = connection.execute(_SEARCH, (" ".join(words), language, limit))
        except psycopg.Error as error:
            raise SearchError(str(error).strip()) from None
        names = [column.name for column in cursor.description or ()]
        rows = cursor.fetchall()
    if as_json or as_csv:
        print_answer(names, rows, as_json=as_json, as_csv=as_csv)
    elif rows:
        _print_stories([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print("No story has these words.")


def _print_stories(rows: list[dict[str, object]]) -> None:
    table = Table(
        "story", "published", "provider", "title", "excerpt", box=None, pad_edge=False, header_style="bold"
    )
    for row in rows:
        published, day = row["published_at"], row["published_precision"] == "day"
        table.add_row(
            str(row["story_id"]),
            f"{published:{'%Y-%m-%d' if day else '%Y-%m-%d %H:%M'}}" if published else "",
            Text(str(row["provider"])),
            Text(str(row["title"] or "")),
            _found(str(row["excerpt"] or "")),
        )
    print_table(table)


def _found(excerpt: str) -> Text:
    """Return an excerpt with the found words in bold."""
    parts = re.split(r"\*\*(.+?)\*\*", excerpt)
    return Text.assemble(*((part, "bold" if number % 2 else "") for number, part in enumerate(parts)))
