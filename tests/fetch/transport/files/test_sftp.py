"""An open SFTP connection: listings, files that are gone, and the end of the connection."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.fetch import FetchFailed
from newswire.fetch.credentials import Login
from newswire.fetch.listing import Entry, File, NoFolder
from newswire.fetch.transport.files.dial import Endpoint
from newswire.fetch.transport.files.sftp import opened
from tests.support.sftp_server import USER, WORD, serving_sftp


def test_a_connection_lists_reads_and_looks(tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "a.xml").write_text("<a/>")
    (tmp_path / "day" / "empty").touch()
    with serving_sftp(tmp_path) as site:
        login = Login("127.0.0.1", site.port, USER, WORD)
        endpoint = Endpoint("wire", "127.0.0.1", site.port, 5)
        with opened(endpoint, login, (site.fingerprint,)) as server:
            [folder] = server.entries("/")
            assert (folder.name, folder.is_folder) == ("day", True)
            found = {one.name: one for one in server.entries("/day")}
            mtime = int((tmp_path / "day" / "a.xml").stat().st_mtime) * 10**9
            assert found["a.xml"] == Entry("a.xml", False, 4, mtime)
            file = File("a.xml", "/day/a.xml", 4, mtime)
            assert server.read(file) == b"<a/>"
            assert server.look(file) == file
            assert server.read(File("empty", "/day/empty", 0)) == b""
            assert server.read(File("a.xml", "/day/a.xml")) == b"<a/>"
            gone = File("gone", "/day/gone", 4, mtime)
            assert server.read(gone) is None
            assert server.look(gone) is None
            with pytest.raises(NoFolder):
                server.entries("/night")


def test_a_server_that_goes_away_is_an_error_of_now(tmp_path: Path) -> None:
    with serving_sftp(tmp_path) as site:
        login = Login("127.0.0.1", site.port, USER, WORD)
        (tmp_path / "a").touch()
        site.on_read = lambda _, channel: channel.get_connection().abort()
        with opened(Endpoint("wire", "127.0.0.1", site.port, 5), login, (site.fingerprint,)) as server:
            for _ in range(2):
                with pytest.raises(FetchFailed, match="was lost"):
                    server.read(File("a", "/a", 0))
