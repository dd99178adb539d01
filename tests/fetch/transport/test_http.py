"""The HTTP client against a real server on loopback."""

from __future__ import annotations

import gzip
import itertools
import logging
import socket
import ssl
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newswire.fetch import FetchError, FetchFailed, FetchRefused, HostWaits
from newswire.fetch.transport.http import Answer, get
from newswire.fetch.transport.neighbour import LocalHosts, Neighbour, behaving
from tests.support.certificates import self_signed
from tests.support.site import Reply, sending, serving

if TYPE_CHECKING:
    from fetch.conftest import Site


PASSWORD, TOKEN = "pw123", "t0ps3cret"


def fetch(url: str, **changed: object) -> Answer | None:
    return get(url, "coast", **{"timeout": 5, "max_bytes": 100_000, "robots": False, "tries": 1, **changed})


def test_an_answer_has_the_bytes_and_headers_of_the_response(site: Site) -> None:
    site.reply("/rss", b"<rss/>", Content_Type="text/xml", ETag='"1"', Last_Modified="x")
    assert fetch(site.url + "/rss") == Answer(b"<rss/>", site.url + "/rss", "text/xml", '"1"', "x")
    assert site.headers_of("/rss")["user-agent"].startswith("Newswire")


def test_a_compressed_answer_is_decompressed(site: Site) -> None:
    site.reply("/rss", gzip.compress(b"<rss/>"), Content_Encoding="gzip")
    answer = fetch(site.url + "/rss")
    assert answer
    assert answer.content == b"<rss/>"


def test_validators_are_sent_back_and_304_returns_none(site: Site) -> None:
    site.reply("/rss", status=304)
    assert fetch(site.url + "/rss", etag='W/"1"', last_modified="Mon, 02 Nov 2020 10:00:00 GMT") is None
    sent = site.headers_of("/rss")
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"1"', "Mon, 02 Nov 2020 10:00:00 GMT")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_lasting_errors_are_refused_and_not_retried(site: Site, status: int) -> None:
    site.reply("/rss", status=status)
    with pytest.raises(FetchError, match=rf"Source coast: 127.0.0.1 answered {status}") as caught:
        fetch(site.url + "/rss")
    assert isinstance(caught.value, FetchRefused)


def test_the_error_of_a_busy_server_states_when_to_retry(site: Site) -> None:
    site.reply("/rss", status=503, Retry_After="Sat, 16 Nov 2041 21:11:00 +0200")
    with pytest.raises(FetchFailed, match=r"not to be called again before 2\d{3}-\d\d-\d\d .* UTC") as caught:
        fetch(site.url + "/rss")
    assert caught.value.http_status == 503
    assert caught.value.host == site.url.removeprefix("http://")
    assert caught.value.retry_at


def test_203_is_an_answer_and_304_to_no_condition_is_none(site: Site) -> None:
    site.reply("/rss", b"<rss/>", status=203)
    answer = fetch(site.url + "/rss")
    assert answer
    assert (answer.content, answer.http_status) == (b"<rss/>", 203)
    site.reply("/rss", status=304)
    with pytest.raises(FetchFailed, match=r"answered 304 \(Not Modified\) twice\. No condition") as caught:
        fetch(site.url + "/rss")
    assert [headers.get("cache-control") for _, headers in site.requests][-2:] == [None, "no-cache"]
    assert caught.value.http_status == 304


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("/hafen/\xe9t\xe9.xml", "/hafen/%E9t%E9.xml"),
        ("/hafen/été.xml".encode().decode("latin-1"), "/hafen/%C3%A9t%C3%A9.xml"),
        ("?q=\xfcber alles&x=%20", "/rss?q=%FCber%20alles&x=%20"),
    ],
)
def test_a_location_with_other_bytes_than_ascii_is_followed(site: Site, sent: str, asked: str) -> None:
    site.replies["/rss"] = lambda _: (
        Reply(status=302, headers={"Location": sent}) if len(site.requests) == 1 else Reply(b"<rss/>")
    )
    site.reply(asked.partition("?")[0], b"<rss/>") if not asked.startswith("/rss") else None
    assert fetch(site.url + "/rss")
    assert [path for path, _ in site.requests] == ["/rss", asked]


