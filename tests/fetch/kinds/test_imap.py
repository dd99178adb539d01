"""IMAP: messages of a real server by UID, which stay as they are, and failures with their sentences."""

from __future__ import annotations

import datetime as dt
import json
import socket
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchFailed, FetchRefused, Interval
from newswire.fetch.kinds.imap import KIND, ImapSource
from newswire.model import Reason
from tests.support.certificates import Certificates, certificates
from tests.support.fetching import moved
from tests.support.ftp_server import serving_ftp
from tests.support.imap_server import TOKEN, USER, WORD, ImapSite, serving_imap
from tests.support.killing import check_kill
from tests.support.resolving import resolve_to_loopback
from tests.support.stories import run
from tests.support.turns import check_turn

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TODAY = Interval.day(NOW.date())
WAYS = ["implicit", "starttls"]


def mail(subject: str) -> bytes:
    return (
        f"From: desk@harbour.example\r\nTo: wire@quay.example\r\nSubject: {subject}\r\n"
        f"Date: Tue, 07 May 2024 12:00:00 +0000\r\n"
        f"Message-ID: <{subject.replace(' ', '.')}@harbour.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"PORT ALBERS (Norwind) - {subject}: the ferry of Grenholm left the coal quay at noon.\r\n"
    ).encode()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    made = certificates(tmp_path / "tls")
    made.trust(monkeypatch)
    return made


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(trusted: Certificates, way: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapSite]:
    with serving_imap(trusted.server, trusted.authority, implicit=way == "implicit") as here:
        connect(monkeypatch, here.uri())
        yield here


def connect(monkeypatch: pytest.MonkeyPatch, connection: dict[str, object]) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRE_MAIL", json.dumps(connection))


def source(way: str, **keys: object) -> ImapSource:
    table = {"name": "wire", "kind": "imap", "connection": "wire_mail", "tls": way, "timeout": 5, **keys}
    return ImapSource.model_validate(table)


def fetch(
    way: str, cursors: Mapping[str, Cursor] | None = None, interval: Interval = TODAY, **keys: object
) -> list[Fetched]:
    return list(KIND.fetch(source(way, **keys), cursors or {}, interval, NOW))


def contents(fetched: list[Fetched]) -> list[bytes]:
    return [one.document.content for one in fetched]


def test_contract(site: ImapSite, way: str) -> None:
    site.put(mail("Pier"), NOW)
    check_source_kind(KIND, {"name": "wire", "kind": "imap", "connection": "wire_mail", "tls": way})


def test_messages_come_as_they_are_by_their_arrival_and_once(site: ImapSite, way: str) -> None:
    site.put(mail("Quay"), NOW - DAY / 24)
    site.put(mail("Old"), NOW - 9 * DAY)
    found = fetch(way)
    assert contents(found) == [mail("Old"), mail("Quay")]
    first = found[0].document
    assert first.path.startswith("INBOX;UIDVALIDITY=")
    assert first.path.endswith("/;UID=102")
    assert (first.fetched_at, first.refused) == (NOW, None)
    assert fetch(way, moved(found)) == []
    site.put(mail("Weir"), NOW)
    assert contents(fetch(way, moved(found))) == [mail("Weir")]


def test_messages_are_neither_changed_nor_marked(site: ImapSite, way: str) -> None:
    site.put(mail("Quay"), NOW)
    before = site.flags()
    assert len(fetch(way)) == 1
    commands = [line.partition(b" ")[2].upper() for line in site.commands]
    assert site.flags() == before
    assert not any(b"SEEN" in line.upper() for line in before)
    assert any(line.startswith(b"EXAMINE") for line in commands)
    assert [line for line in commands if b"BODY" in line and b"BODY.PEEK[]" not in line] == []
    for changing in (b"SELECT", b"STORE", b"EXPUNGE", b"CLOSE", b"COPY", b"MOVE", b"APPEND", b"UID STORE"):
        assert [line for line in commands if line.startswith(changing)] == []


def test_an_interval_takes_the_messages_that_arrived_in_it(site: ImapSite, way: str) -> None:
    days = {1: mail("First"), 2: mail("Second"), 3: mail("Third"), 8: mail("Ahead")}
    for day, message in days.items():
        site.put(message, dt.datetime(2024, 5, day, 23, 59, tzinfo=dt.UTC))
    assert contents(fetch(way, interval=Interval.day(dt.date(2024, 5, 2)))) == [days[2]]
    assert contents(fetch(way)) == [days[1], days[2], days[3]]


