"""FTP and FTPS: files of a real server, listings with and without MLSD, TLS, and failures."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchFailed, FetchRefused, Interval, NotAnswerable
from newswire.fetch.kinds.ftp import KIND, SECURE_KIND
from newswire.model import Reason, too_large
from tests.support import fetching
from tests.support.certificates import Certificates, certificates
from tests.support.fetching import moved, paths
from tests.support.ftp_server import USER, WORD, FtpSite, nothing, serving_ftp
from tests.support.killing import check_kill
from tests.support.resolving import resolve_to_loopback
from tests.support.stories import ninjs
from tests.support.turns import check_turn

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TODAY = Interval.day(NOW.date())
OLD = ("MLSD", "MLST")
"""Commands that an old server does not know."""
WAYS = ["ftp", "old", "explicit", "implicit"]


@pytest.fixture
def served(tmp_path: Path) -> Path:
    (tmp_path / "served" / "out").mkdir(parents=True)
    return tmp_path / "served"


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    made = certificates(tmp_path / "tls")
    made.trust(monkeypatch)
    return made


@pytest.fixture
def site(served: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FtpSite]:
    with serving_ftp(served) as here:
        connect(monkeypatch, here.uri())
        yield here


@pytest.fixture(params=WAYS)
def way(
    request: pytest.FixtureRequest, served: Path, trusted: Certificates, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[FtpSite, dict[str, str]]]:
    """A server of each kind, and the keys of its source."""
    keys = {"kind": "ftp"} if request.param in {"ftp", "old"} else {"kind": "ftps", "tls": request.param}
    with serving_ftp(
        served,
        certificate=trusted.server if "tls" in keys else None,
        implicit=request.param == "implicit",
        without=OLD if request.param == "old" else (),
    ) as here:
        connect(monkeypatch, here.uri())
        yield here, keys


def connect(monkeypatch: pytest.MonkeyPatch, connection: dict[str, object]) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRE_FILES", json.dumps(connection))


def put(site: FtpSite, *names: str, at: dt.datetime = NOW - dt.timedelta(hours=1)) -> None:
    fetching.put(site.folder / "out", *names, at=at)


def source(**keys: object) -> Any:
    table = {"name": "wire", "kind": "ftp", "connection": "wire_files", "path": "/out", "timeout": 5, **keys}
    kind = SECURE_KIND if table["kind"] == "ftps" else KIND
    return kind.settings.model_validate(table)


def fetch(
    cursors: Mapping[str, Cursor] | None = None, interval: Interval = TODAY, **keys: object
) -> list[Fetched]:
    return list(KIND.fetch(source(**keys), cursors or {}, interval, NOW))


def test_contract(way: tuple[FtpSite, dict[str, str]]) -> None:
    here, keys = way
    put(here, "a.xml", at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=30))
    kind = SECURE_KIND if keys["kind"] == "ftps" else KIND
    check_source_kind(kind, {"name": "wire", "connection": "wire_files", "path": "/out", **keys})


def test_files_come_with_their_bytes_oldest_first_and_once(way: tuple[FtpSite, dict[str, str]]) -> None:
    here, keys = way
    put(here, "b.xml", "day/deep/a.xml", "with blank.xml")
    put(here, "old.xml", at=NOW - 2 * DAY)
    (here.folder / "out" / "empty").mkdir()
    found = fetch(**keys)
    assert [(one.document.path, one.document.content) for one in found] == [
        ("old.xml", b"old.xml"),
        ("b.xml", b"b.xml"),
        ("day/deep/a.xml", b"day/deep/a.xml"),
        ("with blank.xml", b"with blank.xml"),
    ]
    cursors = moved(found)
    assert fetch(cursors, **keys) == []
    put(here, "b.xml", at=NOW)
    assert paths(fetch(cursors, **keys)) == ["b.xml"]


@pytest.mark.parametrize("without", [(), OLD])
def test_patterns_hidden_and_unfinished_files_and_links(
    served: Path, monkeypatch: pytest.MonkeyPatch, without: tuple[str, ...]
) -> None:
    with serving_ftp(served, without=without) as here:
        connect(monkeypatch, here.uri())
        put(here, "a.xml", ".b.xml", "c.xml.part", ".git/e.xml", "f.txt", "old/g.xml")
        (served / "out" / "link.xml").symlink_to("a.xml")
        (served / "out" / "gone.xml").symlink_to("nowhere.xml")
        assert paths(fetch(include=["*.xml"], exclude=["old/"])) == ["a.xml", "link.xml"]


@pytest.mark.parametrize(("charset", "shown"), [("latin-1", r"quai n\xba 1.xml"), ("utf-8", "quai nº 1.xml")])
def test_a_name_in_another_charset_is_read(
    served: Path, monkeypatch: pytest.MonkeyPatch, charset: str, shown: str
) -> None:
    with serving_ftp(served, charset=charset) as here:
        connect(monkeypatch, here.uri())
        put(here, "quai nº 1.xml")
        found = fetch()
        assert [(one.document.path, one.document.content) for one in found] == [
            (shown, "quai nº 1.xml".encode())
        ]
        assert fetch(moved(found)) == []


def test_a_past_interval_takes_the_files_of_its_days(way: tuple[FtpSite, dict[str, str]]) -> None:
    here, keys = way
    put(here, "today.xml")
    put(here, "past.xml", at=NOW - 3 * DAY)
    assert paths(fetch(interval=Interval.day((NOW - 3 * DAY).date()), **keys)) == ["past.xml"]


@pytest.mark.parametrize("without", [(), OLD])
def test_dated_and_missing_folders(
    served: Path, monkeypatch: pytest.MonkeyPatch, without: tuple[str, ...]
) -> None:
    with serving_ftp(served, without=without) as here:
        connect(monkeypatch, here.uri())
        put(here, "2024/05/06/6.xml", "2024/05/07/7.xml")
        dated = "/out/{year}/{month}/{day}"
        assert paths(fetch(path=dated)) == ["2024/05/07/7.xml"]
        past = Interval.day(dt.date(2024, 5, 6))
        assert paths(fetch(path=dated, interval=past)) == ["2024/05/06/6.xml"]
        with pytest.raises(NotAnswerable, match=r"wire has no folder /out/2024/05/01"):
            fetch(path=dated, interval=Interval.day(dt.date(2024, 5, 1)))
        with pytest.raises(
            FetchRefused, match=r"the server has no folder /elsewhere. Correct path in sources/wire"
        ):
            fetch(path="/elsewhere")


@pytest.mark.parametrize("without", [(), OLD])
def test_a_file_that_grows_while_it_is_read_waits_for_the_next_run(
    served: Path, monkeypatch: pytest.MonkeyPatch, without: tuple[str, ...]
) -> None:
    with serving_ftp(served, without=without) as here:
        connect(monkeypatch, here.uri())
        put(here, "a.xml", "b.xml", "c.xml")

        def grow(path: str, _: object) -> None:
            if path.endswith("b.xml"):
                with Path(path).open("a") as growing:
                    growing.write(" and more")

        here.on_read = grow
        assert paths(fetch()) == ["a.xml", "c.xml"]


def test_a_file_that_is_too_large_is_refused_without_being_read(site: FtpSite) -> None:
    put(site, "small", "large-one")
    large, small = fetch(max_bytes=5)
    assert (large.document.refused, large.document.refusal) == (too_large(9, 5), Reason.TOO_LARGE)
    assert small.document.content == b"small"
    assert [line for line in site.commands if line == "RETR /out/large-one"] == []


def test_a_large_file_comes_whole(way: tuple[FtpSite, dict[str, str]]) -> None:
    here, keys = way
    content = os.urandom(1024 * 1024) * 3
    (here.folder / "out/a.bin").write_bytes(content)
    os.utime(here.folder / "out/a.bin", (NOW.timestamp() - 60,) * 2)
    [one] = fetch(**keys)
    assert one.document.content == content


def test_a_file_that_the_server_refuses_is_refused_and_tried_again(site: FtpSite) -> None:
    put(site, "a.xml", "b.xml")

    site.on_read = lambda path, _: "550 Not for you." if path.endswith("a.xml") else None
    refused, good = fetch()
    assert refused.document.refused == "127.0.0.1 refuses it (FTP 550)."
    assert good.document.content == b"b.xml"
    site.on_read = nothing
    assert paths(fetch(moved([refused, good]))) == ["a.xml"]


def break_off(handler: Any) -> None:
    """End a transfer in its middle, as a server does that runs into an error."""
    handler.data_channel.close()
    handler.respond("426 Transfer aborted.")


@pytest.mark.parametrize("whole", [True, False])
def test_a_file_that_always_breaks_off_keeps_no_other_back(
    way: tuple[FtpSite, dict[str, str]], whole: bool
) -> None:
    here, keys = way
    put(here, "a.xml", "c.xml")
    (here.folder / "out/b.xml").write_bytes(b"b" * 9_000_000)
    os.utime(here.folder / "out/b.xml", (NOW.timestamp() - 3600,) * 2)

    def cut(path: str, handler: Any) -> None:
        if path.endswith("b.xml"):
            if whole:
                handler.close()
            else:
                handler.ioloop.call_later(0, lambda: break_off(handler))

    here.on_read = cut
    kept: list[Fetched] = []
    for brought in ["a.xml"], ["a.xml", "c.xml"]:
        with pytest.raises(
            FetchFailed, match=r"Source wire: .*(was lost|ended the transfer of b.xml|answers 4)"
        ):
            kept.extend(KIND.fetch(source(**keys), moved(kept), TODAY, NOW))
        assert paths(kept) == brought
    here.on_read = nothing
    assert paths(fetch(moved(kept), **keys)) == ["b.xml"]


def test_a_lie_about_the_passive_address_is_not_followed(
    served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[object] = []
    create = socket.create_connection
    monkeypatch.setattr(
        socket,
        "create_connection",
        lambda to, *args, **named: connected.append(to[0]) or create(to, *args, **named),
    )
    with serving_ftp(served, stated_address="127.0.0.77") as here:
        connect(monkeypatch, here.uri())
        put(here, "a.xml")
        assert paths(fetch()) == ["a.xml"]
    assert set(connected) == {"127.0.0.1"}


def test_an_inner_address_behind_a_public_name_is_not_connected(
    site: FtpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, "a.xml")
    monkeypatch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    resolve_to_loopback(monkeypatch)
    connect(monkeypatch, site.uri("files.harbour.example"))
    with pytest.raises(FetchRefused, match=r"files.harbour.example leads to an address of an inner network"):
        fetch()
    assert site.commands == []
    connect(monkeypatch, site.uri("files.lan"))
    assert paths(fetch()) == ["a.xml"]


def test_a_wrong_password_is_refused_and_named_nowhere(
    way: tuple[FtpSite, dict[str, str]], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here, keys = way
    connect(monkeypatch, {**here.uri(), "password": "wrong-word"})
    with pytest.raises(
        FetchRefused, match=r"127.0.0.1 refuses the login \(530\). Correct user and password"
    ) as caught:
        fetch(**keys)
    for part in ("wrong-word", USER):
        assert part not in str(caught.value)
    connect(monkeypatch, here.uri())
    put(here, "a.xml")
    shown = f"{fetch(**keys)} {source(**keys).place()}"
    assert WORD not in shown
    assert USER not in shown


def test_a_source_without_connection_logs_in_as_anonymous(site: FtpSite) -> None:
    put(site, "a.xml")
    assert paths(fetch(connection=None, host="127.0.0.1", port=site.port)) == ["a.xml"]
    assert "USER anonymous" in site.commands


def test_a_line_break_in_a_login_or_a_path_is_sent_nowhere(
    site: FtpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValidationError, match=r"should match pattern"):
        fetch(path="/out\r\nDELE /out/a.xml")
    connect(monkeypatch, {**site.uri(), "password": "x\r\nDELE /out/a.xml"})
    with pytest.raises(FetchRefused, match=r"cannot be sent") as caught:
        fetch()
    assert "DELE" not in str(caught.value)
    assert [line for line in site.commands if "DELE" in line] == []


def test_the_password_is_sent_in_tls_alone(
    served: Path, trusted: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving_ftp(served) as plain:  # a server without TLS, or one in between that hides it
        connect(monkeypatch, plain.uri())
        with pytest.raises(FetchRefused, match=r"127.0.0.1 offers no TLS at port") as caught:
            fetch(kind="ftps")
        assert "tls = 'implicit'" in str(caught.value)
        assert [line for line in plain.commands if line.startswith(("USER", "PASS"))] == []
        with pytest.raises(FetchFailed, match=r"agree on no TLS"):
            fetch(kind="ftps", tls="implicit")
    with serving_ftp(served, certificate=trusted.server) as secure:
        connect(monkeypatch, secure.uri())
        with pytest.raises(FetchRefused, match=r"refuses the login \(5[35]0\).*demand TLS \(kind ftps\)"):
            fetch(kind="ftp")


@pytest.mark.parametrize("tls", ["explicit", "implicit"])
@pytest.mark.parametrize(
    ("names", "more", "cause"),
    [
        (["files.harbour.example"], {}, "IP address mismatch"),
        ([], {"not_after": dt.datetime(2024, 1, 1)}, "certificate has expired"),  # noqa: DTZ001 - trustme's own
        (None, {}, "unable to get local issuer certificate"),
    ],
    ids=["name", "expired", "unknown"],
)
def test_a_certificate_that_is_wrong_ends_the_fetch_before_the_password(
    served: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str] | None,
    more: dict[str, Any],
    cause: str,
    tls: str,
) -> None:
    made = certificates(tmp_path / "tls", *(names or []), **more)
    if names is not None:
        made.trust(monkeypatch)
    with serving_ftp(served, certificate=made.server, implicit=tls == "implicit") as here:
        connect(monkeypatch, here.uri())
        with pytest.raises(FetchRefused, match=rf"the certificate of 127.0.0.1 cannot be trusted .*{cause}"):
            fetch(kind="ftps", tls=tls)
        assert [line for line in here.commands if line.startswith(("USER", "PASS"))] == []


def test_a_server_that_is_silent_or_away_is_an_error_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        connect(monkeypatch, {"host": "127.0.0.1", "port": port})
        with pytest.raises(FetchFailed, match=r"127.0.0.1 did not answer within 0.2 s"):
            fetch(timeout=0.2)
    with pytest.raises(FetchFailed, match=f"127.0.0.1 accepts no connection at port {port}"):
        fetch()


@pytest.mark.parametrize("at", [3])
def test_a_kill_in_the_middle_loses_nothing_and_brings_nothing_twice(
    warehouse: psycopg.Connection,
    warehouse_url: str,
    way: tuple[FtpSite, dict[str, str]],
    tmp_path: Path,
    at: int,
) -> None:
    here, keys = way
    for n in range(5):
        story = ninjs(f"urn:pier:{n}", headline=f"Pier {n}")
        (here.folder / "out" / f"{n}.json").write_text(json.dumps(story))
    table = {"name": "wire", "connection": "wire_files", "path": "/out", **keys}
    (tmp_path / "wire.toml").write_text("".join(f"{key} = {json.dumps(table[key])}\n" for key in table))
    check_kill(warehouse, warehouse_url, tmp_path, "wire", documents=5, at=at)


def test_a_connection_holds_its_turn_to_its_end(
    way: tuple[FtpSite, dict[str, str]],
) -> None:
    site, keys = way
    put(site, "a.xml", "b.xml")
    kind = SECURE_KIND if keys["kind"] == "ftps" else KIND
    check_turn(kind, source(**keys), f"127.0.0.1:{site.port}", TODAY, NOW)
