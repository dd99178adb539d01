"""Drop folders: the choice of files, changed files, and errors of unreadable ones."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from newswire.fetch import Cursor, Fetched, FetchError, FetchFailed, FetchRefused, Interval
from newswire.fetch.kinds.folder import KIND, FolderSource
from newswire.model import too_large

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


def write(folder: Path, *names: str, at: dt.datetime = NOW - dt.timedelta(hours=1)) -> None:
    """Files that hold their own names, last changed at ``at``."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        os.utime(path, (at.timestamp(),) * 2)


def fetch(
    folder: Path, cursors: Mapping[str, Cursor] | None = None, interval: Interval = TODAY, **more: object
) -> list[Fetched]:
    """Fetch the folder's documents of an interval."""
    source = FolderSource.model_validate({"name": "wire", "kind": "folder", "path": folder, **more})
    return list(KIND.fetch(source, cursors or {}, interval, NOW))


def names(fetched: list[Fetched]) -> list[str]:
    return [one.document.path for one in fetched]


def moved(fetched: list[Fetched]) -> dict[str, Cursor]:
    """Return the cursors after the documents were stored."""
    return {one.cursor.locator: one.cursor for one in fetched}


def test_a_file_comes_with_its_bytes_its_place_and_the_time_of_the_fetch(folder: Path) -> None:
    write(folder, "a/b.xml")
    [one] = fetch(folder)
    assert (one.document.content, one.document.path, one.document.fetched_at) == (b"a/b.xml", "a/b.xml", NOW)
    assert (one.document.url, one.document.content_type, one.document.refused) == (None, None, None)


def test_files_come_oldest_first_then_by_name(folder: Path) -> None:
    write(folder, "c", "b")
    write(folder, "d", at=NOW - dt.timedelta(hours=2))
    assert names(fetch(folder)) == ["d", "b", "c"]


def test_a_file_is_read_again_only_when_its_size_or_its_time_has_changed(folder: Path) -> None:
    write(folder, "a", "b", "c")
    before = moved(fetch(folder))
    assert fetch(folder, before) == []
    write(folder, "b", at=NOW)
    (folder / "c").write_text("longer")
    os.utime(folder / "c", ns=(0, before["c"].mtime_ns or 0))
    assert names(fetch(folder, before)) == ["c", "b"]


@pytest.mark.parametrize(
    ("patterns", "taken"),
    [
        ({}, ["a.xml", "b.txt", "old/2023/c.xml", "old/d.xml", "sub/old/e.xml"]),
        ({"include": ["*.xml"]}, ["a.xml", "old/2023/c.xml", "old/d.xml", "sub/old/e.xml"]),
        ({"include": ["/*.xml"]}, ["a.xml"]),
        ({"include": ["old/*.xml"]}, ["old/d.xml"]),
        ({"include": ["old/**"]}, ["old/2023/c.xml", "old/d.xml"]),
        ({"include": ["*.txt", "/a.*"]}, ["a.xml", "b.txt"]),
        ({"exclude": ["*.xml"]}, ["b.txt"]),
        ({"exclude": ["old/**"]}, ["a.xml", "b.txt", "sub/old/e.xml"]),
        ({"exclude": ["old/"]}, ["a.xml", "b.txt"]),
        ({"include": ["*.xml"], "exclude": ["**/old/*.xml"]}, ["a.xml", "old/2023/c.xml"]),
        ({"include": ["*.sgm"]}, []),
    ],
)
def test_patterns_follow_the_rules_of_gitignore(
    folder: Path, patterns: dict[str, list[str]], taken: list[str]
) -> None:
    write(folder, "a.xml", "b.txt", "old/2023/c.xml", "old/d.xml", "sub/old/e.xml")
    assert names(fetch(folder, **patterns)) == taken


def test_hidden_files_and_special_files_are_not_read(folder: Path) -> None:
    write(folder, ".a.xml.part", ".git/config", "b/.c", "d")
    os.mkfifo(folder / "pipe")
    os.utime(folder / "pipe", (NOW.timestamp(),) * 2)
    (folder / "gone").symlink_to("nowhere")
    (folder / "link").symlink_to("d")
    assert names(fetch(folder)) == ["d", "link"]


def test_a_file_name_in_another_charset_is_read(folder: Path) -> None:
    path = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(b"latin-1")
    interval = Interval.day(dt.datetime.now(dt.UTC).date())
    [one] = fetch(folder, interval=interval)
    assert (one.document.path, one.document.content) == (r"caf\xe9.txt", b"latin-1")
    assert fetch(folder, moved([one]), interval) == []


