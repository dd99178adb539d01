"""Evidence for a dateline beside its form."""

import pytest

from newswire.parse.dateline import evidence
from newswire.parse.dateline.tokens import tokenize


@pytest.mark.parametrize(
    ("line", "expected"), [("GRENHOLM", True), ("McALLEN", True), ("Grenholm", False), ("UN", False)]
)
def test_capitals_are_recognised(line: str, expected: bool) -> None:
    assert evidence.capitals(tokenize(line)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry has stopped.", True),
        ("iPhones are late this year.", True),
        ("which stopped on Monday, lies at the quay.", False),
        ("FERRY STOPS IN HARBOUR", False),
        ("船は港に着いた。", True),
    ],
)
def test_a_sentence_is_recognised(text: str, expected: bool) -> None:
    assert evidence.sentence(text) is expected


@pytest.mark.parametrize(
    ("line", "expected"), [("OSLO, May 13", True), ("OSLO, 13.5.2024", True), ("OSLO", False)]
)
def test_a_date_is_no_score(line: str, expected: bool) -> None:
    assert evidence.dated(tokenize(line)) is expected
