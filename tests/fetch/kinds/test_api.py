"""An interface that answers in JSON: windows, pages, tokens, items, and answers without a list."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchError, FetchFailed, FetchRefused, Interval, NotAnswerable
from newswire.fetch.kinds.api import KIND, ApiSource, fetch
from tests.support.site import Reply, serving

if TYPE_CHECKING:
    from fetch.conftest import Site

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())
PAST = Interval.day(dt.date(2020, 10, 6))
SECRET = "t0ps3cret"  # noqa: S105 - invented
KEY = {"environment": "PIER_KEY"}


def source(site: Site, query: str = "", **more: object) -> ApiSource:
    table = {
        "name": "pier",
        "kind": "api",
        "url": f"{site.url}/search{query}",
        "items": "results",
        "id": "id",
    }
    return ApiSource.model_validate(table | {"timeout": 2} | more)


def arrived(
    site: Site,
    query: str = "",
    *,
    interval: Interval = TODAY,
    known: dict[str, Cursor] | None = None,
    **more: object,
) -> list[Fetched]:
    found = list(fetch(source(site, query, **more), dict(known or {}), interval, NOW))
    if known is not None:
        known |= {one.cursor.locator: one.cursor for one in found}
    return found


def ids(found: list[Fetched]) -> list[object]:
    return [json.loads(one.document.content)["id"] for one in found]


def queries(site: Site) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(path).query) for path, _ in site.requests]


def answer(*numbers: int, **more: object) -> bytes:
    return json.dumps(
        {"results": [{"id": one, "title": f"Mill {one} ø"} for one in numbers], **more}
    ).encode()


def paged(site: Site, pages: dict[str | None, bytes], parameter: str = "page") -> None:
    """Answer by the value of a parameter."""

    def reply(headers: dict[str, str]) -> Reply:
        given = queries(site)[-1].get(parameter, [None])[0]
        return Reply(pages[given]) if given in pages else Reply(status=400)

    site.replies["/search"] = reply


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIER_KEY", SECRET)


def test_contract(site: Site) -> None:
    site.reply("/search", answer(1, 2))
    check_source_kind(
        KIND, {"name": "pier", "kind": "api", "url": f"{site.url}/search", "items": "results", "id": "id"}
    )


def test_each_item_is_a_document_of_json_at_its_own_place(site: Site) -> None:
    site.reply("/search", answer(1, 2))
    first, second = arrived(site)
    assert json.loads(first.document.content) == {"id": 1, "title": "Mill 1 ø"}
    assert first.document.path == first.cursor.locator == f"{site.url}/search#1"
    assert (first.document.fetched_at, first.document.content_type) == (NOW, "application/json")
    assert second.cursor.locator == f"{site.url}/search#2"


def test_an_item_comes_again_only_if_it_has_changed(site: Site) -> None:
    known: dict[str, Cursor] = {}
    site.reply("/search", answer(1, 2))
    arrived(site, known=known)
    site.reply(
        "/search",
        json.dumps({"results": [{"title": "Mill 1 ø", "id": 1}, {"id": 2, "title": "New"}]}).encode(),
    )
    assert ids(arrived(site, known=known)) == [1, 2]  # the first one has another order of names
    assert arrived(site, known=known) == []


def test_an_item_without_identifier_is_known_by_its_address_or_its_bytes(site: Site) -> None:
    site.reply(
        "/search",
        json.dumps({"results": [{"u": "https://x.example/1"}, {"t": "x"}, {"id": "y" * 600}]}).encode(),
    )
    places = [
        one.cursor.locator.partition("#")[2] for one in arrived(site, fields={"url": "u", "headline": "t"})
    ]
    assert places[0] == "https://x.example/1"
    assert [len(place) for place in places[1:]] == [32, 32]


@pytest.mark.parametrize(
    ("interval", "window"),
    [
        (PAST, ("2020-10-06T00:00:00Z", "2020-10-07T00:00:00Z", "2020-10-06T23:59:59Z")),
        (TODAY, ("2020-11-01T00:00:00Z", "2020-11-02T10:30:00Z", "2020-11-02T10:29:59Z")),
    ],
)
def test_the_window_is_the_interval_and_the_latest_one_overlaps_the_day_before(
    site: Site, interval: Interval, window: tuple[str, ...]
) -> None:
    site.reply("/search", answer(1))
    arrived(site, "?from={start}&to={end}&until={last}", interval=interval)
    [asked] = queries(site)
    assert (asked["from"][0], asked["to"][0], asked["until"][0]) == window


def test_an_address_without_window_answers_for_the_present_only(site: Site) -> None:
    with pytest.raises(
        NotAnswerable, match=r"asked without \{start\} and \{end\}, so it knows only the present"
    ):
        arrived(site, interval=PAST)
    with pytest.raises(NotAnswerable):
        arrived(site, "?from={start}", interval=Interval.day(dt.date(2020, 11, 3)))
    assert site.requests == []


@pytest.mark.parametrize(
    ("paging", "pages"),
    [
        ({"parameter": "page"}, {"1": answer(1, 2), "2": answer(3), "3": answer()}),
        ({"parameter": "page", "pages": "pages"}, {"1": answer(1, 2, pages=2), "2": answer(3, pages=2)}),
        ({"parameter": "page", "total": "total"}, {"1": answer(1, 2, total=3), "2": answer(3, total=3)}),
        (
            {"parameter": "page", "first": 0, "step": 2, "total": "total"},
            {"0": answer(1, 2, total=3), "2": answer(3, total=3)},
        ),
        (
            {"parameter": "page", "next": "meta.after"},
            {None: answer(1, 2, meta={"after": "x="}), "x=": answer(3, meta={"after": None})},
        ),
        ({"next": "next"}, {None: answer(1, 2, next="?page=b"), "b": answer(3, next="")}),
    ],
)
def test_pages_follow_each_other(site: Site, paging: dict[str, Any], pages: dict[str | None, bytes]) -> None:
    paged(site, pages)
    assert ids(arrived(site, paging=paging)) == [1, 2, 3]
    assert len(site.requests) == len(pages)


def test_a_header_leads_to_the_next_page(site: Site) -> None:
    site.reply("/search", answer(1), Link='</more>; rel="next"')
    site.reply("/more", answer(2), Link='</search>; rel="prev"')
    assert ids(arrived(site, paging={"link": True})) == [1, 2]


def test_a_circle_of_pages_and_too_many_pages_are_errors_behind_their_items(site: Site) -> None:
    site.reply("/search", answer(1, next="/search"))
    found = fetch(source(site, paging={"next": "next"}), {}, TODAY, NOW)
    assert ids([next(found)]) == [1]
    with pytest.raises(FetchFailed, match="page 2 leads back to a page of before"):
        next(found)
    with pytest.raises(FetchFailed, match="more than 3 pages, so some items have not come"):
        arrived(site, paging={"parameter": "page"}, max_requests=3)


@pytest.mark.parametrize("token", [{"header": "X-Key", "prefix": "Bearer "}, {"query": "k"}])
def test_a_token_is_sent_and_stands_nowhere(
    site: Site, token: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    site.reply("/search", status=301, Location="/moved?k=" + SECRET)
    site.reply("/moved", answer(1))
    [one] = arrived(site, token=token | KEY)
    path, headers = site.requests[0]
    assert (headers.get("x-key") == f"Bearer {SECRET}") or f"k={SECRET}" in path
    assert SECRET not in f"{one} {caplog.text} {source(site, token=token | KEY).place()}"


@pytest.mark.parametrize("token", [{"header": "X-Key"}, {"query": "k"}])
@pytest.mark.parametrize("status", [200, 401, 429, 500, 302])
def test_a_token_stands_in_no_error(
    site: Site, token: dict[str, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    site.reply("/search", b"{}", status=status)
    with pytest.raises(FetchError) as caught:
        arrived(site, token=token | KEY)
    assert SECRET not in f"{caught.value} {caught.value.__cause__} {caplog.text}"


def test_a_token_does_not_go_to_another_host(site: Site) -> None:
    with serving() as other:
        for token in ({"header": "X-Key"}, {"query": "k"}):
            site.reply("/search", answer(1, next=other.url + "/search"))
            other.reply("/search", answer(2))
            assert ids(arrived(site, token=token | KEY, headers={"X-Own": "1"}, paging={"next": "next"})) == [
                1,
                2,
            ]
        assert all(SECRET not in str(request) for request in other.requests)
        assert all("x-own" not in headers for _, headers in other.requests)


def test_an_answer_does_not_lead_into_the_inner_network(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    site.reply("/search", answer(1, next=f"http://localhost:{port}/search"))
    with pytest.raises(FetchRefused, match="localhost leads to an address of an inner network"):
        arrived(site, paging={"next": "next"})


def test_a_token_of_a_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_PIER", f"http://:{SECRET}@x")
    site.reply("/search", answer(1))
    arrived(site, token={"header": "X-Key", "connection": "pier"})
    assert site.headers_of("/search")["x-key"] == SECRET


@pytest.mark.parametrize("place", [{"environment": "NO_KEY"}, {"connection": "nobody"}])
def test_a_missing_token_is_refused_before_anything_is_asked(site: Site, place: dict[str, str]) -> None:
    with pytest.raises(
        FetchRefused, match=r"Source pier: (the variable NO_KEY is not set|there is no connection nobody)"
    ):
        arrived(site, token={"header": "X-Key", **place})
    assert site.requests == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "The answer is empty, in the place of JSON"),
        (b"<!doctype html><title>Down</title>", r"is a web page \('Down'\), in the place of JSON"),
        (b"<html><input type=password>", "is a form to log in, in the place of JSON"),
        (answer(1)[:-4], "the answer is no JSON .*or is cut"),
        (b'{"status": "error", "message": "quota"}', "has no list at results; it has message, status"),
        (b'{"results": {"id": 1}}', "has no list at results; it has results"),
        (b"[1]", "has no list at results; it has list"),
        (b"[" * 100_000, "the answer is no JSON"),
    ],
)
def test_an_answer_without_the_list_is_an_error_of_its_own(site: Site, body: bytes, error: str) -> None:
    site.reply("/search", body)
    with pytest.raises(FetchFailed, match=f"Source pier: .*{error}") as caught:
        arrived(site)
    assert caught.value.http_status == 200


def test_an_empty_list_is_no_error(site: Site) -> None:
    site.reply("/search", answer())
    assert arrived(site) == []


def test_the_answer_may_be_the_list(site: Site) -> None:
    site.reply("/search", b'[{"id": 1}, {"id": 2}]')
    assert ids(arrived(site, items="*")) == [1, 2]


def test_without_a_list_each_answer_is_a_document_as_it_came(site: Site) -> None:
    paged(site, {None: b'{ "uri": "1",  "next": "?page=2" }', "2": b'{"uri": "2"}'})
    found = arrived(site, items=None, id=None, paging={"next": "next"})
    assert [one.document.content for one in found] == [b'{ "uri": "1",  "next": "?page=2" }', b'{"uri": "2"}']
    assert [one.cursor.locator for one in found] == [f"{site.url}/search#1", f"{site.url}/search#2"]
    [first, _] = arrived(site, "?from={start}", items=None, id=None, paging={"next": "next"}, interval=PAST)
    assert first.cursor.locator == f"{site.url}/search#2020-10-06T00:00:00Z/1"


def test_halves_of_surrogates_are_kept(site: Site) -> None:
    site.reply("/search", b'{"results": [{"id": 1, "t": "\\ud83d"}]}')
    [one] = arrived(site)
    assert json.loads(one.document.content) == {"id": 1, "t": "\ud83d"}
