"""Archives: members as documents, from a folder and from a server, and the state of an archive."""

from __future__ import annotations

import base64
import datetime as dt
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchFailed, FetchRefused, Interval, NotAnswerable, NotModified
from newswire.fetch.kinds.archive import KIND, ArchiveSource
from newswire.model import Reason
from tests.support import fetching
from tests.support.archives import tarred, zipped
from tests.support.fetching import moved, paths, remarked
from tests.support.killing import check_kill
from tests.support.stories import ninjs

if TYPE_CHECKING:
    from tests.fetch.conftest import Site

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TODAY = Interval.day(NOW.date())
THREE = {"a.xml": b"<a/>", "b.xml": b"<b/>", "c.xml": b"<c/>"}


def source(**keys: object) -> ArchiveSource:
    return ArchiveSource.model_validate({"name": "wire", "kind": "archive", **keys})


def fetch(
    one: ArchiveSource, cursors: Mapping[str, Cursor] | None = None, interval: Interval = TODAY
) -> list[Fetched]:
    return list(KIND.fetch(one, cursors or {}, interval, NOW))


def kept(
    one: ArchiveSource, cursors: Mapping[str, Cursor] | None = None, interval: Interval = TODAY
) -> list[Fetched]:
    """Return the documents of a fetch, without the states of archives."""
    return [found for found in fetch(one, cursors, interval) if found.kept]


def said(one: ArchiveSource, interval: Interval = TODAY) -> str | None:
    return remarked(KIND.fetch(one, {}, interval, NOW))


def put(folder: Path, name: str, content: bytes, at: dt.datetime = NOW - dt.timedelta(hours=1)) -> None:
    fetching.put(folder, name, at=at, content=content)


def test_contract(tmp_path: Path, site: Site) -> None:
    put(tmp_path, "a.zip", zipped(THREE))
    check_source_kind(KIND, {"name": "wire", "kind": "archive", "path": tmp_path})
    site.reply("/a.zip", zipped(THREE))
    check_source_kind(KIND, {"name": "wire", "kind": "archive", "url": site.url + "/a.zip"})


def test_each_member_is_a_document(tmp_path: Path) -> None:
    put(tmp_path, "2024/a.zip", zipped(THREE))
    put(tmp_path, "notes.txt", b"no archive")
    found = kept(source(path=tmp_path))
    assert [(one.document.path, one.document.content) for one in found] == [
        ("2024/a.zip!a.xml", b"<a/>"),
        ("2024/a.zip!b.xml", b"<b/>"),
        ("2024/a.zip!c.xml", b"<c/>"),
    ]
    assert {one.document.fetched_at for one in found} == {NOW}


def test_members_are_chosen_by_patterns(tmp_path: Path) -> None:
    put(tmp_path, "a.tgz", tarred(THREE))
    put(tmp_path, "old/b.tgz", tarred(THREE))
    assert paths(fetch(source(path=tmp_path, members=["b.*"], exclude=["old/"]))) == ["a.tgz!b.xml"]


def test_an_archive_is_read_again_only_when_it_has_changed(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zipped(THREE))
    one = source(path=tmp_path)
    cursors = moved(fetch(one))
    assert fetch(one, cursors) == []
    put(tmp_path, "a.zip", zipped({**THREE, "b.xml": b"<b>2</b>", "d.xml": b"<d/>"}), NOW)
    again = fetch(one, cursors)
    assert paths(again) == ["a.zip!b.xml", "a.zip!d.xml"]
    assert fetch(one, cursors | moved(again)) == []


@pytest.mark.parametrize("stored", [0, 1, 2, 3])
def test_a_run_that_ends_between_members_is_taken_up(tmp_path: Path, site: Site, stored: int) -> None:
    put(tmp_path, "a.zip", zipped(THREE))
    site.replies["/a.zip"] = lambda headers: (
        site.replies["/304"] if "if-none-match" in headers else site.replies["/200"]
    )
    site.reply("/200", zipped(THREE), ETag='"1"')
    site.reply("/304", status=304)
    for one in (source(path=tmp_path), source(url=site.url + "/a.zip")):
        whole = fetch(one)
        rest = fetch(one, moved(whole[:stored]))
        assert paths(rest) == paths(whole[stored:])


