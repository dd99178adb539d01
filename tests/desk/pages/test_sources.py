"""Sources: their health, and the sentence on a failure."""

from __future__ import annotations

import requests
from bs4 import BeautifulSoup

from tests.support.desk import Desk


def test_sources_with_trouble_come_first_with_their_sentence(desk: Desk, visitor: requests.Session) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/sources", timeout=60).text, "lxml")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")
    }
    assert list(rows)[:2] == ["broken", "lost"]
    assert rows["broken"][0] == "broken"
    assert "broken.toml: kind: must be one of" in rows["broken"][-1]
    assert rows["lost"][0] == "down"
    assert "does not exist" in rows["lost"][-1]
    assert [rows["wire"][0], rows["empty"][0], rows["off"][0]] == ["up", "new", "off"]


def test_a_source_shows_its_state_schedule_and_fetches(desk: Desk, visitor: requests.Session) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/sources/wire", timeout=60).text, "lxml")
    facts = dict(
        zip(
            [one.get_text() for one in page.select("dt")],
            [one.get_text() for one in page.select("dd")],
            strict=True,
        )
    )
    assert facts["kind"] == "folder"
    assert "newswire_daily" in facts["schedule"]
    outcomes = [row.select("td")[0].get_text() for row in page.select("table")[-1].select("tbody tr")]
    assert outcomes == ["documents"] * 3


def test_a_source_that_is_down_shows_why(desk: Desk, visitor: requests.Session) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/sources/lost", timeout=60).text, "lxml")
    assert (
        "does not exist. Make it, or correct path in sources/lost.toml."
        in page.select_one(".notice").get_text()
    )


def test_a_source_that_is_off_is_not_asked(desk: Desk, visitor: requests.Session) -> None:
    text = visitor.get(f"{desk.address}/sources/off", timeout=60).text
    assert "not asked: it is switched off" in text


def test_fetches_follow_page_by_page(desk: Desk, visitor: requests.Session, monkeypatch) -> None:
    monkeypatch.setattr("newswire.desk.pages.sources._PAGE", 2)
    page = BeautifulSoup(visitor.get(f"{desk.address}/sources/wire", timeout=60).text, "lxml")
    older = visitor.get(desk.airflow + page.select_one("a[rel=next]")["href"], timeout=60)
    assert len(BeautifulSoup(older.text, "lxml").select("table")[-1].select("tbody tr")) == 1


def test_a_source_shows_the_checks_that_warn(desk: Desk, visitor: requests.Session) -> None:
    text = visitor.get(f"{desk.address}/sources/torn", timeout=60).text
    assert "3 of 3 items were rejected" in text
