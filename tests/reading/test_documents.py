"""Kept documents are read by fetch, with the source's defaults and the known lines."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from newswire.model import Defaults, Item
from newswire.parse.pages.body.learned import key
from newswire.reading.documents import answers_of_fetches, defaults_of
from newswire.reading.learning import settle_lines
from tests.support.pages import FOLLOW, HOST, MATTERS, bring, page


def test_single_documents_are_read_in_the_order_that_is_asked_for(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter) for matter in MATTERS[:3]})
    fetches = [
        fetch_id for (fetch_id,) in warehouse.execute("SELECT fetch_id FROM raw.fetches ORDER BY 1 DESC")
    ]
    answers = list(answers_of_fetches(warehouse, fetches[:2], Defaults()))
    assert [(answer.fetch_id, answer.ordinal) for answer in answers] == [(one, 0) for one in fetches[:2]]
    assert all(isinstance(answer.found, Item) for answer in answers)


def test_the_defaults_have_the_known_lines_even_if_the_source_is_gone(
    warehouse: psycopg.Connection, sources: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    assert defaults_of(warehouse, "wire", sources).page_lines == frozenset()
    settle_lines(warehouse, sources)
    known = frozenset({key(HOST, FOLLOW)})
    assert defaults_of(warehouse, "wire", sources) == Defaults("wire", "harbour-press", page_lines=known)
    assert defaults_of(warehouse, "gone", sources) == Defaults("gone", page_lines=known)
    assert "gone: documents are parsed without the source's defaults." in caplog.text