def test_the_days_of_archives_follow_the_rules_of_folders(tmp_path: Path) -> None:
    for day in (5, 6, 7):
        put(tmp_path, f"wire-2024-05-0{day}.zip", zipped(THREE))
    dated = source(path=tmp_path, date_in_path="{year}-{month}-{day}", members=["a.xml"])
    assert paths(fetch(dated)) == ["wire-2024-05-07.zip!a.xml"]
    assert "2 files of 2024-05-05 to 2024-05-06" in (said(dated) or "")
    past = Interval.day(dt.date(2024, 5, 5))
    assert paths(fetch(dated, interval=past)) == ["wire-2024-05-05.zip!a.xml"]


def test_a_damaged_archive_is_refused_and_tried_again_and_stops_no_other(tmp_path: Path) -> None:
    put(tmp_path, "a.tar.gz", tarred(THREE)[:-9])
    put(tmp_path, "b.zip", zipped({"b.xml": b"<b/>"}))
    one = source(path=tmp_path)
    damaged, sound = kept(one)
    assert damaged.document.path == "a.tar.gz"
    assert damaged.document.refused == (
        "The archive is not taken: it is damaged or cut (EOFError: Compressed file ended before the "
        "end-of-stream marker was reached)."
    )
    assert sound.document.path == "b.zip!b.xml"
    cursors = moved([damaged, sound])
    assert paths(fetch(one, cursors)) == ["a.tar.gz"]
    put(tmp_path, "a.tar.gz", tarred(THREE))
    assert paths(fetch(one, cursors)) == [f"a.tar.gz!{name}" for name in THREE]


def test_a_refused_member_does_not_cost_its_archive_in_each_run(tmp_path: Path, site: Site) -> None:
    damaged = zipped({"a.xml": b"<a/>", "b.xml": b"<b/><b/>"}, zipfile.ZIP_STORED).replace(b"/><b", b"/><c")
    put(tmp_path, "a.zip", damaged)
    site.reply("/a.zip", damaged)
    for one in (source(path=tmp_path), source(url=site.url + "/a.zip")):
        found = fetch(one)
        assert [bool(each.document.refused) for each in found if each.kept] == [False, True]
        cursors = moved(found)
        if one.path:
            assert fetch(one, cursors) == []
        else:
            with pytest.raises(NotModified):
                fetch(one, cursors)
        mended = zipped({"a.xml": b"<a/>", "b.xml": b"<b/><b/>"}, zipfile.ZIP_STORED)
        put(tmp_path, "a.zip", mended, NOW)
        site.reply("/a.zip", mended)
        assert [path.rpartition("!")[2] for path in paths(fetch(one, cursors))] == ["b.xml"]
        put(tmp_path, "a.zip", damaged)
        site.reply("/a.zip", damaged)


@pytest.mark.parametrize("large", ["a.xml", "b.xml"])
def test_a_member_that_was_too_large_comes_once_max_bytes_takes_it(
    tmp_path: Path, site: Site, large: str
) -> None:
    content = zipped({**{"a.xml": b"<a/>", "b.xml": b"<b/>"}, large: b"<large/>"})
    put(tmp_path, "a.zip", content)
    site.replies["/a.zip"] = lambda headers: site.replies["/304" if "if-none-match" in headers else "/200"]
    site.reply("/200", content, ETag='"1"')
    site.reply("/304", status=304)
    for place in ({"path": tmp_path}, {"url": site.url + "/a.zip"}):
        found = fetch(source(max_bytes=5, **place))
        [refused] = [one.document for one in found if one.document.refused]
        assert refused.refused == "The member has 8 bytes; the source takes up to 5 (max_bytes)."
        assert (refused.refusal, refused.path.rpartition("!")[2]) == (Reason.TOO_LARGE, large)
        for most in (5, 7):
            if "path" in place:
                assert fetch(source(max_bytes=most, **place), moved(found)) == []
            else:
                with pytest.raises(NotModified):
                    fetch(source(max_bytes=most, **place), moved(found))
        again = fetch(source(max_bytes=8, **place), moved(found))
        assert [path.rpartition("!")[2] for path in paths(again)] == [large]
        assert again[0].document.content == b"<large/>"


def test_the_state_that_earlier_versions_kept_with_the_last_member_holds(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zipped(THREE))
    one = source(path=tmp_path)
    *rest, last, state = fetch(one)
    earlier = moved([*rest, replace(last, cursor=replace(state.cursor, locator=last.cursor.locator))])
    assert fetch(one, earlier) == []


