"""The overview: everything that a person should know first."""

from __future__ import annotations

import requests
from bs4 import BeautifulSoup

from tests.support.desk import Desk


def section(page: BeautifulSoup, name: str) -> str:
    return " ".join(page.select_one(f"section[aria-labelledby={name}]").get_text(" ").split())


def test_the_overview_shows_volume_sources_runs_changes_kills_and_rejections(
    desk: Desk, visitor: requests.Session
) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/", timeout=60).text, "lxml")
    assert page.select("section[aria-labelledby=volume] svg.bars rect")
    assert "lost" in section(page, "sources")
    assert "does not exist" in section(page, "sources")
    assert "CORRECTED: Pier to be rebuilt" in section(page, "corrections")
    assert "urn:wire:bridge" in section(page, "kills")
    assert "torn : rejected 3 of 3 items were rejected" in section(page, "checks")
    assert "1 rejection: malformed-xml" in section(page, "rejected")
    assert len(page.select("section[aria-labelledby=runs] tbody tr")) == 6


def test_the_newest_stories_have_their_language_and_direction(desk: Desk, visitor: requests.Session) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/", timeout=60).text, "lxml")
    links = page.select("section[aria-labelledby=stories] a[lang]")
    assert {"ar", "zh"} <= {str(link["lang"]) for link in links}
    assert {link["dir"] for link in links} == {"auto"}


def test_the_numbers_of_the_chart_are_a_table_too(desk: Desk, visitor: requests.Session) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/?by=days", timeout=60).text, "lxml")
    cells = [cell.get_text() for cell in page.select("section[aria-labelledby=volume] details td.total")]
    by_source = [
        cell.get_text() for cell in page.select("section[aria-labelledby=volume] details td.n:not(.total)")
    ]
    legend = [line.get_text().split()[-1] for line in page.select(".legend li")]
    assert sum(map(int, cells)) == sum(map(int, by_source)) == sum(map(int, legend)) > 0
