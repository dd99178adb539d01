"""Feeds on a loopback server: a place moves with whole answers only, and every fetch leaves a row."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.fetch import FetchError, FetchFailed, FetchRefused, Interval
from newswire.pipeline import fetch_source, load_run, replay
from tests.support.site import Reply, Site, sending, serving
from tests.support.stories import NOW, TODAY, contents, folder_source

DAY = dt.timedelta(days=1)
DAYS = Interval(TODAY.start - 9 * DAY, TODAY.end + 2 * DAY)
WALL = b"<!doctype html><title>Einen Moment</title><p>Wir pr\xc3\xbcfen Ihren Browser.</p>"


def feed(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{title}</guid>"
        f"<description>{title}: the keeper of the lock noted it in the book of the lock.</description></item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>Lock Times</title>{items}</channel></rss>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here


@pytest.fixture
def sources(tmp_path: Path, site: Site) -> Path:
    add_source(tmp_path, "lock", site.url + "/lock")
    return tmp_path


def add_source(folder: Path, name: str, url: str, **more: object) -> None:
    table = {"name": name, "kind": "feed", "url": url, "timeout": 2, **more}
    (folder / f"{name}.toml").write_text(
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
    )


def conditional(site: Site, body: bytes, **headers: str) -> None:
    """Answer 304 to any request with the validators, as a server does whose cache believes in them."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(asked: dict[str, str]) -> Reply:
        known = asked.get("if-none-match") == sent.get("ETag") if "ETag" in sent else False
        known = known or asked.get("if-modified-since") == sent.get("Last-Modified", "never")
        return Reply(status=304) if known else Reply(body, headers=sent)

    site.replies["/lock"] = reply


def run(warehouse: psycopg.Connection, sources: Path, name: str = "lock", now: dt.datetime = NOW) -> Any:
    """A run as ``ingest`` does it: its counts, None if there is nothing new, or the error."""
    try:
        fetching = fetch_source(warehouse, name, DAYS, now, sources)
    except FetchError as error:
        return error
    return load_run(warehouse, fetching.run_id, sources).counts if fetching.run_id else None


def titles(warehouse: psycopg.Connection) -> list[str]:
    return [title for (title,) in warehouse.execute("SELECT title FROM mart.story_items ORDER BY 1")]


def booked(warehouse: psycopg.Connection, *columns: str) -> list[tuple[Any, ...]]:
    chosen = ", ".join(columns or ("outcome", "http_status"))
    query = f"SELECT {chosen} FROM mart.fetches ORDER BY fetch_number"  # noqa: S608
    return warehouse.execute(query.encode()).fetchall()


UNUSABLE = {
    "nothing": b"",
    "blank": b"\r\n",
    "wall": WALL,
    "text": b"Wegen Wartung geschlossen. Bitte versuchen Sie es gegen Abend noch einmal.",
    "json": b'{"status": "error", "message": "Quota exceeded for this client, come back at noon."}',
    "xml": b"<?xml version='1.0'?><error><code>17</code><text>The upstream is away.</text></error>",
    "cut": feed("Sluice")[:-12],
    "cut json": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "Weir"}, {"id',
}


@pytest.mark.parametrize("name", UNUSABLE)
@pytest.mark.parametrize("headers", [{"ETag": '"7"'}, {"Last_Modified": "Mon, 02 Mar 2020 10:00:00 GMT"}])
def test_an_unusable_answer_is_an_error_each_time_and_moves_nothing(
    warehouse: psycopg.Connection, sources: Path, site: Site, name: str, headers: dict[str, str]
) -> None:
    conditional(site, UNUSABLE[name], **headers)
    for _ in range(3):
        assert isinstance(run(warehouse, sources), FetchFailed)
    assert titles(warehouse) == []
    conditional(site, feed("Sluice"), **headers)
    assert run(warehouse, sources).new == 1
    assert titles(warehouse) == ["Sluice"]
    assert run(warehouse, sources) is None
    assert [status for _, status in booked(warehouse)] == [200, 200, 200, 200, 304]


