"""SFTP: files of a real server, host keys, logins, and failures with their sentences."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import asyncssh
import psycopg
import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchError, FetchFailed, FetchRefused, Interval, NotAnswerable
from newswire.fetch.kinds.sftp import KIND, SftpSource
from newswire.model import Reason, too_large
from tests.support import fetching
from tests.support.fetching import moved, paths, remarked
from tests.support.killing import check_kill
from tests.support.resolving import resolve_to_loopback
from tests.support.sftp_server import USER, WORD, SftpSite, host_key, nothing, serving_sftp
from tests.support.stories import ninjs
from tests.support.turns import check_turn

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TODAY = Interval.day(NOW.date())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SftpSite]:
    (tmp_path / "served" / "out").mkdir(parents=True)
    with serving_sftp(tmp_path / "served") as here:
        connect(monkeypatch, here.uri(known_hosts=here.known_hosts))
        yield here


def connect(monkeypatch: pytest.MonkeyPatch, connection: dict[str, object]) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRE_FILES", json.dumps(connection))


def put(site: SftpSite, *names: str, at: dt.datetime = NOW - dt.timedelta(hours=1)) -> None:
    fetching.put(site.folder / "out", *names, at=at)


def source(**keys: object) -> SftpSource:
    table = {"name": "wire", "kind": "sftp", "connection": "wire_files", "path": "/out", "timeout": 5, **keys}
    return SftpSource.model_validate(table)


def fetch(
    cursors: Mapping[str, Cursor] | None = None, interval: Interval = TODAY, **keys: object
) -> list[Fetched]:
    return list(KIND.fetch(source(**keys), cursors or {}, interval, NOW))


def test_contract(site: SftpSite) -> None:
    put(site, "a.xml", at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=30))
    check_source_kind(KIND, {"name": "wire", "kind": "sftp", "connection": "wire_files", "path": "/out"})


def test_files_come_with_their_bytes_oldest_first_and_once(site: SftpSite) -> None:
    put(site, "b.xml", "day/a.xml")
    put(site, "old.xml", at=NOW - 2 * DAY)
    found = fetch()
    assert [(one.document.path, one.document.content) for one in found] == [
        ("old.xml", b"old.xml"),
        ("b.xml", b"b.xml"),
        ("day/a.xml", b"day/a.xml"),
    ]
    assert {one.document.fetched_at for one in found} == {NOW}
    cursors = moved(found)
    assert fetch(cursors) == []
    put(site, "b.xml", at=NOW)
    assert paths(fetch(cursors)) == ["b.xml"]


def test_patterns_hidden_and_unfinished_files_and_links(site: SftpSite) -> None:
    put(site, "a.xml", ".b.xml", "c.xml.part", "d.xml.filepart", ".git/e.xml", "f.txt", "old/g.xml")
    out = site.folder / "out"
    (out / "link.xml").symlink_to("a.xml")
    (out / "gone.xml").symlink_to("nowhere.xml")
    (out / "around").symlink_to(".")
    os.mkfifo(out / "pipe.xml")
    assert paths(fetch(include=["*.xml"], exclude=["old/"])) == ["a.xml", "link.xml"]


def test_a_name_in_another_charset_is_read(site: SftpSite) -> None:
    path = Path(os.fsdecode(os.fsencode(site.folder / "out") + b"/caf\xe9.xml"))
    path.write_bytes(b"latin-1")
    os.utime(path, (NOW.timestamp() - 60,) * 2)
    found = fetch()
    assert [(one.document.path, one.document.content) for one in found] == [(r"caf\xe9.xml", b"latin-1")]
    assert fetch(moved(found)) == []


def test_a_past_interval_takes_the_files_of_its_days(site: SftpSite) -> None:
    put(site, "today.xml")
    put(site, "past.xml", at=NOW - 3 * DAY)
    assert paths(fetch(interval=Interval.day((NOW - 3 * DAY).date()))) == ["past.xml"]


def test_dated_folders_are_listed_for_the_days_of_the_interval_and_late_ones(site: SftpSite) -> None:
    for day in (1, 4, 5, 7):
        put(site, f"2024/05/0{day}/{day}.xml", at=NOW)
    dated = {"path": "/out/{year}/{month}/{day}"}
    assert paths(fetch(**dated)) == ["2024/05/07/7.xml"]
    assert paths(fetch(interval=Interval.day(dt.date(2024, 5, 1)), **dated)) == ["2024/05/01/1.xml"]
    running = replace(TODAY, since=TODAY.start - 30 * DAY)
    assert paths(fetch(interval=running, **dated)) == [
        "2024/05/04/4.xml", "2024/05/05/5.xml", "2024/05/07/7.xml",
    ]  # fmt: skip
    with pytest.raises(NotAnswerable, match=r"wire has no folder /out/2024/05/02"):
        fetch(interval=Interval.day(dt.date(2024, 5, 2)), **dated)
    with pytest.raises(FetchRefused, match=r"none of the 4 latest folders, such as /elsewhere/2024"):
        fetch(interval=running, path="/elsewhere/{year}{month}{day}")


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_run(site: SftpSite) -> None:
    put(site, "a.xml", "b.xml")

    def grow(path: bytes, _: object) -> None:
        if path.endswith(b"b.xml"):
            with (site.folder / "out/b.xml").open("a") as growing:
                growing.write(" and more")

    site.on_read = grow
    assert paths(fetch()) == ["a.xml"]
    put(site, "b.xml")
    arriving = KIND.fetch(source(), {}, TODAY, NOW)
    assert remarked(arriving) == "1 file was still being written; the next run takes it."


def test_a_file_that_is_too_large_is_refused_without_being_read(site: SftpSite) -> None:
    put(site, "small", "large-one")
    large, small = fetch(max_bytes=5)
    assert (large.document.refused, large.document.refusal) == (too_large(9, 5), Reason.TOO_LARGE)
    assert small.document.content == b"small"
    assert [path for path in site.opened if "large" in path] == []
    assert paths(fetch(moved([large, small]), max_bytes=9)) == ["large-one"]


def test_a_large_file_comes_whole(site: SftpSite) -> None:
    content = os.urandom(1024 * 1024) * 9
    (site.folder / "out/a.bin").write_bytes(content)
    os.utime(site.folder / "out/a.bin", (NOW.timestamp() - 60,) * 2)
    [one] = fetch()
    assert one.document.content == content


def test_a_file_without_permission_is_refused_and_tried_again(site: SftpSite) -> None:
    put(site, "a.xml", "b.xml")

    def deny(path: bytes, _: object) -> None:
        if path.endswith(b"a.xml"):
            raise asyncssh.SFTPPermissionDenied("no")

    site.on_read = deny
    refused, good = fetch()
    assert refused.document.refused == "127.0.0.1 denies the permission."
    assert good.document.content == b"b.xml"
    site.on_read = nothing
    assert paths(fetch(moved([refused, good]))) == ["a.xml"]


def test_a_file_that_always_breaks_off_keeps_no_other_back(site: SftpSite) -> None:
    put(site, "a.xml", "b.xml", "c.xml")

    def cut(path: bytes, channel: asyncssh.SSHServerChannel) -> None:
        if path.endswith(b"b.xml"):
            channel.get_connection().abort()

    site.on_read = cut
    kept: list[Fetched] = []
    for brought in ["a.xml"], ["a.xml", "c.xml"]:
        with pytest.raises(
            FetchFailed, match=r"Source wire: the connection to 127.0.0.1 was lost \(it hung up\)"
        ):
            kept.extend(KIND.fetch(source(), moved(kept), TODAY, NOW))
        assert paths(kept) == brought
    site.on_read = nothing
    assert paths(fetch(moved(kept))) == ["b.xml"]


@pytest.mark.parametrize("stated", ["known_hosts", "host_key", "fingerprints"])
def test_the_host_key_may_be_stated_in_three_ways(
    site: SftpSite, monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    put(site, "a.xml")
    line = site.known_hosts
    extra = {"known_hosts": line, "host_key": line.partition(" ")[2], "fingerprints": ""}[stated]
    connect(monkeypatch, site.uri(**({stated: extra} if extra else {})))
    keys = {"fingerprints": ["SHA256:" + "x" * 43, site.fingerprint]} if stated == "fingerprints" else {}
    assert paths(fetch(**keys)) == ["a.xml"]


def test_an_unknown_host_key_is_never_trusted(
    site: SftpSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/known_hosts").write_text(site.known_hosts)  # that of the user is not meant
    connect(monkeypatch, site.uri())
    with pytest.raises(
        FetchRefused, match=r"the host key of 127.0.0.1 is not stated, and an unknown key"
    ) as caught:
        fetch()
    assert f"ssh-keyscan -p {site.port} 127.0.0.1 | ssh-keygen -lf -" in str(caught.value)
    connect(monkeypatch, site.uri(known_hosts=site.known_hosts.replace("127.0.0.1", "127.0.0.2")))
    with pytest.raises(FetchRefused, match=r"is none of the stated ones"):
        fetch()
    assert site.logins == []


@pytest.mark.parametrize("how", ["known_hosts", "fingerprints", "revoked"])
def test_a_changed_host_key_ends_the_fetch_before_the_password_is_sent(
    site: SftpSite, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    put(site, "a.xml")
    other = host_key("other").export_public_key().decode()
    lines = {
        "known_hosts": f"[127.0.0.1]:{site.port} {other}",
        "fingerprints": "",
        "revoked": f"@revoked {site.known_hosts}",
    }[how]
    connect(monkeypatch, site.uri(known_hosts=lines))
    keys = {"fingerprints": [host_key("other").get_fingerprint("sha256")]} if how == "fingerprints" else {}
    with pytest.raises(FetchRefused, match=r"the host key of 127.0.0.1 is none of the stated ones") as caught:
        fetch(**keys)
    assert "Ask the publisher whether the key was changed" in str(caught.value)
    if how != "revoked":
        assert site.fingerprint in str(caught.value)
    assert site.logins == []


def test_a_key_of_another_kind_is_not_offered(site: SftpSite, monkeypatch: pytest.MonkeyPatch) -> None:
    rsa = host_key("rsa", "ecdsa-sha2-nistp256").export_public_key().decode()
    connect(monkeypatch, site.uri(known_hosts=f"[127.0.0.1]:{site.port} {rsa}"))
    with pytest.raises(FetchError, match=r"offers? no host key of the stated kinds"):
        fetch()  # the end that sees it first decides which of two errors this is


def test_a_private_key_logs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    mine = host_key("mine")
    with serving_sftp(tmp_path, client_key=mine) as here:
        put(here, "a.xml")
        text = mine.export_private_key("openssh", "quay").decode()
        extra = {"private_key": text, "private_key_passphrase": "quay", "known_hosts": here.known_hosts}
        connect(monkeypatch, {**here.uri(**extra), "password": None})
        assert paths(fetch()) == ["a.xml"]
        assert here.logins == []
        for wrong in ({"private_key_passphrase": "pier"}, {"private_key": "hunter"}):
            connect(monkeypatch, {**here.uri(**{**extra, **wrong}), "password": None})
            with pytest.raises(FetchRefused, match=r"the private_key of its connection cannot be read"):
                fetch()


def test_a_wrong_password_is_refused_and_named_nowhere(
    site: SftpSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    connect(monkeypatch, {**site.uri(known_hosts=site.known_hosts), "password": "wrong-word"})
    with pytest.raises(
        FetchRefused, match=r"Source wire: 127.0.0.1 refuses the login. Correct user, password"
    ) as caught:
        fetch()
    assert site.logins == [USER]
    shown = f"{caught.value} {caplog.text}"
    assert "wrong-word" not in shown
    assert USER not in shown


def test_no_document_has_a_part_of_the_connection(site: SftpSite, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    put(site, "a.xml")
    shown = f"{fetch()} {caplog.text} {source().place()} {source()}"
    for part in (WORD, USER, site.known_hosts):
        assert part not in shown


def test_a_missing_folder_is_refused(site: SftpSite) -> None:
    with pytest.raises(
        FetchRefused, match=r"the server has no folder /elsewhere. Correct path in sources/wire.toml"
    ):
        fetch(path="/elsewhere")


def test_a_host_that_leads_to_the_inner_network_is_not_connected(
    site: SftpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, "a.xml")
    monkeypatch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    resolve_to_loopback(monkeypatch)
    connect(monkeypatch, site.uri("files.harbour.example", known_hosts=site.known_hosts))
    with pytest.raises(FetchRefused, match=r"files.harbour.example leads to an address of an inner network"):
        fetch()
    connect(monkeypatch, site.uri("files.lan", known_hosts=site.known_hosts))  # a name of an inner network
    assert paths(fetch()) == ["a.xml"]
    connect(monkeypatch, site.uri("files.harbour.example", known_hosts=site.known_hosts))
    monkeypatch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
    assert paths(fetch()) == ["a.xml"]


def test_a_server_that_is_silent_or_away_is_an_error_of_now(
    site: SftpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        connect(monkeypatch, {**site.uri(known_hosts=site.known_hosts), "port": port})
        with pytest.raises(
            FetchFailed, match=r"127.0.0.1 did not answer within 0.2 s. Try later, or raise timeout"
        ):
            fetch(timeout=0.2)
    with pytest.raises(FetchFailed, match=f"127.0.0.1 accepts no connection at port {port}"):
        fetch()


def test_a_connection_without_host_is_refused(site: SftpSite, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "a.xml")
    connect(monkeypatch, {**site.uri(known_hosts=site.known_hosts), "host": ""})
    with pytest.raises(FetchRefused, match=r"the connection wire_files has no host"):
        fetch()
    assert paths(fetch(host="127.0.0.1")) == ["a.xml"]


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"connection": None}, "valid string"),
        ({"connection": "a b"}, "match pattern"),
        ({"fingerprints": ["MD5:00"]}, "match pattern"),
        ({"path": "/{date}"}, "no placeholder"),
        ({"path": "/{year}", "date_in_path": "%Y"}, "date_in_path is for a path without"),
        ({"host": "user@files.example"}, "match pattern"),
        ({"password": "x"}, "Extra inputs"),
    ],
)
def test_wrong_keys_are_named(keys: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError, match=error):
        source(**keys)


@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_kill_in_the_middle_loses_nothing_and_brings_nothing_twice(
    warehouse: psycopg.Connection, warehouse_url: str, site: SftpSite, tmp_path: Path, at: int
) -> None:
    for n in range(5):
        story = ninjs(f"urn:pier:{n}", headline=f"Pier {n}")
        (site.folder / "out" / f"{n}.json").write_text(json.dumps(story))
    keys = {"name": "wire", "kind": "sftp", "connection": "wire_files", "path": "/out"}
    (tmp_path / "wire.toml").write_text("".join(f"{key} = {json.dumps(keys[key])}\n" for key in keys))
    check_kill(warehouse, warehouse_url, tmp_path, "wire", documents=5, at=at)


def test_a_connection_holds_its_turn_to_its_end(site: SftpSite) -> None:
    put(site, "a.xml", "b.xml")
    check_turn(KIND, source(), f"127.0.0.1:{site.port}", TODAY, NOW)