def test_the_latest_interval_takes_late_files_and_a_past_one_its_own_days(folder: Path) -> None:
    day = dt.timedelta(days=1)
    for name, at in {"old": NOW - 9 * day, "past": NOW - 2 * day, "today": NOW, "ahead": NOW + day}.items():
        write(folder, name, at=at)
    assert names(fetch(folder)) == ["old", "past", "today"]
    assert names(fetch(folder, interval=Interval.day((NOW - day).date()))) == ["old", "past"]
    assert names(fetch(folder, interval=Interval.day((NOW - 2 * day).date()))) == ["past"]
    assert fetch(folder, interval=Interval.day((NOW - 3 * day).date())) == []


def remarked(folder: Path, interval: Interval = TODAY, date_in_path: str | None = "%Y-%m-%d") -> str | None:
    """Return the sentence with which a fetch ends."""
    source = FolderSource(name="wire", kind="folder", path=folder, date_in_path=date_in_path)
    arriving = KIND.fetch(source, {}, interval, NOW)
    while True:
        try:
            next(arriving)
        except StopIteration as end:
            return str(end.value) if end.value else None


def since(day: dt.date) -> Interval:
    """Today, for a source whose first run was on ``day``."""
    return replace(TODAY, since=Interval.day(day).start)


def test_the_days_before_the_first_run_of_a_dated_folder_wait_for_a_backfill(folder: Path) -> None:
    for day in range(1, 8):
        write(folder, f"2024-05-0{day}/x.xml")
    assert names(fetch(folder, date_in_path="%Y-%m-%d")) == ["2024-05-07/x.xml"]
    assert remarked(folder) == (
        "6 files of 2024-05-01 to 2024-05-06, before the source's first run, wait for "
        "./newswire backfill 2024-05-01 2024-05-06 --source wire."
    )
    past = Interval.day(dt.date(2024, 5, 2))
    assert names(fetch(folder, interval=past, date_in_path="%Y-%m-%d")) == ["2024-05-02/x.xml"]
    assert remarked(folder, past) is None


def test_a_late_file_of_a_day_since_the_first_run_is_taken(folder: Path) -> None:
    write(folder, "2024-05-03/archive.xml", "2024-05-04/late.xml", "2024-05-06/late.xml")
    from_the_fourth = since(dt.date(2024, 5, 4))
    assert names(fetch(folder, interval=from_the_fourth, date_in_path="%Y-%m-%d")) == [
        "2024-05-04/late.xml",
        "2024-05-06/late.xml",
    ]
    assert remarked(folder, from_the_fourth) == (
        "1 file of 2024-05-03, before the source's first run, waits for "
        "./newswire backfill 2024-05-03 2024-05-03 --source wire."
    )


def test_a_file_that_a_backfill_read_is_taken_again_once_it_changes(folder: Path) -> None:
    write(folder, "2024-05-02/x.xml")
    before = moved(fetch(folder, interval=Interval.day(dt.date(2024, 5, 2)), date_in_path="%Y-%m-%d"))
    assert fetch(folder, before, date_in_path="%Y-%m-%d") == []
    write(folder, "2024-05-02/x.xml", at=NOW)
    assert names(fetch(folder, before, date_in_path="%Y-%m-%d")) == ["2024-05-02/x.xml"]


@pytest.mark.parametrize(
    ("date_in_path", "present", "past"),
    [
        ("%Y-%m", "2024-05", "2024-04"),
        ("wire.%Y", "wire.2024", "wire.2023"),
        ("%d.%m.%y", "07.05.24", "30.04.24"),
    ],
)
def test_a_path_that_names_a_month_or_a_year_is_of_all_its_days(
    folder: Path, date_in_path: str, present: str, past: str
) -> None:
    write(folder, f"{present}/x.xml", f"{past}/x.xml")
    assert names(fetch(folder, date_in_path=date_in_path)) == [f"{present}/x.xml"]


def test_files_of_the_last_day_that_a_calendar_has_are_of_a_later_day(folder: Path) -> None:
    write(folder, "9999-12-31/x.xml")
    assert fetch(folder, date_in_path="%Y-%m-%d") == []
    assert remarked(folder) == "1 file of 9999-12-31 waits for the run of that day."


@pytest.mark.parametrize("date_in_path", [None, "%Y-%m-%d"])
def test_a_run_of_yesterday_names_the_files_of_today(folder: Path, date_in_path: str | None) -> None:
    write(folder, "x.xml", "y.xml")
    yesterday = Interval.day(NOW.date() - dt.timedelta(days=1))
    assert fetch(folder, interval=yesterday, date_in_path=date_in_path) == []
    assert remarked(folder, yesterday, date_in_path) == "2 files of 2024-05-07 wait for the run of that day."


