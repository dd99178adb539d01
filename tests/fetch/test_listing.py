"""Listings of files: names and files that are still being written, and files without a size or a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from newswire.fetch import Cursor, Fetched, FetchFailed, HostWaits, Interval
from newswire.fetch.listing import Choice, File, Listed, Unreadable, bring, choose, is_wanted

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())
HOUR_AGO = int((NOW - dt.timedelta(hours=1)).timestamp()) * 10**9
WIRE = Listed(name="wire", kind="files")


def file(name: str, **state: object) -> File:
    return replace(File(name, "/out/" + name, size=len(name), mtime_ns=HOUR_AGO), **state)


def brought(
    files: list[File],
    read: Callable[[File], bytes | None] = lambda one: one.locator.encode(),
    look: Callable[[File], File | None] = lambda one: one,
) -> tuple[list[Fetched], str | None]:
    """Return the documents of files, and the sentence at the end."""
    arriving = bring(WIRE, Choice(files), NOW, read, look)
    found: list[Fetched] = []
    while True:
        try:
            found.append(next(arriving))
        except StopIteration as end:
            return found, end.value


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.xml", True),
        ("day/a.xml", True),
        ("part", True),
        ("a.xml.part", False),
        ("day/A.XML.TMP", False),
        ("a.xml.filepart", False),
        (".a.xml", False),
        (".day/a.xml", True),  # kinds leave hidden folders out while they walk
    ],
)
def test_names_of_unfinished_and_hidden_files_are_not_wanted(name: str, wanted: bool) -> None:
    assert is_wanted(WIRE, name) is wanted


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_run() -> None:
    grows = file("grows")
    found, remark = brought(
        [file("a"), grows], look=lambda one: replace(one, size=9) if one == grows else one
    )
    assert [one.document.path for one in found] == ["a"]
    assert remark == "1 file was still being written; the next run takes it."


@pytest.mark.parametrize("bytes_read", [b"gro", b"grows on"])
def test_a_file_that_has_another_size_than_listed_waits_for_the_next_run(bytes_read: bytes) -> None:
    assert brought([file("grows")], read=lambda _: bytes_read) == (
        [],
        "1 file was still being written; the next run takes it.",
    )


def test_a_file_that_vanishes_or_is_replaced_after_the_listing_is_left_out() -> None:
    assert brought([file("a"), file("b")], read=lambda _: None) == ([], None)
    found, remark = brought([file("a"), file("b")], look=lambda _: None)
    assert (found, remark) == ([], "2 files were still being written; the next run takes them.")


def test_a_file_that_cannot_be_read_is_refused_without_state() -> None:
    def read(_: File) -> bytes:
        raise Unreadable("The server refuses it.")

    [one], _ = brought([file("a")], read=read)
    assert one.document.refused == "The server refuses it."
    assert one.cursor == Cursor("a")


def test_a_file_whose_transfer_breaks_off_is_noted_and_comes_last_from_then_on() -> None:
    def read(_: File) -> bytes:
        raise FetchFailed("The connection was lost.")

    arriving = bring(WIRE, Choice([file("a")]), NOW, read, lambda one: one)
    noted = next(arriving)
    with pytest.raises(FetchFailed):
        next(arriving)
    assert (noted.kept, noted.cursor) == (False, Cursor("a"))
    files = [file("a"), file("b"), file("c")]
    assert [one.locator for one in choose(WIRE, files, {"a": noted.cursor}, TODAY, NOW).taken] == list("bca")


def test_a_host_that_waits_says_nothing_about_a_file() -> None:
    def read(_: File) -> bytes:
        raise HostWaits("The host waits.")

    with pytest.raises(HostWaits):
        list(bring(WIRE, Choice([file("a")]), NOW, read, lambda one: one))


@pytest.mark.parametrize(
    ("state", "known"),
    [
        ({}, True),
        ({"size": 2}, False),
        ({"mtime_ns": 1}, False),
        ({"etag": '"2"'}, False),
        ({"size": None, "mtime_ns": None}, False),
    ],
)
def test_a_file_is_known_in_the_state_of_its_cursor(state: dict[str, object], known: bool) -> None:
    assert file("a", **state).is_known({"a": file("a").cursor()}) is known


def test_a_file_without_size_and_tag_is_read_in_each_run() -> None:
    nothing_known = File("a", "/out/a")
    assert choose(WIRE, [nothing_known], {"a": nothing_known.cursor()}, TODAY, NOW).taken == [nothing_known]


def test_the_days_of_a_folder_outweigh_the_time_of_a_file() -> None:
    first = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    dated = file("a", days=(first, first + dt.timedelta(days=1)))
    assert choose(WIRE, [dated], {}, Interval.day(first.date()), NOW).taken == [dated]