@pytest.mark.parametrize("to", ["http://[::1/x", "http://127.0.0.1:99999/x", "ftp://127.0.0.1/x"])
def test_a_location_that_is_no_address_is_an_error(site: Site, to: str) -> None:
    site.reply("/rss", status=302, Location=to)
    with pytest.raises(FetchRefused, match="redirects to no web address"):
        fetch(site.url + "/rss")


def test_headers_with_control_characters_are_ignored(site: Site) -> None:
    site.reply("/rss", b"<rss/>", ETag='"a\0b"', Content_Type="text/xml\x01", Last_Modified="x\x7f")
    answer = fetch(site.url + "/rss")
    assert answer
    assert (answer.etag, answer.content_type, answer.last_modified) == (None, None, None)


def test_an_answer_that_is_too_large_is_refused_compressed_or_not(site: Site) -> None:
    body = b"\0" * 100_001
    site.reply("/plain", body)
    site.reply("/gzip", gzip.compress(body), Content_Encoding="gzip")
    for path in ("/plain", "/gzip"):
        with pytest.raises(FetchError, match="larger than 100,000 bytes"):
            fetch(site.url + path)


def test_unusable_responses_raise_an_error_with_the_cause(site: Site) -> None:
    site.reply("/cut", b"<rss>", Content_Length="50", Connection="close")
    site.hang_up("/hung-up")
    site.reply("/no-gzip", b"<rss/>", Content_Encoding="gzip")
    site.reply("/to-nowhere", status=301)
    site.reply("/to-a-file", status=302, Location="file:///etc/passwd")
    site.reply("/in-a-circle", status=302, Location="/in-a-circle")
    for path, words in {
        "/cut": "broke off",
        "/hung-up": "it hung up",
        "/no-gzip": "cannot be decompressed",
        "/to-nowhere": "redirects to no web address",
        "/to-a-file": "redirects to no web address",
        "/in-a-circle": "more than 5 redirects",
    }.items():
        with pytest.raises(FetchError, match=words):
            fetch(site.url + path)


def test_a_server_that_sends_too_slowly_is_abandoned(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter(range(0, 1_000_000, 3600))
    monkeypatch.setattr("newswire.fetch.transport.exchange.time.monotonic", lambda: next(hours))
    site.reply("/rss", b"x" * 90_000)
    with pytest.raises(FetchError, match="so slowly that reading was given up"):
        fetch(site.url + "/rss")


def test_redirects_are_followed_and_a_permanent_one_is_logged(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.reply("/old", status=301, Location="/new?token=abc")
    site.reply("/new", b"<rss/>")
    with caplog.at_level(logging.WARNING):
        answer = fetch(site.url + "/old")
    assert answer
    assert answer.url == site.url + "/new?token=…"
    assert f"moved for good to {site.url}/new?token=…" in caplog.text


def test_the_password_goes_to_its_own_host_only(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    site.reply("/rss", status=302, Location=f"http://localhost:{port}/other")
    site.reply("/same", status=302, Location="/other")
    site.reply("/other", b"<rss/>")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
        fetch(site.url.replace("//", "//ann:p%40w@") + "/rss")
    assert site.headers_of("/rss")["authorization"] == "Basic YW5uOnBAdw=="
    assert "authorization" not in site.headers_of("/other")
    fetch(site.url.replace("//", "//ann:p%40w@") + "/same")
    assert "authorization" in site.headers_of("/other")


def test_no_secret_of_the_url_is_shown() -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"http://ann:{PASSWORD}@127.0.0.1:{closed_port()}/rss?token={TOKEN}")
    shown = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in shown
    assert TOKEN not in shown


def test_a_name_that_resolves_to_an_inner_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    inner = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(site.url.rpartition(":")[2])))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inner)
    url = site.url.replace("127.0.0.1", "feeds.example.org") + "/rss"
    with pytest.raises(FetchError, match="inner network") as caught:
        fetch(url)
    assert isinstance(caught.value, FetchRefused)
    assert site.requests == []
    monkeypatch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
    site.reply("/rss", b"<rss/>")
    assert fetch(url)