@pytest.mark.parametrize(
    ("date_in_path", "path", "day"),
    [
        ("%Y/%m/%d", "1987/02/26/x.sgm", dt.date(1987, 2, 26)),
        ("%Y%m%d", "wire-19870226-0001.xml", dt.date(1987, 2, 26)),
        ("%Y%m%d", "99999999-20240229.xml", dt.date(2024, 2, 29)),
        ("%d.%m.%y", "26.02.87.txt", dt.date(1987, 2, 26)),
        ("%d.%m.%y", "26.02.68.txt", dt.date(2068, 2, 26)),
        ("%Y-%m", "1987-02/x.txt", dt.date(1987, 2, 1)),
        ("wire.%Y", "wire.1987/x.txt", dt.date(1987, 1, 1)),
        ("%Y/%m/%d", "notes/x.txt", NOW.date()),
        ("%Y/%m/%d", "1987/02/31/x.txt", NOW.date()),
    ],
)
def test_the_day_is_read_from_the_path_if_the_source_gives_its_form(
    folder: Path, date_in_path: str, path: str, day: dt.date
) -> None:
    write(folder, path)
    long_after = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    for asked, taken in {day: [path], day - dt.timedelta(days=1): [], day + dt.timedelta(days=1): []}.items():
        source = FolderSource(name="wire", kind="folder", path=folder, date_in_path=date_in_path)
        assert names(list(KIND.fetch(source, {}, Interval.day(asked), long_after))) == taken


def test_a_file_that_is_too_large_is_refused_and_taken_once_more_is_allowed(folder: Path) -> None:
    write(folder, "small", "large-one")
    large, small = fetch(folder, max_bytes=5)
    assert (small.document.content, small.document.refused) == (b"small", None)
    assert large.document.content == b""
    assert large.document.refused == too_large(9, 5)  # and nothing of it was read
    assert names(fetch(folder, moved([large, small]), max_bytes=9)) == ["large-one"]


def test_a_file_that_cannot_be_read_is_refused_with_the_reason_and_tried_again(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    write(folder, "good")
    refused, good = fetch(folder)
    assert refused.document.refused == "The file cannot be read: Too many levels of symbolic links."
    assert good.document.content == b"good"
    before = moved([refused, good])
    assert names(fetch(folder, before)) == ["loop"]
    (folder / "loop").unlink()
    write(folder, "loop")
    [mended] = fetch(folder, before)
    assert mended.document.content == b"loop"


def test_a_file_that_is_removed_during_the_fetch_is_skipped(folder: Path) -> None:
    write(folder, "a", "b", "c")
    source = FolderSource(name="wire", kind="folder", path=folder)
    arriving = KIND.fetch(source, {}, TODAY, NOW)
    assert next(arriving).document.path == "a"
    (folder / "b").unlink()
    assert names(list(arriving)) == ["c"]


@contextmanager
def unprivileged() -> Iterator[None]:
    """Run the test as a user that file modes restrict: root becomes nobody meanwhile."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that everybody can enter."""
    path = Path(tempfile.mkdtemp(prefix="newswire-test-"))
    path.chmod(0o755)
    yield path
    for folder, _, _ in os.walk(path):
        Path(folder).chmod(0o755)
    shutil.rmtree(path)


def test_an_unreadable_file_or_subfolder_does_not_stop_the_others(reachable: Path) -> None:
    write(reachable, "a", "closed/b", "listed/c", "open/d", "secret")
    (reachable / "secret").chmod(0)
    (reachable / "listed").chmod(0o444)
    (reachable / "closed").chmod(0o111)
    with unprivileged():
        found = {one.document.path: one for one in fetch(reachable)}
        past = fetch(reachable, interval=Interval.day(dt.date(2024, 5, 3)))
    assert {path: one.document.refused for path, one in found.items()} == {
        "a": None,
        "open/d": None,
        "secret": "The file cannot be read: Permission denied.",
        "listed/c": "The file cannot be read: Permission denied.",
        "closed": "The folder cannot be listed: Permission denied.",
    }
    assert past == [], "when a folder that cannot be listed was filled nobody knows"
    (reachable / "secret").chmod(0o644)
    (reachable / "listed").chmod(0o755)
    (reachable / "closed").chmod(0o755)
    with unprivileged():
        assert names(fetch(reachable, moved(list(found.values())))) == ["closed/b", "listed/c", "secret"]


def test_the_error_for_an_unlistable_folder_names_the_remedy(reachable: Path) -> None:
    reachable.chmod(0o111)
    with unprivileged(), pytest.raises(FetchError) as caught:
        fetch(reachable)
    assert str(caught.value) == (
        f"The folder {reachable} of source wire cannot be listed (Permission denied). "
        "Make it readable, or correct path in sources/wire.toml."
    )
    assert isinstance(caught.value, FetchFailed)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("none", "does not exist. Make it, or"),
        ("file/none", "does not exist. Make it, or"),
        ("file", "is a file. Name its folder, or"),
    ],
)
def test_the_error_for_a_missing_folder_names_the_remedy(folder: Path, path: str, said: str) -> None:
    write(folder, "file")
    with pytest.raises(FetchError) as caught:
        fetch(folder / path)
    assert str(caught.value) == (
        f"The folder {folder / path} of source wire {said} correct path in sources/wire.toml."
    )
    assert isinstance(caught.value, FetchRefused)
