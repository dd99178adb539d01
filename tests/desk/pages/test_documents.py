"""Documents: bytes as text and as a file, and the evidence of each field."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import requests
from bs4 import BeautifulSoup

from newswire.airflow_local.configuration import CONNECTION_VARIABLE
from tests.support.desk import SCRIPT, Desk
from tests.support.stories import drop, folder_source, ninjs, run


def number(shelf: psycopg.Connection, pattern: str) -> int:
    [found] = (
        shelf.execute("SELECT fetch_id FROM mart.documents WHERE locator LIKE %s", (pattern,)).fetchone()
        or ()
    )
    return int(found)


def test_bytes_are_shown_as_text(desk: Desk, visitor: requests.Session, shelf: psycopg.Connection) -> None:
    at = f"{desk.address}/documents/{number(shelf, '%broken%')}"
    page = BeautifulSoup(visitor.get(at, timeout=60).text, "lxml")
    assert page.select_one("pre.bytes").get_text() == f"<newsItem><head>{SCRIPT}"
    assert "malformed-xml" in page.get_text()


def test_bytes_are_sent_as_a_file_that_is_no_page(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    answer = visitor.get(f"{desk.address}/documents/{number(shelf, '%broken%')}/bytes", timeout=60)
    assert answer.content == f"<newsItem><head>{SCRIPT}".encode()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("page", ["/bytes", "/evidence"])
def test_bytes_of_a_killed_item_stay_hidden(
    desk: Desk, editor: requests.Session, shelf: psycopg.Connection, page: str
) -> None:
    hidden = number(shelf, "bridge.json")
    assert editor.get(f"{desk.address}/documents/{hidden}{page}", timeout=60).status_code == 403
    assert "Tarn" not in editor.get(f"{desk.address}/documents/{hidden}", timeout=60).text


def test_evidence_names_the_step_of_each_field(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    answer = visitor.get(f"{desk.address}/documents/{number(shelf, 'pier-2.json')}/evidence", timeout=60)
    rows = [
        [cell.get_text() for cell in row.select("th, td")]
        for row in BeautifulSoup(answer.text, "lxml").select("tbody tr")
    ]
    assert ["headline", "CORRECTED: Pier to be rebuilt", "stated by the document"] in rows
    assert ["label", "CORRECTED", "a mark in headline, slugline or note"] in rows


def test_evidence_of_a_rejected_document_is_its_reason(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    answer = visitor.get(f"{desk.address}/documents/{number(shelf, '%broken%')}/evidence", timeout=60)
    assert "malformed-xml" in answer.text


def test_a_large_document_is_shown_in_part_and_not_parsed(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newswire.desk.pages.documents._SHOWN", 10)
    monkeypatch.setattr("newswire.desk.pages.documents._LARGEST_EXPLAINED", 10)
    at = f"{desk.address}/documents/{number(shelf, '%broken%')}"
    page = BeautifulSoup(visitor.get(at, timeout=60).text, "lxml")
    assert page.select_one("pre.bytes").get_text() == "<newsItem>"
    assert "The first 10 bytes of " in page.get_text()
    answer = visitor.get(f"{at}/evidence", timeout=60)
    assert answer.status_code == 413
    assert "./newswire parse --explain FILE" in answer.text


def test_bytes_that_are_no_text_are_shown_as_figures() -> None:
    from newswire.desk.pages.documents import _shown  # noqa: PLC0415

    assert _shown(b"\x00\xff" * 9) == ("000000  " + "00 ff " * 7 + "00 ff\n000010  00 ff", True)
    assert _shown("Überfahrt".encode()) == ("Überfahrt", False)


def test_bytes_that_were_dropped_are_named_so(
    desk: Desk,
    visitor: requests.Session,
    warehouse: psycopg.Connection,
    warehouse_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder_source(tmp_path / "sources", "wire", tmp_path / "wire")
    drop(tmp_path / "wire", "pier.json", ninjs("urn:wire:pier"))
    run(warehouse, tmp_path / "sources", "wire")
    warehouse.execute("UPDATE raw.documents SET content = NULL, pruned_at = now()")
    monkeypatch.setenv(CONNECTION_VARIABLE, warehouse_url)
    assert "The bytes were dropped at" in visitor.get(f"{desk.address}/documents/1", timeout=60).text
    for page in ("bytes", "evidence"):
        assert visitor.get(f"{desk.address}/documents/1/{page}", timeout=60).status_code == 410