def test_a_name_is_resolved_once_so_that_it_cannot_change_after_the_check(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def rebinding(host: str, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return resolve("127.0.0.1", *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.reply("/rss", b"<rss/>")
    fetch(site.url.replace("127.0.0.1", "wire.local") + "/rss")
    assert [host for host in asked if host != "127.0.0.1"] == ["wire.local"]


def test_a_redirect_does_not_lead_into_the_inner_network(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    site.reply("/rss", status=302, Location=f"http://localhost:{port}/inner")
    with pytest.raises(FetchError, match="localhost leads to an address of an inner network"):
        fetch(site.url + "/rss")
    assert [path for path, _ in site.requests] == ["/rss"]


def test_behind_a_proxy_an_inner_name_is_refused_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.reply("http://wire.local/rss", b"<rss/>")
    monkeypatch.setenv("http_proxy", site.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert fetch("http://wire.local/rss")
    inner = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inner)
    with pytest.raises(FetchError, match="inner network"):
        fetch("http://feeds.example.org/rss")


def test_a_name_that_does_not_resolve_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"the name feeds\.example\.org cannot be resolved"):
        fetch("http://feeds.example.org/rss")


def test_a_closed_port_is_an_error() -> None:
    with pytest.raises(FetchError, match="Connection refused"):
        fetch(f"http://127.0.0.1:{closed_port()}/rss")


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_does_not_answer_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(FetchError, match=r"did not answer within 0.1 s"):
            fetch(f"http://127.0.0.1:{port}/rss", timeout=0.1)


def test_an_untrusted_certificate_is_refused(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self_signed(tmp_path))

        def answer() -> None:
            connection, _ = server.accept()
            with connection, pytest.raises(ssl.SSLError):
                context.wrap_socket(connection, server_side=True)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(
            FetchError, match=r"certificate of 127.0.0.1 cannot be trusted \(self.signed"
        ) as caught:
            fetch(f"https://127.0.0.1:{server.getsockname()[1]}/rss")
        thread.join()
    assert isinstance(caught.value, FetchRefused)


def test_over_tls_bodies_are_whole_and_the_deadline_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    body = gzip.compress(b"<rss>" + b"x" * 50_000 + b"</rss>")
    begin = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n"
    with sending(begin, body, certificate=certificate) as url:
        answer = fetch(url)
    assert answer
    assert len(answer.content) == 50_011
    with (
        sending(begin, body[:-9], certificate=certificate) as url,
        pytest.raises(FetchFailed, match="broke off"),
    ):
        fetch(url)
    pieces = itertools.repeat(b"x", 2_000)
    slow = sending(begin[:-2], b"X: ", then=pieces, pause=0.01, certificate=certificate)
    with slow as url, pytest.raises(FetchFailed, match="sends so slowly"):
        fetch(url, timeout=0.1)
    assert next(pieces, b"")


def test_further_headers_go_to_the_own_host_only(site: Site) -> None:
    site.reply("/rss", status=302, Location="/moved")
    site.reply("/moved", status=302, Location=site.url.replace("127.0.0.1", "localhost") + "/away")
    site.reply("/away", b"<rss/>")
    with pytest.raises(FetchRefused, match="inner network"):
        fetch(site.url + "/rss", headers={"X-Key": TOKEN})
    assert site.headers_of("/rss")["x-key"] == site.headers_of("/moved")["x-key"] == TOKEN


def test_further_headers_do_not_follow_a_redirect_to_another_port(site: Site) -> None:
    with serving() as other:
        site.reply("/rss", status=302, Location=other.url + "/away")
        other.reply("/away", b"<rss/>", Link='<https://x.example/2>; rel="next"')
        answer = fetch(site.url + "/rss", headers={"X-Key": TOKEN})
        assert answer
        assert answer.link == '<https://x.example/2>; rel="next"'
        assert "x-key" not in other.headers_of("/away")


def test_an_address_found_in_a_document_permits_no_private_host_of_its_own(site: Site) -> None:
    site.reply("/a", b"A")
    assert fetch(site.url + "/a", found_in=site.url + "/rss")
    for own in ("https://news.example/rss", site.url.replace("127.0.0.1", "localhost")):
        with pytest.raises(FetchRefused, match=r"127\.0\.0\.1 leads to an address of an inner network"):
            fetch(site.url + "/a", found_in=own)


def test_a_permanent_move_of_a_page_needs_no_correction(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.reply("/a", status=301, Location="/b")
    site.reply("/b", b"B")
    fetch(site.url + "/a", found_in=site.url + "/rss")
    assert caplog.text == ""
    fetch(site.url + "/a")
    assert "moved for good" in caplog.text


def test_a_brief_failure_is_tried_again_after_a_random_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[tuple[float, float]] = []
    monkeypatch.setattr("random.uniform", lambda least, most: naps.append((least, most)) or 0.0)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    for path, replies in {
        "/hang-up": Reply(hang_up=True),
        "/502": Reply(status=502),
        "/cut": Reply(b"<rss>", headers={"Content-Length": "50", "Connection": "close"}),
    }.items():
        naps.clear()
        site.requests.clear()
        site.replies[path] = replies
        with behaving(Neighbour(LocalHosts(), pause=3)), pytest.raises(FetchFailed):
            fetch(site.url + path, tries=3)
        assert naps == [(0, 6), (0, 12)]
        assert len(site.requests) == 3


@pytest.mark.parametrize("status", [404, 429, 501])
def test_a_failure_that_does_not_pass_is_not_tried_again(site: Site, status: int) -> None:
    site.reply("/rss", status=status)
    with pytest.raises(FetchError):
        fetch(site.url + "/rss", tries=3)
    assert len(site.requests) == 1


def test_a_server_that_asks_for_time_is_not_tried_again(site: Site) -> None:
    site.reply("/rss", status=503, Retry_After="60")
    with behaving(Neighbour(LocalHosts())):
        with pytest.raises(FetchFailed, match="answered 503"):
            fetch(site.url + "/rss", tries=3)
        with pytest.raises(HostWaits):
            fetch(site.url + "/rss")
    assert len(site.requests) == 1


def test_headers_of_a_source_go_to_its_own_host_only(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.url.rpartition(":")[2]
    site.reply("/rss", status=302, Location="/same")
    site.reply("/same", status=302, Location=f"http://localhost:{port}/other")
    site.reply("/other", b"<rss/>")
    monkeypatch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
    assert fetch(site.url + "/rss", headers={"X-Api-Key": TOKEN})
    assert [headers.get("x-api-key") for _, headers in site.requests] == [TOKEN, TOKEN, None]


def test_a_move_that_may_be_kept_is_noted(site: Site) -> None:
    site.reply("/old", status=301, Location="/older")
    site.reply("/older", status=308, Location="/temporary")
    site.reply("/temporary", status=302, Location="/new")
    site.reply("/new", b"<rss/>")
    site.reply("/secret", status=301, Location="/new?token=abc")
    site.reply("/not-first", status=302, Location="/old")
    with behaving(Neighbour(LocalHosts())) as manners:
        for path in ("/old", "/secret", "/not-first"):
            assert fetch(site.url + path)
    assert manners.moves == {site.url + "/old": site.url + "/temporary"}
