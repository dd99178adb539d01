"""The interfaces of docs/sources/api.md, against a server that answers in their documented shape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.pipeline import fetch_source, load_run, replay
from tests.conftest import ROOT
from tests.fetch.conftest import Site
from tests.support.site import Reply
from tests.support.stories import NOW, TODAY, contents

PAGE = (ROOT / "docs/sources/api.md").read_text("utf-8")
TEXT = "<p>A mill burned down in the port of Lomsdal, the fire brigade said.</p><p>Nobody was hurt.</p>"


def written(folder: Path, name: str, site: Site) -> None:
    """Write the example of a name as a source's file, with the server's address."""
    [text] = [
        block for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if f'name = "{name}"' in block
    ]
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(re.sub(r"https://[^/\"]+/(?=[^\"]*\{)", f"{site.url}/", text))


def answering(site: Site, path: str, pages: dict[str | None, dict[str, Any]], header: str) -> None:
    """Answer by the parameter ``page`` to requests that have the token."""

    def reply(headers: dict[str, str]) -> Reply:
        if headers.get(header) != "k3y":
            return Reply(json.dumps({"message": "Unauthorized"}).encode(), 401)
        asked = re.search(r"[?&]page=(\w+)", site.requests[-1][0])
        found = pages.get(asked[1] if asked else None)
        return Reply(json.dumps(found).encode()) if found else Reply(status=400)

    site.replies[path] = reply


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUARDIAN_KEY", "k3y")
    monkeypatch.setenv("AP_KEY", "k3y")
    monkeypatch.setenv("AIRFLOW_CONN_NEWSAPI", '{"password": "k3y"}')


def loaded(warehouse: psycopg.Connection, folder: Path, name: str) -> list[tuple[Any, ...]]:
    """Run a source twice and replay it: the second run and the replay change nothing. Return its items."""
    fetching = fetch_source(warehouse, name, TODAY, NOW, folder)
    assert fetching.run_id
    load_run(warehouse, fetching.run_id, folder)
    before = contents(warehouse)
    assert fetch_source(warehouse, name, TODAY, NOW, folder).run_id is None
    replay(warehouse, directory=folder)
    assert contents(warehouse) == before
    return warehouse.execute(
        "SELECT guid, headline, provider, byline, body_text, published::text, canonical_url, format"
        " FROM news.items JOIN news.versions ON version_id = current_version_id ORDER BY guid"
    ).fetchall()


def test_the_guardian(warehouse: psycopg.Connection, tmp_path: Path, site: Site) -> None:
    def result(number: int) -> dict[str, Any]:
        return {
            "id": f"world/2020/nov/02/mill-{number}", "type": "article", "sectionId": "world",
            "sectionName": "World news",
            "webPublicationDate": f"2020-11-02T09:0{number}:00Z", "webTitle": f"Mill {number} burns | Coast",
            "webUrl": f"https://www.theguardian.com/world/2020/nov/02/mill-{number}",
            "apiUrl": f"https://content.guardianapis.com/world/2020/nov/02/mill-{number}",
            "fields": {"headline": f"Mill {number} burns", "trailText": "Flames <b>above</b> the harbour",
                       "byline": "Ann Berg", "body": f"<p>In the year {number}.</p>{TEXT}",
                       "lastModified": f"2020-11-02T10:0{number}:00Z"},
            "isHosted": False, "pillarName": "News",
        }  # fmt: skip

    def page(number: int, *results: dict[str, Any]) -> dict[str, Any]:
        return {"response": {"status": "ok", "userTier": "developer", "total": 3, "startIndex": 1,
                             "pageSize": 2, "currentPage": number, "pages": 2, "orderBy": "oldest",
                             "results": list(results)}}  # fmt: skip

    pages: dict[str | None, dict[str, Any]] = {"1": page(1, result(1), result(2)), "2": page(2, result(3))}
    answering(site, "/search", pages, "api-key")
    written(tmp_path / "s", "guardian", site)
    rows = loaded(warehouse, tmp_path / "s", "guardian")
    assert [row[:4] for row in rows] == [
        (f"world/2020/nov/02/mill-{number}", f"Mill {number} burns", "The Guardian", "Ann Berg")
        for number in (1, 2, 3)
    ]
    assert rows[0][4].startswith("In the year 1.\n\nA mill burned down")
    assert rows[0][7] == "api-item"
    assert [path for path, _ in site.requests if "page=2" in path]


def test_newsapi(warehouse: psycopg.Connection, tmp_path: Path, site: Site) -> None:
    def article(number: int) -> dict[str, Any]:
        return {
            "source": {"id": None, "name": "Coast Daily"}, "author": "Bo Dahl",
            "title": f"Mill {number} burns",
            "description": f"Flames above the harbour in the year {number}, and a ferry that did not leave.",
            "url": f"https://coast.example/mill-{number}", "urlToImage": "https://coast.example/mill.jpg",
            "publishedAt": f"2020-11-02T09:0{number}:00Z", "content": "A mill burned down… [+900 chars]",
        }  # fmt: skip

    pages: dict[str | None, dict[str, Any]] = {
        "1": {"status": "ok", "totalResults": 2, "articles": [article(1)]},
        "2": {"status": "ok", "totalResults": 2, "articles": [article(2)]},
    }
    answering(site, "/v2/everything", pages, "x-api-key")
    written(tmp_path / "s", "newsapi", site)
    rows = loaded(warehouse, tmp_path / "s", "newsapi")
    assert [row[0:4] for row in rows] == [
        (f"https://coast.example/mill-{number}", f"Mill {number} burns", "Coast Daily", "Bo Dahl")
        for number in (1, 2)
    ]
    assert len(site.requests) == 4


def test_ap_media(warehouse: psycopg.Connection, tmp_path: Path, site: Site) -> None:
    def entry(number: int) -> dict[str, Any]:
        return {"meta": {"products": [{"id": 1, "name": "AP Online"}]}, "item": {
            "uri": f"{site.url}/media/v/content/mill{number}?qt=q&et=0a1", "type": "text", "profile": "story",
            "altids": {"itemid": f"mill{number}", "etag": f"mill{number}_0a1", "friendlykey": f"1{number}"},
            "version": "0", "versioncreated": f"2020-11-02T09:0{number}:00Z", "pubstatus": "usable",
            "language": "en", "title": f"Mill {number} burns", "headline": f"Mill {number} burns in Lomsdal",
        }}  # fmt: skip

    def page(*entries: dict[str, Any], **more: str) -> dict[str, Any]:
        return {
            "api_version": "1.1",
            "data": {"total_items": 2, "page_size": 1, "items": list(entries), **more},
        }

    following = f"{site.url}/media/v/content/search?q=x&page=two"
    answering(
        site,
        "/media/v/content/search",
        {None: page(entry(1), next_page=following), "two": page(entry(2))},
        "x-api-key",
    )
    written(tmp_path / "s", "ap-media", site)
    rows = loaded(warehouse, tmp_path / "s", "ap-media")
    assert [(row[1], row[2], row[7]) for row in rows] == [
        (f"Mill {number} burns in Lomsdal", "AP", "ap-media-api") for number in (1, 2)
    ]
