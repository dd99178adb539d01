"""A document that leads to pages: its validators, its compression, and documents in its place."""

from __future__ import annotations

import datetime as dt
import gzip
from typing import TYPE_CHECKING

import pytest

from newswire.fetch import Cursor, FetchFailed, FetchRefused
from newswire.fetch.transport.http import Answer
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.web.place import Place, ask

if TYPE_CHECKING:
    from fetch.conftest import Site

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
PASSED = "Mon, 02 Nov 2020 10:00:00 GMT"


def asked(site: Site, *known: Cursor, **more: bool) -> tuple[Answer, Cursor] | None:
    url = f"{site.url}/list"
    source = LeadingSource(name="pier", kind="x", url=url, timeout=2, max_bytes=2_000)
    return ask(source, Place(url, "a list", "text/x"), {one.locator: one for one in known}, NOW, **more)


def known(site: Site, hours: int) -> Cursor:
    return Cursor(f"{site.url}/list", '"1"', PASSED, size=3, asked_whole_at=NOW - dt.timedelta(hours=hours))


def test_the_cursor_has_the_validators_of_the_answer(site: Site) -> None:
    site.reply("/list", b"<list/>", ETag='"1"', Last_Modified=PASSED)
    answer, cursor = asked(site) or pytest.fail("no answer")
    assert answer.content == b"<list/>"
    assert cursor == Cursor(f"{site.url}/list", '"1"', PASSED, asked_whole_at=NOW)
    assert site.headers_of("/list")["accept"] == "text/x"


def test_a_last_modified_ahead_of_the_clock_is_not_kept(site: Site) -> None:
    site.reply("/list", b"<list/>", Last_Modified="Mon, 02 Nov 2020 10:30:01 GMT")
    _, cursor = asked(site) or pytest.fail("no answer")
    assert cursor.last_modified is None


@pytest.mark.parametrize(
    ("hours", "always", "sent"),
    [(1, False, True), (7 * 24, False, False), (-1, False, False), (1, True, False)],
)
def test_validators_are_sent_for_a_week(site: Site, hours: int, always: bool, sent: bool) -> None:
    site.reply("/list", b"<list/>")
    asked(site, known(site, hours), always=always)
    assert ("if-none-match" in site.headers_of("/list")) == sent


def test_an_unchanged_document_has_no_answer(site: Site) -> None:
    site.reply("/list", status=304)
    assert asked(site, known(site, 1)) is None


def test_a_compressed_file_is_unpacked_up_to_the_limit(site: Site) -> None:
    site.reply("/list", gzip.compress(b"<list/>"))
    answer, _ = asked(site) or pytest.fail("no answer")
    assert answer.content == b"<list/>"
    site.reply("/list", gzip.compress(bytes(3_000)))
    with pytest.raises(FetchRefused, match=r"list is larger than 2,000 bytes after decompression\."):
        asked(site)


@pytest.mark.parametrize(("body", "html", "error"), [
    (b"", False, "empty"), (b"", True, "empty"), (b"<html>", False, "web page"), (b"<html>", True, None),
    (b"<html><input type=password>", True, "form to log in"), (b"<list><a>", False, "list is cut"),
])  # fmt: skip
def test_another_document_in_its_place_is_an_error(
    site: Site, body: bytes, html: bool, error: str | None
) -> None:
    site.reply("/list", body)
    if error is None:
        assert asked(site, html=html)
        return
    with pytest.raises(FetchFailed, match=f"Source pier: .*{error}") as caught:
        asked(site, html=html)
    assert caught.value.http_status == 200