def test_an_archive_that_is_too_large_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zipped(THREE))
    [one] = kept(source(path=tmp_path, max_archive_bytes=100))
    assert one.document.refused is not None
    assert "source wire takes up to 100 (max_archive_bytes)" in one.document.refused


def test_an_archive_whose_name_has_the_mark_of_members_keeps_its_state(tmp_path: Path) -> None:
    put(tmp_path, "a!b.zip", zipped(THREE))
    one = source(path=tmp_path)
    found = fetch(one)
    assert paths(found)[0] == "a%21b.zip!a.xml"
    assert fetch(one, moved(found)) == []


def dated(site: Site, **keys: object) -> ArchiveSource:
    return source(url=site.url + "/{year}/{month}/wire-{day}.zip", **keys)


def test_an_address_with_placeholders_is_asked_for_the_days_of_the_interval(site: Site) -> None:
    for day in (2, 7):
        site.reply(f"/2024/05/wire-0{day}.zip", zipped({"a.xml": b"%d" % day}))
    [one] = kept(dated(site))
    assert (one.document.path, one.document.content) == (f"{site.url}/2024/05/wire-07.zip!a.xml", b"7")
    assert one.http_status == 200
    [past] = kept(dated(site), interval=Interval.day(dt.date(2024, 5, 2)))
    assert past.document.content == b"2"
    assert [path for path, _ in site.requests] == ["/2024/05/wire-07.zip", "/2024/05/wire-02.zip"]


def test_late_archives_are_asked_for_since_the_first_run(site: Site) -> None:
    site.reply("/2024/05/wire-05.zip", zipped({"a.xml": b"5"}))
    running = replace(TODAY, since=TODAY.start - 2 * DAY)
    assert [one.document.content for one in kept(dated(site), interval=running)] == [b"5"]
    assert [path for path, _ in site.requests] == [f"/2024/05/wire-0{day}.zip" for day in (5, 6, 7)]
    arriving = KIND.fetch(dated(site), {}, running, NOW)
    list(arriving)
    assert said(dated(site), running) == (
        f"There is no {site.url}/2024/05/wire-06.zip, {site.url}/2024/05/wire-07.zip."
    )


def test_a_day_without_an_archive_has_no_answer(site: Site) -> None:
    with pytest.raises(NotAnswerable, match=r"wire has no archive .*/2024/05/wire-07.zip"):
        fetch(dated(site))
    with pytest.raises(NotAnswerable, match=r"wire has no archive .*/2024/05/wire-01.zip"):
        fetch(dated(site), interval=Interval.day(dt.date(2024, 5, 1)))


def test_several_days_without_an_archive_are_an_error_of_the_address(site: Site) -> None:
    with pytest.raises(
        FetchRefused, match=r"none of the 4 latest archives.*Correct url in sources/wire.toml"
    ):
        fetch(dated(site), interval=replace(TODAY, since=TODAY.start - 9 * DAY))


def test_an_address_without_a_date_has_only_the_present(site: Site) -> None:
    site.reply("/a.zip", zipped(THREE))
    one = source(url=site.url + "/a.zip")
    assert len(kept(one)) == 3
    with pytest.raises(NotAnswerable, match="without a date in its url"):
        fetch(one, interval=Interval.day(dt.date(2024, 5, 1)))


@pytest.mark.parametrize(
    ("sent", "header"),
    [
        ({"ETag": '"1"'}, "if-none-match"),
        ({"Last_Modified": "Tue, 07 May 2024 14:00:00 GMT"}, "if-modified-since"),
    ],
)
def test_the_validators_of_an_archive_are_sent_back(site: Site, sent: dict[str, str], header: str) -> None:
    site.reply("/a.zip", zipped(THREE), **sent)
    one = source(url=site.url + "/a.zip")
    cursors = moved(fetch(one))
    site.reply("/a.zip", status=304)
    with pytest.raises(NotModified, match="wire has nothing new"):
        fetch(one, cursors)
    assert site.headers_of("/a.zip")[header] == next(iter(sent.values()))


