"""An open FTP connection: listings by both ways, states of files, and files that are gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newswire.fetch.credentials import Login
from newswire.fetch.listing import Entry, File, NoFolder
from newswire.fetch.transport.files.dial import Endpoint
from newswire.fetch.transport.files.ftp import opened
from tests.support.ftp_server import USER, WORD, serving_ftp

AT = 1_715_090_400
"""2024-05-07 14:00 UTC."""


@pytest.mark.parametrize("without", [(), ("MLSD", "MLST"), ("MLSD", "MLST", "MDTM")])
def test_a_connection_lists_reads_and_looks(tmp_path: Path, without: tuple[str, ...]) -> None:
    (tmp_path / "day" / "night").mkdir(parents=True)
    (tmp_path / "day" / "a.xml").write_text("<a/>")
    os.utime(tmp_path / "day" / "a.xml", (AT, AT))
    mtime = None if "MDTM" in without else AT * 10**9
    with (
        serving_ftp(tmp_path, without=without) as site,
        opened(Endpoint("wire", "127.0.0.1", site.port, 5), Login(None, None, USER, WORD), None) as server,
    ):
        found = {one.name: one for one in server.entries("/day")}
        assert found["a.xml"] == Entry("a.xml", False, 4, mtime)
        assert found["night"].is_folder
        assert server.entries("/day/night") == []
        file = File("a.xml", "/day/a.xml", 4, mtime)
        assert server.read(file) == b"<a/>"
        assert server.look(file) == file
        assert server.read(File("a.xml", "/day/a.xml", 2, mtime)) == b"<a/>", "more than listed is seen"
        gone = File("gone", "/day/gone", 4, mtime)
        assert server.read(gone) is None
        assert server.look(gone) is None
        with pytest.raises(NoFolder):
            server.entries("/dusk")
        assert server.read(file) == b"<a/>", "an error leaves the connection usable"
