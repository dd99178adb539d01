"""Buckets: objects of a real server, pages of a listing, and failures with their sentences."""

from __future__ import annotations

import datetime as dt
import json
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchFailed, FetchRefused, HostWaits, Interval
from newswire.fetch.kinds.object import KIND, ObjectSource
from newswire.fetch.transport.address import host_of
from newswire.fetch.transport.files import s3
from newswire.fetch.transport.neighbour import LocalHosts, Neighbour, behaving
from newswire.model import Reason, too_large
from tests.support import fetching
from tests.support.certificates import certificates
from tests.support.fetching import moved
from tests.support.killing import check_kill
from tests.support.resolving import resolve_to_loopback
from tests.support.s3_server import KEY, WORD, S3Site, serving_s3
from tests.support.site import Site, sending, serving
from tests.support.stories import NOW, TODAY, ninjs

DAY = dt.timedelta(days=1)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Site]:
    with serving_s3() as here:
        connect(monkeypatch, here.connection())
        yield here


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server whose answers a test writes, for errors that the real one does not make."""
    connect(monkeypatch, {"login": KEY, "password": WORD})
    with serving() as here:
        yield here


def connect(monkeypatch: pytest.MonkeyPatch, connection: dict[str, object]) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRE_OBJECTS", json.dumps(connection))


def source(url: str | None, **keys: object) -> ObjectSource:
    table = {
        "name": "wire", "kind": "object", "connection": "wire_objects", "bucket": "wires", "endpoint": url,
        "timeout": 5, **keys,
    }  # fmt: skip
    return ObjectSource.model_validate({key: value for key, value in table.items() if value is not None})


def fetch(
    site: S3Site | Site | str | None,
    cursors: Mapping[str, Cursor] | None = None,
    interval: Interval = TODAY,
    **keys: object,
) -> list[Fetched]:
    url = site.url if isinstance(site, S3Site | Site) else site
    return list(KIND.fetch(source(url, **keys), cursors or {}, interval, NOW))


def paths(fetched: list[Fetched]) -> list[str]:
    return sorted(fetching.paths(fetched))


def test_contract(site: S3Site) -> None:
    site.put("a.xml")
    keys = {"name": "wire", "kind": "object", "connection": "wire_objects", "bucket": "wires"}
    check_source_kind(KIND, {**keys, "endpoint": site.url}, TODAY)


def test_objects_come_with_their_bytes_and_once(site: S3Site) -> None:
    site.put("a.xml")
    site.put("day/b.xml")
    found = fetch(site)
    assert {one.document.path: one.document.content for one in found} == {
        "a.xml": b"a.xml",
        "day/b.xml": b"day/b.xml",
    }
    assert all(one.cursor.etag for one in found)
    cursors = moved(found)
    assert fetch(site, cursors) == []
    site.put("a.xml", b"longer than before")
    site.put("c.xml")
    assert paths(fetch(site, cursors)) == ["a.xml", "c.xml"]


def test_a_listing_is_read_page_by_page(site: S3Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        site.put(f"{number}.xml")
    monkeypatch.setattr(s3, "_PAGE", 3)
    assert paths(fetch(site)) == [f"{number}.xml" for number in range(7)]


def test_prefix_patterns_folders_and_hidden_keys(site: S3Site) -> None:
    for key in ("out/a.xml", "out/.b.xml", "out/.git/c.xml", "out/d.xml.part", "out/e.txt", "out/old/f.xml"):
        site.put(key)
    site.put("out/", b"")
    site.put("elsewhere/g.xml")
    assert paths(fetch(site, prefix="out/", include=["*.xml"], exclude=["old/"])) == ["a.xml"]
    assert paths(fetch(site, prefix="elsewhere/g")) == ["g.xml"]


def test_dated_prefixes_are_listed_for_the_days_of_the_interval(site: S3Site) -> None:
    today, past = NOW.date(), (NOW - 9 * DAY).date()
    for day in (today, past):
        site.put(f"wire/{day:%Y/%m/%d}/x.xml")
    dated = {"prefix": "wire/{year}/{month}/{day}/"}
    assert paths(fetch(site, **dated)) == [f"{today:%Y/%m/%d}/x.xml"]
    assert paths(fetch(site, interval=Interval.day(past), **dated)) == [f"{past:%Y/%m/%d}/x.xml"]
    assert fetch(site, interval=Interval.day(past - DAY), **dated) == []


def test_an_object_belongs_to_the_time_of_its_last_change(site: S3Site) -> None:
    site.put("a.xml")
    assert fetch(site, interval=Interval.day((NOW - 9 * DAY).date())) == []


def test_an_object_that_is_too_large_is_refused_without_being_read(site: S3Site) -> None:
    site.put("small")
    site.put("large-one")
    found = {one.document.path: one.document for one in fetch(site, max_bytes=5)}
    assert found["small"].refused is None
    large = found["large-one"]
    assert (large.refused, large.refusal) == (too_large(9, 5), Reason.TOO_LARGE)


def test_an_object_that_is_removed_or_replaced_after_the_listing_waits(site: S3Site) -> None:
    for key in ("a.xml", "b.xml", "c.xml"):
        site.put(key)
    arriving = KIND.fetch(source(site.url), {}, TODAY, NOW)
    kept = [next(arriving)]
    site.client.delete_object(Bucket="wires", Key="b.xml")
    site.put("c.xml", b"another")
    kept += arriving
    assert paths(kept) == ["a.xml"]
    assert paths(fetch(site, moved(kept))) == ["c.xml"]


LISTING = (
    b"<?xml version='1.0'?><ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>"
    b"<IsTruncated>false</IsTruncated><Contents><Key>a.xml</Key><LastModified>2024-05-07T12:00:00.000Z"
    b"</LastModified><ETag>&quot;1&quot;</ETag><Size>9</Size></Contents></ListBucketResult>"
)


def error(code: str) -> bytes:
    return f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{KEY} {WORD}</Message></Error>".encode()


@pytest.mark.parametrize(
    ("status", "code", "kind", "sentence"),
    [
        (
            403,
            "InvalidAccessKeyId",
            FetchRefused,
            r"refuses the bucket wires \(InvalidAccessKeyId\)\. Correct acc",
        ),
        (
            403,
            "SignatureDoesNotMatch",
            FetchRefused,
            r"refuses the bucket wires \(Sig.*\)\. Correct access key",
        ),
        (404, "NoSuchBucket", FetchRefused, r"127.0.0.1 has no bucket wires\. Correct bucket"),
    ],
)
def test_a_refusal_has_its_sentence_and_no_key(
    web: Site, status: int, code: str, kind: type[Exception], sentence: str
) -> None:
    web.reply("/wires", error(code), status=status)
    with pytest.raises(kind, match=sentence) as caught:
        fetch(web)
    for part in (KEY, WORD):
        assert part not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "code", "headers", "seconds"),
    [
        (503, "SlowDown", {}, 60),
        (503, "SlowDown", {"Retry_After": "600"}, 600),
        (503, "ServiceUnavailable", {"Retry_After": "600"}, 600),
        (429, "TooManyRequests", {"Retry_After": "600"}, 600),
        (429, "Busy", {"Retry_After": "600"}, 600),
        (503, "ServiceUnavailable", {}, None),
        (500, "InternalError", {}, None),
    ],
)
@pytest.mark.parametrize("path", ["/wires", "/wires/a.xml"])
def test_a_server_that_asks_for_fewer_requests_is_left_alone(
    web: Site, path: str, status: int, code: str, headers: dict[str, str], seconds: int | None
) -> None:
    web.reply("/wires", LISTING)
    web.reply(path, error(code), status, **headers)
    with behaving(Neighbour(LocalHosts())):
        with pytest.raises(FetchFailed, match=rf"127.0.0.1 answers {code}\.") as caught:
            fetch(web)
        assert (caught.value.http_status, caught.value.host) == (status, host_of(web.url))
        if seconds is None:
            assert caught.value.retry_at is None
            return
        assert caught.value.retry_at is not None
        ahead = caught.value.retry_at - dt.datetime.now(dt.UTC)
        assert round(ahead.total_seconds(), -1) == seconds
        asked = len(web.requests)
        with pytest.raises(HostWaits) as waits:
            fetch(web)
        assert (len(web.requests), waits.value.retry_at) == (asked, caught.value.retry_at)


def test_an_object_that_breaks_off_is_not_kept(web: Site) -> None:
    web.reply("/wires", LISTING)
    web.reply("/wires/a.xml", b"four", Content_Length="9", Connection="close")
    with pytest.raises(FetchFailed, match=r"Source wire: the connection to 127.0.0.1 was lost"):
        fetch(web)
    web.reply("/wires/a.xml", error("AccessDenied"), status=403)
    [refused] = fetch(web)
    assert refused.document.refused == "127.0.0.1 refuses the object (AccessDenied)."


def test_requests_are_signed_by_the_connection_or_not_at_all(web: Site) -> None:
    web.reply("/wires", LISTING)
    web.reply("/wires/a.xml", b"nine byte")
    assert [one.document.content for one in fetch(web)] == [b"nine byte"]
    assert f"Credential={KEY}/" in web.headers_of("/wires/a.xml")["authorization"]
    assert web.headers_of("/wires/a.xml")["if-match"] == '"1"'
    web.requests.clear()
    assert len(fetch(web, connection=None)) == 1
    assert [headers for _, headers in web.requests if "authorization" in headers] == []


def test_nothing_of_the_aws_of_this_machine_is_used(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[default]\nregion = xx-quay-1\ns3 =\n  addressing_style = virtual\n")
    (tmp_path / "credentials").write_text("[default]\naws_access_key_id = MINE\naws_secret_access_key = x\n")
    for name, value in {
        "AWS_PROFILE": "ghost",
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
        "AWS_ACCESS_KEY_ID": "MINE",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "HTTP_PROXY": "http://127.0.0.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    web.reply("/wires", LISTING)
    web.reply("/wires/a.xml", b"nine byte")
    assert len(fetch(web)) == 1
    assert f"Credential={KEY}/" in web.headers_of("/wires/a.xml")["authorization"]
    assert "us-east-1" in web.headers_of("/wires/a.xml")["authorization"]
    web.requests.clear()
    assert len(fetch(web, connection=None)) == 1
    assert "MINE" not in str(web.requests)


def test_keys_stand_in_no_document_and_no_place(site: S3Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    site.put("a.xml")
    shown = f"{fetch(site)} {source(site.url)} {source(site.url).place()} {caplog.text}"
    assert KEY not in shown
    assert WORD not in shown


def test_an_inner_address_behind_a_public_name_is_not_connected(
    site: S3Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("a.xml")
    monkeypatch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    resolve_to_loopback(monkeypatch)
    for url in (site.url.replace("127.0.0.1", "objects.harbour.example"), None):
        with pytest.raises(FetchRefused, match=r"leads to an address of an inner network"):
            fetch(url)
    assert paths(fetch(site.url.replace("127.0.0.1", "localhost"))) == ["a.xml"]


def test_a_wrong_certificate_ends_the_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, {"login": KEY, "password": WORD})
    with (
        sending(b"", certificate=certificates(tmp_path).server) as url,
        pytest.raises(FetchRefused, match=r"the certificate of 127.0.0.1 cannot be trusted"),
    ):
        fetch(url.removesuffix("/rss"))


def test_a_server_that_is_silent_or_away_is_an_error_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, {"login": KEY, "password": WORD})
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(FetchFailed, match=r"127.0.0.1 did not answer within 0.2 s"):
            fetch(url, timeout=0.2)
    with pytest.raises(FetchFailed, match=r"127.0.0.1 accepts no connection"):
        fetch(url)


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"bucket": "a/b"}, "match pattern"),
        ({"endpoint": "https://key:word@objects.example"}, "match pattern"),
        ({"region": "x@127.0.0.1/"}, "match pattern"),
        ({"prefix": "{date}/"}, "no placeholder"),
        ({"prefix": "{year}/", "date_in_path": "%Y"}, "date_in_path is for a prefix without"),
        ({"password": "x"}, "Extra inputs"),
    ],
)
def test_wrong_keys_are_named(keys: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError, match=error):
        source(None, **keys)


@pytest.mark.parametrize("at", [1, 4])
def test_a_kill_in_the_middle_loses_nothing_and_brings_nothing_twice(
    warehouse: psycopg.Connection, warehouse_url: str, site: S3Site, tmp_path: Path, at: int
) -> None:
    for n in range(5):
        site.put(f"{n}.json", json.dumps(ninjs(f"urn:pier:{n}", headline=f"Pier {n}")).encode())
    keys = {"name": "wire", "kind": "object", "connection": "wire_objects", "bucket": "wires"}
    keys["endpoint"] = site.url
    (tmp_path / "wire.toml").write_text("".join(f"{key} = {json.dumps(keys[key])}\n" for key in keys))
    check_kill(warehouse, warehouse_url, tmp_path, "wire", documents=5, at=at)


def test_each_request_takes_its_turn_and_waits_if_the_host_asked_for_it(site: S3Site) -> None:
    site.put("a.xml")
    site.put("b.xml")
    with behaving(Neighbour(LocalHosts())) as manners:
        assert len(fetch(site)) == 2
        assert (manners.traffic.host, manners.traffic.requests) == (host_of(site.url), 3)
        manners.hosts.close(str(host_of(site.url)), dt.datetime.now(dt.UTC) + DAY)
        with pytest.raises(HostWaits):
            fetch(site)