def test_without_validators_the_bytes_are_compared(site: Site) -> None:
    site.reply("/a.zip", zipped(THREE))
    one = source(url=site.url + "/a.zip")
    cursors = moved(fetch(one))
    with pytest.raises(NotModified):
        fetch(one, cursors)
    assert "if-none-match" not in site.headers_of("/a.zip")
    site.reply("/a.zip", zipped({**THREE, "a.xml": b"<a>2</a>"}))
    assert paths(fetch(one, cursors))[0].endswith("!a.xml")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (zipped(THREE)[:-30], "it is damaged or cut"),
        (
            b"<!doctype html><title>Sign in</title>",
            "it is no zip and no tar: it begins with b'<!doctype html>",
        ),
        (b"", "it is empty"),
    ],
)
def test_a_damaged_archive_of_a_server_is_an_error_after_the_other_days(
    site: Site, content: bytes, cause: str
) -> None:
    site.reply("/2024/05/wire-06.zip", content, ETag='"1"')
    site.reply("/2024/05/wire-07.zip", zipped(THREE))
    arriving = KIND.fetch(dated(site), {}, replace(TODAY, since=TODAY.start - DAY), NOW)
    brought = [next(arriving) for _ in range(4)]
    with pytest.raises(FetchFailed, match=cause) as caught:
        next(arriving)
    assert "Source wire: an archive is not taken: " in str(caught.value)
    assert {one.document.path.partition("!")[0] for one in brought} == {f"{site.url}/2024/05/wire-07.zip"}


def test_another_failure_of_a_server_is_an_error(site: Site) -> None:
    site.reply("/2024/05/wire-07.zip", status=500)
    with pytest.raises(FetchFailed, match="500"):
        fetch(dated(site))
    with pytest.raises(FetchRefused, match="404"):
        fetch(source(url=site.url + "/a.zip"))


def test_user_and_password_come_from_a_connection_and_stand_nowhere(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv("AIRFLOW_CONN_WIRE", "https://reader:hunt%2Fer2@elsewhere.example")
    site.reply("/a.zip", zipped(THREE))
    found = fetch(source(url=site.url + "/a.zip", connection="wire"))
    sent = base64.b64decode(site.headers_of("/a.zip")["authorization"].removeprefix("Basic "))
    assert sent == b"reader:hunt/er2"
    site.reply("/a.zip", status=401)
    with pytest.raises(FetchRefused) as caught:
        fetch(source(url=site.url + "/a.zip", connection="wire"))
    shown = f"{found} {caught.value} {caplog.text}"
    assert "hunt" not in shown
    assert "reader" not in shown


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({}, "either path"),
        ({"path": "/data", "url": "https://wire.example/a.zip"}, "either path"),
        ({"path": "/data", "connection": "wire"}, "connection belongs to url"),
        ({"path": "/data", "pause": 5}, "pause belongs to url"),
        ({"url": "https://wire.example/a.zip", "date_in_path": "%Y"}, "date_in_path belongs to path"),
        ({"url": "https://wire.example/{date}.zip"}, "no placeholder"),
        ({"url": "ftp://wire.example/a.zip"}, "match pattern"),
    ],
)
def test_wrong_keys_are_named(keys: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError, match=error):
        source(**keys)


@pytest.mark.parametrize("at", [1, 2, 4])
@pytest.mark.parametrize("place", ["folder", "server"])
def test_a_kill_in_the_middle_loses_nothing_and_brings_nothing_twice(
    warehouse: psycopg.Connection, warehouse_url: str, tmp_path: Path, site: Site, place: str, at: int
) -> None:
    stories = {
        f"{n}.json": json.dumps(ninjs(f"urn:pier:{n}", headline=f"Pier {n}")).encode() for n in range(5)
    }
    put(tmp_path / "data", "a.zip", zipped(stories), dt.datetime.now(dt.UTC) - dt.timedelta(hours=30))
    site.reply("/200", zipped(stories), ETag='"1"')
    site.reply("/304", status=304)
    site.replies["/a.zip"] = lambda headers: site.replies["/304" if "if-none-match" in headers else "/200"]
    where = {"path": str(tmp_path / "data")} if place == "folder" else {"url": site.url + "/a.zip"}
    keys = {"name": "wire", "kind": "archive", "provider": "harbour-press", **where}
    (tmp_path / "wire.toml").write_text("".join(f"{key} = {json.dumps(keys[key])}\n" for key in keys))
    check_kill(warehouse, warehouse_url, tmp_path, "wire", documents=5, at=at)
