"""Datelines in real text, where it is present: labelled lines, and paragraphs without a dateline."""

from __future__ import annotations

import csv
import gzip
import html
import re
from collections.abc import Iterator
from pathlib import Path

from newswire.parse.dateline.parser import parse_dateline

SHARED = Path(__file__).resolve().parents[4] / "shared"
LABELLED = SHARED / "wire-samples/datelines.tsv"
CORPUS = SHARED / "corpora/reuters21578"


def words(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", text or "")).casefold()


def right(row: dict[str, str]) -> bool:
    """Return whether place and agency are those of the label. A remark in brackets is no label."""
    found = parse_dateline(row["line"])
    place = found.place if found else None
    if not row["place"]:
        return place is None
    credit = words(" ".join(found.credit)) if found else ""
    agencies = [words(name) for name in re.split(r"[/,]", row["agency"]) if words(name)]
    same_place = words(place) == words(row["place"]) or words(row["place"]) in words(place)
    return same_place and (not agencies or "(" in row["agency"] or any(name in credit for name in agencies))


def middle_paragraphs() -> Iterator[str]:
    for file in sorted(CORPUS.glob("*.gz"))[:3]:
        text = gzip.decompress(file.read_bytes()).decode("latin-1")
        for body in re.findall(r"<BODY>(.*?)</BODY>", text, re.DOTALL):
            yield from (" ".join(part.split()) for part in re.split(r"\n {4,}", html.unescape(body))[1:])


if LABELLED.is_file():

    def test_labelled_first_lines_are_read() -> None:
        with LABELLED.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        missed = [row["line"][:80] for row in rows if not right(row)]
        assert len(missed) <= len(rows) * 0.02, missed


if CORPUS.is_dir():

    def test_no_middle_paragraph_has_a_dateline() -> None:
        paragraphs = [paragraph for paragraph in middle_paragraphs() if paragraph]
        assert len(paragraphs) > 10_000
        assert [paragraph for paragraph in paragraphs if parse_dateline(paragraph)] == []

    def test_real_datelines_without_an_agency_are_found() -> None:
        text = gzip.decompress(sorted(CORPUS.glob("*.gz"))[0].read_bytes()).decode("latin-1")
        stories = re.findall(r"<DATELINE>(.*?)</DATELINE><BODY>(.*?)</BODY>", text, re.DOTALL)
        lines = [" ".join(html.unescape(f"{line} {body[:200]}").split()) for line, body in stories]
        found = [line for line in lines if parse_dateline(line)]
        assert len(found) >= len(lines) * 0.98