def test_an_unusable_answer_leaves_the_place_of_the_last_whole_one(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    conditional(site, feed("Sluice"), ETag='"1"')
    run(warehouse, sources)
    site.reply("/lock", WALL, ETag='"2"')
    for _ in range(2):
        assert "no whole, usable feed. This is a web page ('Einen Moment')" in str(run(warehouse, sources))
    conditional(site, feed("Sluice"), ETag='"1"')
    assert run(warehouse, sources) is None
    assert "if-none-match" not in site.headers_of("/lock")  # a 304 could mean the page that was not taken
    assert run(warehouse, sources) is None
    assert site.headers_of("/lock")["if-none-match"] == '"1"'
    assert booked(warehouse) == [
        ("documents", 200), ("unusable", 200), ("unusable", 200), ("unchanged", 200), ("unchanged", 304),
    ]  # fmt: skip
    # the page is kept once, with its rejection, and a replay reads it again
    assert warehouse.execute("SELECT reason FROM mart.rejected").fetchall() == [("web-page",)]
    before = contents(warehouse)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == before


def test_a_valid_feed_without_entries_is_no_error_and_has_an_outcome_of_its_own(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    site.reply("/lock", feed())
    assert run(warehouse, sources).rejected == 1
    assert (
        fetch_source(warehouse, "lock", TODAY, NOW, sources).note == "lock is a valid feed without entries."
    )
    assert booked(warehouse) == [("empty", 200), ("empty", 200)]


def test_a_last_modified_ahead_of_the_clock_is_no_validator(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    ahead = f"{NOW + 400 * DAY:%a, %d %b %Y %H:%M:%S GMT}"
    conditional(site, feed("Sluice"), Last_Modified=ahead)
    run(warehouse, sources)
    conditional(site, feed("Sluice", "Weir"), Last_Modified=ahead)
    assert run(warehouse, sources).new == 1


def test_a_feed_is_asked_without_condition_once_a_week(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    """A server whose entity tag never changes would otherwise bring nothing for ever."""
    conditional(site, feed("Sluice"), ETag='"same"')
    run(warehouse, sources, now=NOW - 7 * DAY)
    conditional(site, feed("Sluice", "Weir"), ETag='"same"')
    assert run(warehouse, sources, now=NOW - DAY) is None
    assert run(warehouse, sources, now=NOW).new == 1
    assert run(warehouse, sources, now=NOW + DAY / 2) is None
    assert [status for _, status in booked(warehouse)] == [200, 304, 200, 304]


def test_a_wait_is_kept_for_the_host_by_every_run_of_every_source(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    add_source(sources, "weir", site.url + "/weir")
    add_source(sources, "gate", site.url + "/gate")
    site.reply("/lock", status=503, Retry_After="3600")
    site.reply("/weir", feed("Weir"))
    site.reply("/gate", status=429, Retry_After="7200")
    errors = [run(warehouse, sources, name) for name in ("lock", "lock", "weir", "gate")]
    assert all(isinstance(error, FetchFailed) for error in errors)
    assert [path for path, _ in site.requests] == ["/lock"]
    until = errors[0].retry_at
    assert f"not to be called again before {until:%Y-%m-%d %H:%M:%S} UTC" in str(errors[0])
    assert all(f"asked not to be called before {until:%Y-%m-%d %H:%M:%S} UTC" in str(e) for e in errors[1:])
    assert booked(warehouse, "outcome", "http_status", "retry_at") == [
        ("failed", 503, until), *[("waiting", None, until)] * 3,
    ]  # fmt: skip
    warehouse.execute("UPDATE ledger.hosts SET closed_until = now()")
    assert run(warehouse, sources, "weir").new == 1


def test_every_fetch_leaves_a_row_whatever_came_of_it(
    warehouse: psycopg.Connection, sources: Path, site: Site, tmp_path: Path
) -> None:
    expected: list[tuple[str, str, int | None]] = []
    for status, outcome in (
        (500, "failed"),
        (503, "failed"),
        (404, "refused"),
        (304, "failed"),
        (203, "documents"),
    ):
        add_source(sources, f"s{status}", f"{site.url}/s{status}")
        site.reply(f"/s{status}", feed("Sluice"), status=status)
        expected.append((f"s{status}", outcome, status))
    with sending() as closed:
        pass
    add_source(sources, "closed", closed)
    expected.append(("closed", "failed", None))
    folder_source(sources, "no-folder", tmp_path / "away")
    (tmp_path / "away").rmdir()
    expected.append(("no-folder", "refused", None))
    folder_source(sources, "quiet", tmp_path / "quiet")
    expected.append(("quiet", "unchanged", None))
    for name, _, _ in expected:
        run(warehouse, sources, name)
    assert booked(warehouse, "source_name", "outcome", "http_status") == expected
    reasons = dict(booked(warehouse, "source_name", "reason"))
    assert "127.0.0.1 answered 500 (Internal Server Error)" in reasons["s500"]
    assert "Connection refused" in reasons["closed"]
    assert reasons["s203"] is None
    assert warehouse.execute(
        "SELECT array_agg(source_name ORDER BY source_name) FROM mart.source_state WHERE is_up"
    ).fetchone() == (["quiet", "s203"],)


def test_the_state_of_a_source_tells_since_when_it_is_down(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    site.reply("/lock", feed("Sluice"))
    run(warehouse, sources)
    site.reply("/lock", status=500)
    for _ in range(2):
        run(warehouse, sources)
    state = warehouse.execute(
        "SELECT outcome, is_up, http_status, failures, last_answer_at = last_documents_at,"
        " last_answer_at < asked_at FROM mart.source_state"
    ).fetchall()
    assert state == [("failed", False, 500, 2, True, True)]


def test_an_interval_without_an_answer_is_booked_and_is_no_failure(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    past = Interval.day(dt.date(2019, 1, 1))
    assert fetch_source(warehouse, "lock", past, NOW, sources).run_id is None
    assert booked(warehouse, "outcome", "interval_start") == [("no answer", past.start)]
    assert warehouse.execute("SELECT * FROM mart.source_state").fetchall() == []


def test_a_source_that_is_too_large_is_read_whole_once_the_limit_is_raised(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    conditional(site, feed("Sluice"), ETag='"1"')
    add_source(sources, "lock", site.url + "/lock", max_bytes=50)
    assert isinstance(run(warehouse, sources), FetchRefused)
    add_source(sources, "lock", site.url + "/lock")
    assert run(warehouse, sources).new == 1


def test_the_hundredth_answer_is_asked_for_without_condition(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    conditional(site, feed("Sluice"), ETag='"same"')
    run(warehouse, sources)
    warehouse.execute(
        "INSERT INTO ledger.fetches"
        " (source_name, interval_start, interval_end, asked_at, place, outcome, http_status)"
        " SELECT source_name, interval_start, interval_end, asked_at + n * interval '1 us', place,"
        " 'unchanged', 304 FROM ledger.fetches, generate_series(1, 98) AS n"
    )
    conditional(site, feed("Sluice", "Weir"), ETag='"same"')
    assert run(warehouse, sources) is None
    assert run(warehouse, sources).new == 1


def test_a_row_has_the_cost_of_the_fetch(warehouse: psycopg.Connection, sources: Path, site: Site) -> None:
    body = gzip.compress(feed("Sluice"))
    site.reply("/lock", status=302, Location="/there")
    site.reply("/there", body, Content_Encoding="gzip")
    run(warehouse, sources)
    host = site.url.removeprefix("http://")
    assert booked(warehouse, "outcome", "host", "requests", "bytes", "ms >= 0", "begun_at <= asked_at") == [
        ("documents", host, 2, len(body), True, True)
    ]


def test_a_fetch_that_was_killed_has_a_row_too(
    warehouse: psycopg.Connection, sources: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt  # as a process ends that is killed: nothing else is written

    with monkeypatch.context() as patch:
        patch.setattr("newswire.asking.fetch", killed)
        with pytest.raises(KeyboardInterrupt):
            run(warehouse, sources)
    assert booked(warehouse, "outcome", "reason") == [("begun", None)]
    site.reply("/lock", feed("Sluice"))
    assert run(warehouse, sources).new == 1
    [(interrupted, reason), (outcome, _)] = booked(warehouse, "outcome", "reason")
    assert (interrupted, outcome) == ("interrupted", "documents")
    assert reason.startswith("The fetch was interrupted: its process was killed")


def aged(warehouse: psycopg.Connection, by: dt.timedelta) -> None:
    """Let time pass since all fetches and runs."""
    warehouse.execute("UPDATE ledger.fetches SET asked_at = asked_at - %s", (by,))
    warehouse.execute("UPDATE ledger.runs SET fetched_at = fetched_at - %s", (by,))


def test_a_source_that_keeps_failing_is_asked_less_often_and_never_dropped(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    for hours in (8, 5):
        run(warehouse, sources)
        aged(warehouse, dt.timedelta(hours=hours))
    run(warehouse, sources)  # it has failed for 13 hours
    aged(warehouse, dt.timedelta(hours=6, minutes=29))
    fetching = fetch_source(warehouse, "lock", DAYS, NOW, sources)
    assert fetching.run_id is None
    assert fetching.note
    assert fetching.note.startswith("Source lock is not asked before ")
    assert "It has failed since " in fetching.note
    assert "answered 404 (Not Found)" in fetching.note
    assert "./newswire ingest --source lock --now asks it at once." in fetching.note
    assert booked(warehouse, "outcome", "requests")[-1] == ("skipped", 0)
    assert warehouse.execute(
        "SELECT outcome, is_up, skipped_until > now() FROM mart.source_state"
    ).fetchall() == [("refused", False, True)]
    aged(warehouse, dt.timedelta(minutes=2))
    assert isinstance(run(warehouse, sources), FetchRefused)


def test_a_skipped_source_is_asked_at_once_on_demand_and_at_a_new_address(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    for _ in range(2):
        run(warehouse, sources)
        aged(warehouse, dt.timedelta(hours=3))
    run(warehouse, sources)
    assert run(warehouse, sources) is None
    with pytest.raises(FetchRefused):
        fetch_source(warehouse, "lock", DAYS, NOW, sources, at_once=True)
    add_source(sources, "lock", site.url + "/mended")
    site.reply("/mended", feed("Sluice"))
    assert run(warehouse, sources).new == 1


def test_a_permanent_move_is_used_from_then_on(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    site.reply("/lock", status=301, Location="/new")
    site.reply("/new", feed("Sluice"))
    run(warehouse, sources)
    site.reply("/new", feed("Sluice", "Weir"))
    assert run(warehouse, sources).new == 1
    assert [path for path, _ in site.requests] == ["/lock", "/new", "/new"]
    assert warehouse.execute("SELECT moved_to FROM mart.source_state").fetchone() == (site.url + "/new",)
    # the file's new address counts
    add_source(sources, "lock", site.url + "/other")
    site.reply("/other", feed("Gate"))
    assert run(warehouse, sources).new == 1
    assert site.requests[-1][0] == "/other"
    assert warehouse.execute("SELECT moved_to FROM mart.source_state").fetchone() == (None,)


def test_a_move_to_an_unusable_answer_is_not_kept(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    site.reply("/lock", status=308, Location="/login")
    site.reply("/login", WALL)
    run(warehouse, sources)
    site.reply("/lock", feed("Sluice"))
    assert run(warehouse, sources).new == 1


def test_a_move_is_forgotten_if_the_new_address_fails(
    warehouse: psycopg.Connection, sources: Path, site: Site
) -> None:
    site.reply("/lock", status=301, Location="/new")
    site.reply("/new", feed("Sluice"))
    run(warehouse, sources)
    site.reply("/new", status=404)
    site.reply("/lock", feed("Sluice", "Weir"))
    assert isinstance(run(warehouse, sources), FetchRefused)
    assert run(warehouse, sources).new == 1
