"""The walk through a server's folders: hostile names, depth, and folders that cannot be listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from newswire.fetch import Fetched, FetchRefused, Interval
from newswire.fetch.listing import Entry, File, NoFolder, Unreadable
from newswire.fetch.remote import RemoteFolder, fetch_files

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())
AT = int(NOW.timestamp() - 60) * 10**9


@dataclass
class Memory:
    """A server whose listings a test writes; no real server sends such names."""

    folders: dict[str, list[Entry]]
    closed: set[str] = field(default_factory=set)

    def entries(self, folder: str) -> list[Entry]:
        if folder in self.closed:
            raise Unreadable("It denies the permission.")
        if folder not in self.folders:
            raise NoFolder
        return self.folders[folder]

    def read(self, file: File) -> bytes:
        return file.at.encode()

    def look(self, file: File) -> File:
        return file


def file(name: str, path: str) -> Entry:
    return Entry(name, False, len(path), AT)


def fetch(server: Memory, interval: Interval = TODAY, path: str = "/out") -> list[Fetched]:
    source = RemoteFolder(name="wire", kind="files", host="files.example", path=path)
    return list(fetch_files(source, server, {}, interval, NOW))


def test_names_with_a_path_or_without_a_letter_are_left_out() -> None:
    names = ["../a.xml", "/etc/passwd", "", ".", "..", "b.xml"]
    server = Memory({"/out": [file(name, f"/out/{name}") for name in names]})
    assert [one.document.path for one in fetch(server)] == ["b.xml"]


def test_a_circle_of_folders_ends() -> None:
    class Circle(Memory):
        def entries(self, folder: str) -> list[Entry]:
            return [Entry("around", True), file("a.xml", f"{folder}/a.xml")]

    found = fetch(Circle({}))
    assert len(found) == 33
    assert max(len(one.document.path) for one in found) == len("around/") * 32 + len("a.xml")


def test_a_folder_that_cannot_be_listed_does_not_stop_the_others() -> None:
    listing = {
        "/out": [Entry("closed", True), Entry("gone", True), Entry("open", True)],
        "/out/open": [file("a.xml", "/out/open/a.xml")],
    }
    server = Memory(listing, {"/out/closed"})
    found = {one.document.path: one.document.refused for one in fetch(server)}
    assert found == {"open/a.xml": None, "closed": "The folder cannot be listed. It denies the permission."}
    assert fetch(server, Interval.day(dt.date(2024, 5, 3))) == []
    with pytest.raises(
        FetchRefused, match=r"the folder /out cannot be listed. It denies the permission. Ask"
    ):
        fetch(Memory(listing, {"/out"}))


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ({"connection": "wire_files", "path": "/out"}, "wire_files: /out"),
        ({"host": "files.example"}, "files://files.example/"),
        ({"host": "files.example", "port": 7, "path": "out"}, "files://files.example:7/out"),
    ],
)
def test_the_place_of_a_source_is_as_its_file_names_it(keys: dict[str, object], place: str) -> None:
    assert RemoteFolder.model_validate({"name": "wire", "kind": "files", **keys}).place() == place
