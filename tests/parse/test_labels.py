"""Take, lead, write-through and their like at the end of keyword lines."""

from __future__ import annotations

import pytest

from newswire.parse.labels import is_label, split_label


@pytest.mark.parametrize(
    ("keyword", "slug", "label"),
    [
        ("BC-US--Harbour Fire, 2nd Ld-Writethru", "BC-US--Harbour Fire", "2nd Ld-Writethru"),
        ("BC-US--HarbourFire 1stLd-Writethru", "BC-US--HarbourFire", "1stLd-Writethru"),
        ("BC-EU--Ferry-ABRIDGED, 3rd Ld-Writethru", "BC-EU--Ferry-ABRIDGED", "3rd Ld-Writethru"),
        ("BC-EU--Ferry, CORRECTIVE", "BC-EU--Ferry", "CORRECTIVE"),
        ("BC-EU--Ferry, Kill", "BC-EU--Ferry", "Kill"),
        ("BC-EU--Ferry, Take 2", "BC-EU--Ferry", "Take 2"),
        ("GRENHOLM FERRY 2ND ADD", "GRENHOLM FERRY", "2ND ADD"),
    ],
)
def test_a_label_is_taken_off(keyword: str, slug: str, label: str) -> None:
    assert split_label(keyword) == (slug, label)


@pytest.mark.parametrize(
    "keyword",
    [
        "BC-BBO--Baseball Expanded Glance",
        "Media Alert",  # a word alone may be the end of a name
        "BC-Harbour, Grenholm",
        "AP-MI--2nd Right Now",
        "Kill",
        "",
        "x" * 5000 + ", 2nd Ld",
    ],
)
def test_a_name_stays_whole(keyword: str) -> None:
    assert split_label(keyword) == (keyword, None)


@pytest.mark.parametrize(
    "line", ["1ST LEAD", "2ND LEAD 3RD NET", "REFILE", "(Achtung)", "EXTRA", "URGENT", "KORREKTUR", "Take 2"]
)
def test_a_line_of_labels(line: str) -> None:
    assert is_label(line)


@pytest.mark.parametrize(
    "line", ["Ferry stops", "Lead found in water", "Top court: Britain can", "", "1,200 leave"]
)
def test_a_headline_is_no_label(line: str) -> None:
    assert not is_label(line)
