"""An open mail folder: pages of numbers, messages that are gone, and names of folders."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from newswire.fetch.credentials import Login
from newswire.fetch.listing import File
from newswire.fetch.transport.files import imap
from newswire.fetch.transport.files.dial import Endpoint
from newswire.fetch.transport.files.imap import opened
from tests.support.certificates import certificates
from tests.support.imap_server import USER, WORD, serving_imap

AT = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)


def test_messages_are_found_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificates(tmp_path)
    made.trust(monkeypatch)
    monkeypatch.setattr(imap, "_SEARCHED", 103)
    monkeypatch.setattr(imap, "_AT_ONCE", 2)
    with serving_imap(made.server, made.authority) as site:
        for number in range(5):
            site.put(b"Subject: %d\r\n\r\n%d\r\n" % (number, number), AT)
        endpoint = Endpoint("wire", "127.0.0.1", site.port, 5)
        with opened(endpoint, Login(None, None, USER, WORD), "implicit", "INBOX") as mailbox:
            found = list(mailbox.messages(set(), None, None))
            assert [file.at for file in found] == ["101", "102", "103", "104", "105"]
            assert {file.mtime_ns for file in found} == {int(AT.timestamp()) * 10**9}
            known = {file.locator for file in found[:4]}
            assert list(mailbox.messages(known, None, None)) == found[4:]
            assert mailbox.read(found[4], 100) == b"Subject: 4\r\n\r\n4\r\n"
            assert mailbox.read(File("gone", "999"), 100) is None


@pytest.mark.parametrize(
    ("folder", "quoted"),
    [
        ("INBOX", '"INBOX"'),
        ('Wire "north"\\x', '"Wire \\"north\\"\\\\x"'),
        ("A & B", '"A &- B"'),
        ("Entwürfe/日本語", '"Entw&APw-rfe/&ZeVnLIqe-"'),
    ],
)
def test_a_folder_has_its_name_in_modified_utf_7(folder: str, quoted: str) -> None:
    assert imap._quoted(folder) == quoted


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        (b'1 (UID 5 INTERNALDATE " 7-May-2024 14:00:00 +0200")', int(AT.timestamp())),
        (b'1 (INTERNALDATE "07-MAY-2024 07:00:00 -0500" UID 5)', int(AT.timestamp())),
        (b'1 (UID 5 INTERNALDATE "31-Feb-2024 07:00:00 -0500")', None),
        (b"1 (UID 5)", None),
    ],
)
def test_the_time_of_arrival_has_any_zone(line: bytes, seconds: int | None) -> None:
    assert imap._seconds(line) == seconds
