"""The settings of an interface, and the mistakes that are refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from newswire.fetch.api.source import ApiSource
from newswire.sources import SourceError, read_source

URL = "https://x.example/search?from={start}"
TOKEN = {"header": "X-Key", "environment": "X_KEY"}


def source(**more: object) -> ApiSource:
    return ApiSource.model_validate({"name": "x", "kind": "api", "url": URL, "items": "results", **more})


@pytest.mark.parametrize(
    "more",
    [
        {"url": "https://x.example/?from={begin}"},
        {"url": "https://x.example/?api-key=abc"},
        {"url": "https://me:pw@x.example/"},
        {"items": "a..b"},
        {"items": None, "id": "id"},
        {"items": None, "paging": {"parameter": "page"}},
        {"fields": {"title": "webTitle"}},
        {"fields": {"headline": ""}},
        {"time_format": "iso"},
        {"token": {"header": "X-Key"}},
        {"token": {**TOKEN, "query": "key"}},
        {"token": {**TOKEN, "connection": "x"}},
        {"token": {**TOKEN, "value": "abc"}},
        {"token": {**TOKEN, "header": "X Key: 1"}},
        {"paging": {}},
        {"paging": {"link": True, "next": "next"}},
        {"paging": {"parameter": "page", "step": 0}},
    ],
)
def test_a_mistake_is_refused(more: dict[str, object]) -> None:
    source(token=TOKEN)
    with pytest.raises(ValidationError):
        source(**more)


def test_a_token_in_the_address_is_refused_and_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('name = "x"\nkind = "api"\nurl = "https://x.example/?apikey=t0ps3cret"\nitems = "*"\n')
    with pytest.raises(
        SourceError, match=r"x\.toml: url: a token, user or password has no place in a file"
    ) as caught:
        read_source(file)
    assert "t0ps3cret" not in str(caught.value)


def test_a_field_has_one_path_or_several() -> None:
    found = source(fields={"headline": ["a", "b.c"], "body": "d"})
    assert found.defaults().fields == (("headline", ("a", "b.c")), ("body", ("d",)))


def test_the_window_of_a_day() -> None:
    start = dt.datetime(2020, 11, 2, tzinfo=dt.UTC)
    assert source(time_format="%Y-%m-%d").window(start, start + dt.timedelta(days=1)) == {
        "start": "2020-11-02",
        "end": "2020-11-03",
        "last": "2020-11-02",
    }


def test_an_address_without_a_window_has_only_the_present() -> None:
    assert source().has_past
    assert not source(url="https://x.example/latest").has_past


def test_the_place_is_the_address_with_its_placeholders() -> None:
    assert source().place() == URL