def test_another_folder_and_its_validity(site: ImapSite, way: str) -> None:
    site.put(mail("Inbox"), NOW)
    site.put(mail("Wire"), NOW, '"Wire & &APw-ber"'.replace("& ", "&- "))
    found = fetch(way, folder="Wire & über")
    assert contents(found) == [mail("Wire")]
    assert found[0].document.path.startswith("Wire & über;UIDVALIDITY=")
    other = {
        locator.replace("UIDVALIDITY=", "UIDVALIDITY=9"): cursor for locator, cursor in moved(found).items()
    }
    assert contents(fetch(way, other, folder="Wire & über")) == [mail("Wire")], "its numbers are new"
    with pytest.raises(FetchRefused, match=r"127.0.0.1 has no mail folder Nowhere. Correct folder"):
        fetch(way, folder="Nowhere")


def test_a_message_that_is_too_large_is_refused_and_tried_again(site: ImapSite, way: str) -> None:
    site.put(mail("Quay") + b"x" * 9000, NOW)
    site.put(mail("Pier"), NOW)
    large, small = fetch(way, max_bytes=len(mail("Pier")))
    assert large.document.refused == (
        f"The message has more than {len(mail('Pier'))} bytes; source wire takes no more (max_bytes)."
    )
    assert large.document.refusal is Reason.TOO_LARGE
    assert (large.document.content, small.document.content) == (b"", mail("Pier"))
    assert contents(fetch(way, moved([large, small]))) == [mail("Quay") + b"x" * 9000]


def test_a_connection_that_is_lost_keeps_the_messages_before(site: ImapSite, way: str) -> None:
    for subject in ("Quay", "Pier", "Weir"):
        site.put(mail(subject), NOW)

    def cut(line: bytes, connection: Any) -> None:
        if b"UID FETCH 102 " in line:
            connection.writer.transport.abort()

    site.on_command = cut
    kept: list[Fetched] = []
    with pytest.raises(FetchFailed, match=r"Source wire: the connection to 127.0.0.1 was lost \("):
        kept.extend(KIND.fetch(source(way), {}, TODAY, NOW))
    site.on_command = lambda _line, _connection: None
    assert contents(fetch(way, moved(kept))) == [mail("Weir"), mail("Pier")]


