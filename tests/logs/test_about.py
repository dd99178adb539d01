"""Source and run in the lines of logs: inside Airflow, and at the end of a command's lines."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import re
from functools import partial
from pathlib import Path

import psycopg
import pytest
from structlog.contextvars import get_contextvars

from newswire.fetch import Interval
from newswire.logs.about import about, in_run, name_in_lines
from newswire.rounds.several import ingest
from newswire.rounds.source import Order
from newswire.workers.work import HERE
from tests.support.log_lines import kept_lines
from tests.support.stories import ninjs


def test_lines_inside_name_the_source_and_the_run_and_those_behind_it_do_not() -> None:
    with about("wire"):
        assert get_contextvars() == {"source": "wire"}
        in_run(7)
        assert get_contextvars() == {"source": "wire", "ledger_run": 7}
        with about("paper"):
            assert get_contextvars() == {"source": "paper"}, "the run is of another source"
        assert get_contextvars() == {"source": "wire", "ledger_run": 7}
    assert get_contextvars() == {}
    in_run(8)
    assert get_contextvars() == {}, "a run without a source is nobody's"


def test_names_go_when_the_work_fails() -> None:
    with pytest.raises(ZeroDivisionError), about("wire", 7):
        raise ZeroDivisionError
    assert get_contextvars() == {}


def test_a_command_s_lines_end_with_the_run_and_with_the_source_unless_they_begin_with_it() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    before = [(one, one.formatter) for one in logging.getLogger().handlers]
    try:
        name_in_lines()
        logger = logging.getLogger("newswire.harbour")
        logger.warning("2 sources.")
        with about("wire", 7):
            logger.warning("wire: 3 items parsed.")
            logger.warning("The folder has gone.")
        with about("wire"):
            logger.warning("wire: asked.")
    finally:
        for one, formatter in before:
            one.setFormatter(formatter)
        logging.getLogger().removeHandler(handler)
    assert written.getvalue().splitlines() == [
        "2 sources.",
        "wire: 3 items parsed. [run 7]",
        "The folder has gone. [wire, run 7]",
        "wire: asked.",
    ]


def test_each_line_of_a_round_names_its_source_and_from_its_first_document_on_its_run(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path, paper: Path
) -> None:
    for folder, number in ((wire, 1), (paper, 2)):
        folder.mkdir(exist_ok=True)
        (folder / "1.json").write_text(json.dumps(ninjs(f"urn:berth:{number}", headline="Closed")))
    day = Interval.day(dt.datetime.now(dt.UTC).date())
    opened = partial(psycopg.connect, warehouse_url, autocommit=True)
    with kept_lines() as kept:
        rows = list(ingest(["gone", "paper", "wire"], Order(day, sources), opened, HERE))

    runs = {row["source"]: row.get("run_id") for row in rows}
    assert len(kept) == 5, "two kept, two parsed, one failed"
    for line, names in kept:
        [source] = [name for name in runs if re.match(f"{name}: |There is no source '{name}'", line)]
        assert names == {"source": source} | ({"ledger_run": runs[source]} if runs[source] else {}), line
    assert get_contextvars() == {}
