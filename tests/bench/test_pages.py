"""The benchmark of pages reads each page in a process of the reader's own."""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import pytest

from newswire.bench.pages import OURS, READERS, measure, pages_of
from newswire.errors import FatalError

PAGE = b"<!doctype html><html><body><p>The pier is to be rebuilt, the council said.</p></body></html>"
HAS_PEER = find_spec("trafilatura") is not None


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE)
    (folder / "b.html.gz").write_bytes(gzip.compress(PAGE))
    (folder / "logo.png").write_bytes(b"no page")
    (tmp_path / "printed").write_bytes(PAGE)
    return list(pages_of([folder, tmp_path / "printed"]))


def test_pages_are_html_files_below_a_folder_and_the_files_that_are_named(pages: list[Path]) -> None:
    assert [page.name for page in pages] == ["a.html", "b.html.gz", "printed"]


def test_each_pass_is_measured_with_the_start_and_the_memory_of_the_process(pages: list[Path]) -> None:
    [rate] = measure(pages, 2, [OURS])
    assert (rate.reader, rate.pages, len(rate.seconds)) == (OURS, 3, 2)
    assert 0 < min(rate.seconds) < rate.start, "imports are a part of the start, and of no pass"
    assert rate.peak > 1_000_000


def test_a_reader_that_fails_is_named(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match="The reader newswire failed on a page"):
        measure([tmp_path / "none.html"], 1, [OURS])


@pytest.mark.skipif(HAS_PEER, reason="trafilatura is installed")
def test_the_command_that_installs_the_peer_is_named(pages: list[Path]) -> None:
    with pytest.raises(FatalError, match=r"install --require-hashes -r requirements-bench\.lock"):
        measure(pages, 1)


@pytest.mark.skipif(not HAS_PEER, reason="trafilatura is not installed")
def test_all_readers_are_measured_on_the_same_pages(pages: list[Path]) -> None:
    rates = measure(pages, 1)
    assert [rate.reader for rate in rates] == list(READERS)
    assert {rate.pages for rate in rates} == {3}