def test_a_wrong_password_is_refused_and_named_nowhere(
    site: ImapSite, way: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    connect(monkeypatch, {**site.uri(), "password": "wrong-word"})
    with pytest.raises(
        FetchRefused, match=r"127.0.0.1 refuses the login. Correct user and password"
    ) as caught:
        fetch(way)
    assert "wrong-word" not in f"{caught.value} {caplog.text}"
    connect(monkeypatch, site.uri())
    site.put(mail("Quay"), NOW)
    shown = f"{fetch(way)} {source(way)} {source(way).place()}"
    assert WORD not in shown
    assert USER not in shown


@pytest.mark.parametrize("known", [True, False])
def test_an_access_token_stands_nowhere(
    site: ImapSite, way: str, known: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    token = TOKEN if known else "ya29.of-yesterday"
    connect(monkeypatch, site.uri(token=token))
    site.put(mail("Quay"), NOW)
    if known:
        shown = f"{fetch(way)} {source(way)} {source(way).place()}"
    else:
        with pytest.raises(FetchRefused, match=r"127.0.0.1 refuses the access token") as caught:
            fetch(way)
        shown = f"{caught.value!r} {caught.value.__cause__!r}"
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("pymap")]
    shown += " ".join(ours)
    for secret in (token, b64encode(token.encode()).decode().rstrip("=")):
        assert secret not in shown


def test_an_inner_address_behind_a_public_name_is_not_connected(
    site: ImapSite, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    resolve_to_loopback(monkeypatch)
    connect(monkeypatch, site.uri("mail.harbour.example"))
    with pytest.raises(FetchRefused, match=r"mail.harbour.example leads to an address of an inner network"):
        fetch(way)
    assert site.commands == []


@pytest.mark.parametrize(
    ("names", "more", "cause"),
    [
        (["mail.harbour.example"], {}, "IP address mismatch"),
        ([], {"not_after": dt.datetime(2024, 1, 1)}, "certificate has expired"),  # noqa: DTZ001 - trustme's own
        (None, {}, "unable to get local issuer certificate"),
    ],
    ids=["name", "expired", "unknown"],
)
def test_a_certificate_that_is_wrong_ends_the_fetch_before_the_password(
    tmp_path: Path,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str] | None,
    more: dict[str, Any],
    cause: str,
) -> None:
    made = certificates(tmp_path / "tls", *(names or []), **more)
    if names is not None:
        made.trust(monkeypatch)
    with serving_imap(made.server, made.authority, implicit=way == "implicit") as here:
        connect(monkeypatch, here.uri())
        with pytest.raises(FetchRefused, match=rf"the certificate of 127.0.0.1 cannot be trusted .*{cause}"):
            fetch(way)
        assert [line for line in here.commands if b"AUTHENTICATE" in line or b"LOGIN" in line] == []


def test_a_server_that_is_silent_another_or_away_is_an_error_of_now(
    way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving_ftp(tmp_path) as other:
        connect(monkeypatch, {"host": "127.0.0.1", "port": other.port})
        with pytest.raises(FetchFailed, match=r"agree on no TLS|answers no valid IMAP"):
            fetch(way)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        connect(monkeypatch, {"host": "127.0.0.1", "port": port})
        with pytest.raises(FetchFailed, match=r"127.0.0.1 did not answer within 0.2 s"):
            fetch(way, timeout=0.2)
    with pytest.raises(FetchFailed, match=f"127.0.0.1 accepts no connection at port {port}"):
        fetch(way)


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"connection": None}, "valid string"),
        ({"tls": "none"}, "'implicit' or 'starttls'"),
        ({"folder": "a\r\nb"}, "match pattern"),
        ({"path": "/"}, "Extra inputs"),
    ],
)
def test_wrong_keys_are_named(keys: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError, match=error):
        source("implicit", **keys)


def toml(folder: Path, way: str) -> None:
    keys = {
        "name": "wire",
        "kind": "imap",
        "connection": "wire_mail",
        "tls": way,
        "provider": "harbour-press",
    }
    (folder / "wire.toml").write_text("".join(f"{key} = {json.dumps(keys[key])}\n" for key in keys))


def test_an_attachment_becomes_a_story(
    warehouse: psycopg.Connection, site: ImapSite, way: str, tmp_path: Path
) -> None:
    story = "Quay closed\n\nPORT ALBERS (Norwind) - The coal quay closed at noon, the harbour master said."
    message = (
        b"From: desk@harbour.example\r\nSubject: Today\r\nDate: Tue, 07 May 2024 12:00:00 +0000\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nThe wire of today is attached.\r\n"
        b"--b\r\nContent-Type: text/plain; name=story.txt\r\n"
        b"Content-Disposition: attachment; filename=story.txt\r\n\r\n" + story.encode() + b"\r\n--b--\r\n"
    )
    site.put(message, dt.datetime.now(dt.UTC) - DAY)
    toml(tmp_path, way)
    run(warehouse, tmp_path, "wire")
    paths = [path for (path,) in warehouse.execute("SELECT path FROM mart.story_items")]
    assert any(path.endswith("!story.txt") for path in paths), paths


@pytest.mark.parametrize("at", [3])
def test_a_kill_in_the_middle_loses_nothing_and_brings_nothing_twice(
    warehouse: psycopg.Connection, warehouse_url: str, site: ImapSite, way: str, tmp_path: Path, at: int
) -> None:
    words = ("ferry", "council", "strike", "storm", "bridge")
    for word in words:
        site.put(mail(f"The {word} of Grenholm"), dt.datetime.now(dt.UTC) - DAY)
    toml(tmp_path, way)
    check_kill(warehouse, warehouse_url, tmp_path, "wire", documents=5, at=at)


def test_a_connection_holds_its_turn_to_its_end(site: ImapSite, way: str) -> None:
    site.put(mail("Quay"), NOW)
    site.put(mail("Weir"), NOW)
    check_turn(KIND, source(way), f"127.0.0.1:{site.port}", TODAY, NOW)
