"""``unlearn``: a line is text again on all pages of its host, and the ruling can be taken back."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.reading.learning import settle_lines
from tests.cli.conftest import Command
from tests.support.pages import FOLLOW, HOST, MATTERS, bring, page, texts


def test_a_line_is_text_again_until_the_ruling_is_taken_back(
    newswire: Command, warehouse: psycopg.Connection, own_warehouse: str, sources: Path
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    settle_lines(warehouse, sources)
    done = newswire("unlearn", HOST, FOLLOW, "--reason", "printed", "--sources", sources)
    assert done.status == 0, done.err
    assert done.out == f"The line is text now; 3 pages of {HOST} were read again.\n"
    assert all(text.endswith(FOLLOW) for text in texts(warehouse).values())
    done = newswire("unlearn", HOST, FOLLOW, "--back", "--sources", sources)
    assert done.out == f"The line is left out now; 3 pages of {HOST} were read again.\n"
    assert not any(FOLLOW in text for text in texts(warehouse).values())


def test_a_line_that_was_not_learned_is_an_error(newswire: Command, own_warehouse: str) -> None:
    done = newswire("unlearn", HOST, FOLLOW)
    assert (done.status, done.out) == (1, "")
    assert f"No line {FOLLOW!r} was learned for {HOST}" in done.err
