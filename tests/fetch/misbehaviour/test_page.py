"""Servers that misbehave: the outcome of each case, as docs/fetching.md lists it.

A test makes a chapter of real fetches and compares it. ``WRITE_PAGES=1`` lets it write the chapter.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
from pathlib import Path
from types import ModuleType

import psycopg
import pytest

from newswire.fetch import FetchError, Interval
from newswire.pipeline import fetch_source
from tests.conftest import ROOT
from tests.fetch.misbehaviour import ftp, http, imap, s3, sftp

PAGE = ROOT / "docs/fetching.md"
CHAPTERS: dict[str, tuple[ModuleType, int]] = {
    "HTTP": (http, 40),
    "FTP and FTPS": (ftp, 25),
    "SFTP": (sftp, 20),
    "IMAP": (imap, 20),
    "S3": (s3, 25),
}
"""The modules of the chapters by title, in the order of the page, with the fewest cases that each has."""

BEGIN = """# How a fetch answers a server that misbehaves

<!-- Written by tests/fetch/misbehaviour with WRITE_PAGES=1. Change the cases there. -->

Each row is a source on a real server on loopback, fetched, parsed and loaded into a real warehouse by the
functions of a run. `outcome` and the reason stand in `mart.fetches`, the reason also in the log and in the
run's note.
"""


def chapters() -> dict[str, str]:
    """Return the chapters of the page as it stands, by title. The part before them has an empty one."""
    begin, *others = re.split(r"(?m)^(?=## )", PAGE.read_text("utf-8"))
    return {"": begin} | {text.partition("\n")[0].removeprefix("## "): text for text in others}


@pytest.mark.parametrize("title", CHAPTERS)
def test_a_chapter_lists_the_outcome_of_each_case(
    title: str, warehouse: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, fewest = CHAPTERS[title]
    wrong: list[str] = []
    made: str = module.chapter(warehouse, tmp_path, monkeypatch, wrong)
    assert wrong == [], "\n".join(wrong)
    assert len(re.findall(r"(?m)^\| (?!---|the server …)", made)) >= fewest
    if os.environ.get("WRITE_PAGES"):
        new = chapters() | {title: made.rstrip("\n") + "\n\n"}
        PAGE.write_text(
            BEGIN + "\n" + "".join(new.get(one, "") for one in CHAPTERS).rstrip("\n") + "\n", "utf-8"
        )
    assert chapters()[title].rstrip("\n") == made.rstrip("\n"), (
        "WRITE_PAGES=1 writes the chapter anew. Look at the changes."
    )


def test_the_page_has_these_chapters_alone() -> None:
    assert list(chapters()) == ["", *CHAPTERS]
    assert chapters()[""] == BEGIN + "\n"


def test_a_name_that_is_gone_is_a_failure(
    warehouse: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", gone)
    (tmp_path / "quay.toml").write_text("name = 'quay'\nkind = 'feed'\nurl = 'http://quay.example/rss'\n")
    now = dt.datetime.now(dt.UTC)
    with pytest.raises(FetchError, match=r"the name quay\.example cannot be resolved"):
        fetch_source(warehouse, "quay", Interval.day(now.date()), now, tmp_path)
    assert warehouse.execute("SELECT outcome, host FROM mart.fetches").fetchall() == [
        ("failed", "quay.example")
    ]
