"""A ruling names a learned line by its letters; any other line is an error that shows the learned ones."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from newswire.load.pages.rulings import LineError, rule
from newswire.reading.learning import settle_lines
from tests.support.pages import FOLLOW, HOST, MATTERS, bring, page
from tests.support.stories import writes

RULING = "SELECT overruled_at IS NOT NULL, reason, is_applied FROM news.page_lines"


@pytest.fixture
def learned(warehouse: psycopg.Connection, sources: Path) -> psycopg.Connection:
    """A warehouse in which three pages have taught a line."""
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    settle_lines(warehouse, sources)
    return warehouse


def test_a_ruling_is_kept_with_its_reason_and_taken_back(learned: psycopg.Connection, sources: Path) -> None:
    rule(learned, f"WWW.{HOST}", f"{FOLLOW.upper()}!", is_text=True, reason="printed")
    assert learned.execute(RULING).fetchall() == [(True, "printed", False)]
    settle_lines(learned, sources)
    rule(learned, HOST, FOLLOW, is_text=False)
    assert learned.execute(RULING).fetchall() == [(False, None, False)]


def test_the_same_ruling_again_reads_no_page_again(learned: psycopg.Connection, sources: Path) -> None:
    for _ in range(2):
        rule(learned, HOST, FOLLOW, is_text=True)
        before = writes(learned)["news.page_notes"]
        settle_lines(learned, sources)
    assert writes(learned)["news.page_notes"] == before


def test_a_line_that_was_not_learned_is_an_error(learned: psycopg.Connection) -> None:
    with pytest.raises(LineError, match=f"Some that were: '{FOLLOW}'"):
        rule(learned, HOST, "Follow me", is_text=True)
    with pytest.raises(LineError, match="None was learned there"):
        rule(learned, "other.example", FOLLOW, is_text=True)
